package flows_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
	"github.com/samrad/samrad/flows/goldentest"
)

// revealing is a digest of answers that name their writers in every way, each
// with one attribution. The names stand in revealed.
func revealing() flows.Digest {
	d := flows.NewDirectory(home, []flows.Organisation{
		{ID: "kompis", Name: "Kompis Sverige", Aliases: []string{"KS"}, Members: []flows.UserID{kompis}, Channel: "C0KOMPIS"},
		{ID: "bildning", Name: "Bildningsförbundet", Team: external},
		{ID: "oppen", Name: "Öppna Famnen"},
	}, nil)
	text := "Vi på Kompis Sverige vill ha långsiktiga bidrag till läxhjälp. KS:s volontärer ber om lokaler. Ring 070-123 45 67 eller skriv till anna@kompis.example. " +
		"Fråga @annalind om våra språkcaféer."
	unnamed := said("c1", "kompis", "q1", text)
	unnamed.KeyMessage, unnamed.KeyMessageAt = "Kompis Sverige vill ha bidrag.", unnamed.SubmittedAt
	secret := said("c22", "bildning", "q1", "Hemligt: vår egen kansliförsäljning går dåligt.")
	secret.Attribution = flows.AttributionWorkingGroup
	secret.KeyMessage, secret.KeyMessageAt = secret.Text, secret.SubmittedAt
	named := said("c333", "oppen", "q1", "Kommunerna borde ge föreningarna långsiktiga bidrag till läxhjälp.")
	named.Attribution = flows.AttributionNamed
	named.KeyMessage, named.KeyMessageAt = named.Text, named.SubmittedAt
	all := []flows.Contribution{unnamed, secret, named}
	for i := range all {
		all[i].User, all[i].Team = kompis, external
		all[i].Place = flows.Place{Channel: "C0KOMPIS", TS: "1700000000.000100"}
	}
	return flows.Compile(theMeeting(), "sv", d, all)
}

// revealed must stand in nothing that is printed of the unattributed edition.
var revealed = []string{"kompis", "bildningsförbundet", "KS:s", "070", "anna@", "annalind", string(kompis), string(external), "1700000000", "hemligt", "kansli"}

// everyField is a digest in which every field of the contract stands: a point
// of a campaign's three answers, of which one is named and late and one
// confidential, and an unassigned answer in which somebody is named.
func everyField() flows.Digest {
	const text = "Kommunerna borde ge föreningarna långsiktiga bidrag till läxhjälp."
	d := flows.NewDirectory(home, []flows.Organisation{{ID: "kompis", Name: "Kompis Sverige"}, {ID: "oppen", Name: "Öppna Famnen"}, {ID: "egen", Name: "Egen Härd"}}, nil)
	unnamed, named, secret := said("c1", "kompis", "q1", "Hej! "+text), said("c2", "oppen", "q1", text), said("c3", "egen", "q1", text)
	named.Attribution, named.Late = flows.AttributionNamed, true
	secret.Attribution = flows.AttributionWorkingGroup
	unknown := said("c4", "", "q1", "Vi i Kompis Sverige vill ha språkcaféer.")
	all := []flows.Contribution{unnamed, named, secret, unknown}
	for i := range all {
		all[i].KeyMessage, all[i].KeyMessageAt = all[i].Text, all[i].SubmittedAt
	}
	all[0].KeyMessage = "Kompis Sverige vill ha bidrag."
	m := theMeeting()
	m.Themes = m.Themes[:1]
	m.Themes[0].Questions = m.Themes[0].Questions[:1]
	return flows.Compile(m, "sv", d, all)
}

// The JSON of both editions, as a contract: a field is never renamed.
func TestEditionsAsJSON(t *testing.T) {
	attributed := everyField()
	attributed.Version = 1
	for name, d := range map[string]flows.Digest{"digest.attributed.json": attributed, "digest.json": attributed.Unattributed()} {
		data, err := document.Render(d, document.Options{Format: document.JSON})
		if err != nil {
			t.Fatal(err)
		}
		goldentest.Compare(t, name, data)
	}
}

// What the documents print of the unattributed edition names nobody, save
// those whose answer is named. In JSON a statement stands verbatim, with the
// form that the documents print.
func TestUnattributedEditionNamesNobody(t *testing.T) {
	d := revealing().Unattributed()
	for _, format := range []document.Format{document.Markdown, document.HTML, document.CSV, document.JSON} {
		t.Run(string(format), func(t *testing.T) {
			printed := d
			if format == document.JSON {
				printed = onlyMasked(t, d)
			}
			data, err := document.Render(printed, document.Options{Format: format})
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range revealed {
				if strings.Contains(strings.ToLower(string(data)), strings.ToLower(word)) {
					t.Errorf("%q stands in it", word)
				}
			}
			if !strings.Contains(string(data), "Öppna Famnen") {
				t.Error("the organisation whose answer is named is not named")
			}
		})
	}
	if name := document.FileName(d, document.HTML); name != "underlag-2023-11-07-v0.html" {
		t.Errorf("file name = %q", name)
	}
}

// onlyMasked puts the printed form in the place of each text that has one, in a copy.
func onlyMasked(t *testing.T, d flows.Digest) flows.Digest {
	t.Helper()
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var out flows.Digest
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	for i := range out.Themes {
		for j := range out.Themes[i].KeyMessages {
			k := &out.Themes[i].KeyMessages[j]
			k.Text = k.Printed()
		}
		for j := range out.Themes[i].Questions {
			q := &out.Themes[i].Questions[j]
			for p := range q.Points {
				hide(q.Points[p].Statements)
			}
			hide(q.WithoutPoint)
		}
	}
	return out
}

