package flows_test

import (
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
)

// masked is the form of a statement that documents print.
func masked(t *testing.T, text string, organisations ...flows.Organisation) string {
	t.Helper()
	d := flows.NewDirectory(home, organisations, nil)
	c := said("c1", "", "q1", text)
	c.KeyMessage, c.KeyMessageAt = text, c.SubmittedAt
	c.Organisation = organisations[0].ID
	k := flows.Compile(theMeeting(), "sv", d, []flows.Contribution{c}).Themes[0].KeyMessages[0]
	if k.Text != text {
		t.Errorf("the text itself became %q", k.Text)
	}
	return k.Printed()
}

// What tells who wrote a text is hidden in the form that documents print, and
// nothing else.
func TestMask(t *testing.T) {
	organisations := []flows.Organisation{
		{ID: "kompis", Name: "Kompis Sverige", Aliases: []string{"KS", "Kompis"}},
		{ID: "ann", Name: "Ann-Maries vänner"},
		{ID: "plus", Name: "Ung + Fri (UF)"},
		{ID: "oppen", Name: "Öppna Famnen"},
		{ID: "x", Name: "X"},
	}
	const name, contact = "[organisation]", "[kontaktuppgift]"
	for _, c := range []struct{ name, text, want string }{
		{"a name", "Vi i Kompis Sverige vill mer.", "Vi i " + name + " vill mer."},
		{"another case", "vi i KOMPIS sverige vill mer", "vi i " + name + " vill mer"},
		{"the longest first", "Kompis Sverige", name},
		{"an alias", "KS vill mer.", name + " vill mer."},
		{"the genitive", "Kompis Sveriges arbete", name + " arbete"},
		{"two side by side", "Kompis KS Kompis", name + " " + name + " " + name},
		{"a line end in it", "Kompis\nSverige vill", name + " vill"},
		{"a non-breaking space in it", "Kompis\u00a0Sverige vill", name + " vill"},
		{"decomposed letters", "Vi i O\u0308ppna Famnen ba\u0308r.", "Vi i " + name + " bär."},
		{"decomposed letters and no name", "A\u030Alder", "A\u030Alder"},
		{"a hyphen for a blank", "Ann Maries vänner", name},
		{"signs that patterns know", "Vi är Ung + Fri (UF).", "Vi är " + name + "."},
		{"a part of a word", "Kompisar hjälper. Aksel likaså.", "Kompisar hjälper. Aksel likaså."},
		{"a name of one letter", "Plan X är bra.", "Plan X är bra."},
		{"an e-mail address", "Skriv till anna.b@kompis.example!", "Skriv till " + contact + "!"},
		{"a link", "Se https://www.exempel.se/a?b=c nu", "Se " + contact + " nu"},
		{"a link without a scheme", "Se www.exempel.se och exempel.nu nu", "Se " + contact + " och " + contact + " nu"},
		{"a telephone number", "Ring 08-123 45 67.", "Ring " + contact + "."},
		{"a foreign telephone number", "Ring +46 70 123 45 67.", "Ring " + contact + "."},
		{"a mention", "Fråga @annalind.", "Fråga " + contact + "."},
		{"a mention of a display name", "Fråga @Anna Lind-Åberg om det.", "Fråga " + contact + " om det."},
		{"a mention with a dot", "Fråga @anna.lind, sade hon.", "Fråga " + contact + ", sade hon."},
		{"an at sign that mentions nobody", "Möte @ biblioteket", "Möte @ biblioteket"},
		{"years, sums and shares", "År 2023 gav 1 500 000 kronor 31,5 procent, kl. 08.30 den 7/11.", "År 2023 gav 1 500 000 kronor 31,5 procent, kl. 08.30 den 7/11."},
		{"nothing", "Läxhjälp ger bättre betyg.", "Läxhjälp ger bättre betyg."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := masked(t, c.text, organisations...); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// An organisation whose name stands in the words that replace it is replaced once.
func TestMaskOfTheMasksOwnWord(t *testing.T) {
	text := "Vi är Organisation och " + strings.Repeat("mycket mer ", 50)
	got := masked(t, text, flows.Organisation{ID: "o", Name: "Organisation"})
	if want := strings.Replace(text, "Organisation", "[organisation]", 1); got != want {
		t.Errorf("%d characters, want %q", len(got), want)
	}
}

// A person who names themselves is not named in what documents print, also
// where the closing phrase and the name are two statements.
func TestMaskPersons(t *testing.T) {
	organisation := flows.Organisation{ID: "kompis", Name: "Kompis Sverige"}
	for _, c := range []struct{ name, text, want string }{
		{"a line of its own", "Mer språk.\nMed vänlig hälsning\nAnna Andersson", "Mer språk.\nMed vänlig hälsning\n[namn]"},
		{"after a comma", "Mer språk. Mvh, Åsa Öberg-Ek", "Mer språk. Mvh, [namn]"},
		{"with an office", "Mer språk.\nVänliga hälsningar\nCarl von Linné, ordförande", "Mer språk.\nVänliga hälsningar\n[namn], ordförande"},
		{"a slash", "Mer språk.\n/Anna Andersson", "Mer språk.\n/[namn]"},
		{"in a sentence", "Jag heter Anna Andersson och vill ha mer språk.", "Jag heter [namn] och vill ha mer språk."},
		{"in English", "More language.\nKind regards,\nJohn Smith", "More language.\nKind regards,\n[namn]"},
		{"a bullet is no signature", "Vi vill:\n- Fler lokaler\n- Mer språk", ""},
		{"a wish is no signature", "Med vänlig hälsning\nVi hoppas på mer språk.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := c.want
			if want == "" {
				want = c.text
			}
			if got := masked(t, c.text, organisation); got != want {
				t.Errorf("printed as %q, want %q", got, want)
			}
			d := flows.NewDirectory(home, []flows.Organisation{organisation}, nil)
			contribution := said("c1", organisation.ID, "q1", c.text)
			q := flows.Compile(theMeeting(), "sv", d, []flows.Contribution{contribution}).Unattributed().Themes[0].Questions[0]
			for _, s := range q.WithoutPoint {
				if strings.Contains(s.Printed(), "Andersson") || strings.Contains(s.Printed(), "Smith") {
					t.Errorf("a statement without a point is printed as %q", s.Printed())
				}
			}
			for _, p := range q.Points {
				if strings.Contains(p.Label, "Andersson") {
					t.Errorf("a label is %q", p.Label)
				}
			}
		})
	}
}
