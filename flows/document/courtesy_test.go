package document_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/points"
)

// TestWithoutPoint: what says something stands first, as quotes; greetings and the
// like follow in one paragraph, with all their words. A version from before
// statements had a kind reads as it did.
func TestWithoutPoint(t *testing.T) {
	hello, vote := said("c1", "Hej!", "", "", kind(points.Greeting)), said("c2", "Vi instämmer.", "", "")
	dash := said("c3", "-", "", "", late, kind(points.Empty))
	const courtesies = "Hälsningar, underskrifter och tomma svar: "
	for _, c := range []struct {
		name string
		said []flows.DigestStatement
		want []string
	}{
		{"a greeting first", []flows.DigestStatement{hello, vote}, []string{"> Vi instämmer.", courtesies + "”Hej\\!”"}},
		{"nothing else", []flows.DigestStatement{hello}, []string{courtesies + "”Hej\\!”"}},
		{"the same words of many", []flows.DigestStatement{hello, dash, hello, hello}, []string{courtesies + "”Hej\\!” × 3 · ”-” (kom efter sista svarsdag)"}},
		{"substance alone", []flows.DigestStatement{vote}, []string{"> Vi instämmer."}},
		{"an older version", []flows.DigestStatement{said("c1", "Hej!", "", ""), vote}, []string{"> Hej\\!", "> Vi instämmer."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := holding("sv", plain)
			d.Themes[0].Questions[0].WithoutPoint = c.said
			_, words, _ := strings.Cut(string(render(t, d, "md")), "#### Ogrupperade svar\n\n")
			words, _, _ = strings.Cut(words, "\n\n#")
			if diff := cmp.Diff(strings.Join(c.want, "\n\n"), words); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestKindsInTables: the tables say of a statement without a point what it is.
func TestKindsInTables(t *testing.T) {
	d := sample("sv", flows.DigestDraft).Unattributed()
	kinds := map[string]string{}
	for _, row := range readCSV(t, render(t, d, "csv")) {
		if row["point"] == "" {
			kinds[row["statement"]] = row["kind"]
		}
	}
	_, sheets := workbook(t, render(t, d, "xlsx"))
	under := map[string]string{}
	for _, row := range sheets["Utsagor"][1:] {
		under[row[3]] = row[2]
	}
	for _, c := range []struct{ statement, kind, under string }{
		{"Hej!", "greeting", "hälsning"},
		{"Hälsningar från [organisation]", "signature", "underskrift"},
		{"– *inget* att tillägga –", "empty", "tomt svar"},
		{"Vi instämmer.", "", ""},
		{"Trafiken är farlig.", "", "utanför frågan"},
	} {
		if got, ok := kinds[c.statement]; !ok || got != c.kind {
			t.Errorf("CSV: %q is %q (there: %v), want %q", c.statement, got, ok, c.kind)
		}
		if got, ok := under[c.statement]; !ok || got != c.under {
			t.Errorf("Excel: %q is under %q (there: %v), want %q", c.statement, got, ok, c.under)
		}
	}
}