func hide(all []flows.DigestStatement) {
	for i := range all {
		all[i].Text = all[i].Printed()
	}
}

// Words for the working group keep their place and their weight in the
// unattributed edition, and are quoted in no form of it.
func TestConfidentialWords(t *testing.T) {
	const text = "Kommunerna borde ge föreningarna långsiktiga bidrag till läxhjälp."
	secret := said("secret", "o1", "q1", text)
	secret.Attribution = flows.AttributionWorkingGroup
	secret.KeyMessage, secret.KeyMessageAt = text, secret.SubmittedAt
	open := said("open", "o2", "q1", "Långsiktiga bidrag till läxhjälp borde kommunerna ge föreningarna.")
	d := flows.Compile(theMeeting(), "sv", numbered(2), []flows.Contribution{secret, open})
	for name, edition := range map[string]flows.Digest{"attributed": d, "unattributed": d.Unattributed()} {
		t.Run(name, func(t *testing.T) {
			q := edition.Themes[0].Questions[0]
			if q.Answered != 2 || len(q.Points) != 1 || q.Points[0].Organisations != 2 {
				t.Fatalf("answered %d, points %+v", q.Answered, q.Points)
			}
			p := q.Points[0]
			for _, i := range p.Quotes {
				if p.Statements[i].Confidential {
					t.Error("it is quoted")
				}
			}
			if strings.HasPrefix(p.Label, "Kommunerna") {
				t.Errorf("it lends its words to the label %q", p.Label)
			}
			for _, s := range p.Statements {
				if want := s.Contribution == "secret"; s.Confidential != want {
					t.Errorf("%s: confidential = %v", s.Contribution, s.Confidential)
				}
				hidden := s.Confidential && !edition.Attributed
				if (s.Text == "") != hidden || (s.End == s.Start) != hidden {
					t.Errorf("%s: [%d, %d) %q", s.Contribution, s.Start, s.End, s.Text)
				}
			}
			if got := len(edition.Themes[0].KeyMessages); (got == 1) != edition.Attributed {
				t.Errorf("%d key messages", got)
			}
		})
	}
}

// A statement that names somebody is not quoted where another says the same,
// and lends the label no words.
func TestStatementThatNamesSomebodyIsNotQuoted(t *testing.T) {
	naming := said("naming", "o1", "q1", "Förening nummer 1 kräver långsiktiga bidrag till läxhjälp.")
	plain := said("plain", "o2", "q1", "Kommunerna borde ge långsiktiga bidrag till läxhjälp.")
	d := flows.Compile(theMeeting(), "sv", numbered(2), []flows.Contribution{naming, plain})
	for _, p := range d.Themes[0].Questions[0].Points {
		for _, i := range p.Quotes {
			if s := p.Statements[i]; s.Contribution != "plain" {
				t.Errorf("quoted %q", s.Text)
			}
		}
		if strings.Contains(p.Label, "kräver") {
			t.Errorf("label %q", p.Label)
		}
	}
}

// A point of which nothing may be quoted keeps its count, and has no label.
func TestPointOfOnlyConfidentialWords(t *testing.T) {
	secret := said("secret", "o1", "q1", "Kommunerna borde ge föreningarna långsiktiga bidrag.")
	secret.Attribution = flows.AttributionWorkingGroup
	d := flows.Compile(theMeeting(), "sv", numbered(2), []flows.Contribution{secret}).Unattributed()
	points := d.Themes[0].Questions[0].Points
	if len(points) != 1 || points[0].Organisations != 1 || points[0].Label != "" || len(points[0].Quotes) != 0 {
		t.Errorf("points: %+v", points)
	}
	for _, format := range []document.Format{document.Markdown, document.HTML, document.CSV, document.JSON} {
		data, err := document.Render(d, document.Options{Format: format})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "bidrag") {
			t.Errorf("%s quotes it", format)
		}
	}
}

// Making an edition leaves the one that it was made from as it was.
func TestUnattributedLeavesItsSource(t *testing.T) {
	d := revealing()
	d.Unattributed()
	if diff := cmp.Diff(revealing(), d); diff != "" {
		t.Errorf("changed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(d.Unattributed(), d.Unattributed().Unattributed()); diff != "" {
		t.Errorf("a second time it differs (-want +got):\n%s", diff)
	}
}

// A point without a label is called by words of its own, as they are printed,
// unless all of them are for the working group.
func TestHeading(t *testing.T) {
	secret := flows.DigestStatement{Text: "Hemliga ord.", Confidential: true}
	masked := flows.DigestStatement{Text: "Vi i Kompis saknar lokaler.", Masked: "Vi i [organisation] saknar lokaler."}
	for _, c := range []struct {
		name  string
		point flows.DigestPoint
		want  string
	}{
		{"a label", flows.DigestPoint{Label: "Fler lokaler.", Statements: []flows.DigestStatement{masked}}, "Fler lokaler."},
		{"no label", flows.DigestPoint{Statements: []flows.DigestStatement{secret, masked}}, masked.Masked},
		{"only confidential words", flows.DigestPoint{Statements: []flows.DigestStatement{secret}}, ""},
		{"their place", flows.DigestPoint{Statements: []flows.DigestStatement{{Confidential: true}}}, ""},
		{"a long statement", flows.DigestPoint{Statements: []flows.DigestStatement{{Text: strings.Repeat("lokal ", 40) + "."}}}, strings.TrimSpace(strings.Repeat("lokal ", 23)) + "…"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.point.Heading(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
