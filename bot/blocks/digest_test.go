package blocks_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/points"
)

// In a draft a count is a suggestion, save of a point that the working group
// confirmed.
func TestCountOfPoint(t *testing.T) {
	l := locale.For("sv")
	for _, c := range []struct {
		name      string
		state     flows.DigestState
		confirmed bool
		want      string
	}{
		{"draft", flows.DigestDraft, false, "Fler bussar. – förslag: flera organisationer (4)"},
		{"draft, confirmed", flows.DigestDraft, true, "Fler bussar. – flera organisationer (4)"},
		{"published", flows.DigestPublished, false, "Fler bussar. – flera organisationer (4)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := flows.DigestPoint{ID: "p1", Label: "Fler bussar.", Quantifier: points.QuantifierSeveral, Organisations: 4, Confirmed: c.confirmed}
			d := flows.Digest{Title: "Samråd", Starts: starts, State: c.state, Themes: []flows.DigestTheme{
				{Title: "Tema", Questions: []flows.DigestQuestion{{ID: "q1", Text: "Vad saknas?", Points: []flows.DigestPoint{p}}}}}}
			short, err := renderer().Content(flows.DigestPost{Digest: d}, l)
			if err != nil {
				t.Fatal(err)
			}
			for where, view := range map[string]any{"message": short, "theme": renderer().Part(d, 1, l)} {
				data, err := json.Marshal(view)
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(string(data), c.want) {
					t.Errorf("%s: want %q in %s", where, c.want, data)
				}
			}
		})
	}
}

// A point is called by its own words where one may read them, as they are
// printed; only where all are for the working group does the message say so.
func TestPointWithoutLabel(t *testing.T) {
	l := locale.For("sv")
	masked := flows.DigestStatement{Text: "Vi i Kompis saknar lokaler.", Masked: "Vi i [organisation] saknar lokaler."}
	secret := flows.DigestStatement{Text: "Hemliga ord.", Confidential: true}
	for _, c := range []struct {
		name       string
		statements []flows.DigestStatement
		want, not  string
	}{
		{"words that name their writer", []flows.DigestStatement{secret, masked}, masked.Masked, l.Text("blocks.digest.no_label", nil)},
		{"words for the working group", []flows.DigestStatement{secret}, l.Text("blocks.digest.no_label", nil), secret.Text},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := flows.DigestPoint{ID: "p1", Quantifier: points.QuantifierOne, Organisations: 1, Statements: c.statements}
			d := flows.Digest{Title: "Samråd", Starts: starts, State: flows.DigestPublished, Themes: []flows.DigestTheme{
				{Title: "Tema", Questions: []flows.DigestQuestion{{ID: "q1", Text: "Vad saknas?", Points: []flows.DigestPoint{p}}}}}}
			m, err := renderer().Content(flows.DigestPost{Digest: d.Unattributed()}, l)
			if err != nil {
				t.Fatal(err)
			}
			data, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(data), c.want) || strings.Contains(string(data), c.not) {
				t.Errorf("want %q and not %q in %s", c.want, c.not, data)
			}
		})
	}
}
