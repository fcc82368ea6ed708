package document_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// firstPage is the summary in Markdown, with the headings as they are.
func firstPage(t *testing.T, d flows.Digest) string {
	t.Helper()
	words := string(render(t, d, "md"))
	end := strings.Index(words, "\n## "+map[string]string{"sv": "Tema 1", "en": "Theme 1"}[d.Language])
	if end < 0 {
		t.Fatalf("there is no first theme in\n%s", words)
	}
	return strings.ReplaceAll(words[:end], "\\", "")
}

// under is what stands under a heading of the first page.
func under(t *testing.T, page, heading string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, "### "+heading+"\n\n")
	if !ok {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "\n\n")
	return rest
}

// TestDisagreements: a pair stands once, what the program suggests is marked in
// a draft and stands in no other state.
func TestDisagreements(t *testing.T) {
	for state, want := range map[flows.DigestState]string{
		flows.DigestDraft: "- Folkbildning når fler. (5) – Det fjärde gemensamma. (2)\n- Förslag: Folkbildning når fler. (5) – Handledare behöver lön. (1)",
		// Both points say of the other that it is opposed.
		flows.DigestApproved: "- Folkbildning når fler. (5) – Det fjärde gemensamma. (2)",
	} {
		t.Run(string(state), func(t *testing.T) {
			d := sample("sv", state).Unattributed()
			d.Themes[0].Questions[0].Points[3].Opposed = []flows.PointID{"p2"}
			if diff := cmp.Diff(want, under(t, firstPage(t, d), "Där organisationer är oense")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestSuggested: in a draft a count is a suggestion until the point is confirmed;
// in an approved digest it is a fact.
func TestSuggested(t *testing.T) {
	for state, want := range map[flows.DigestState][2]string{
		flows.DigestDraft:    {"(förslag: de flesta organisationerna, 8 av 12)", "Folkbildning når fler. (många organisationer, 5 av 12)"},
		flows.DigestApproved: {"(de flesta organisationerna, 8 av 12)", "Folkbildning når fler. (många organisationer, 5 av 12)"},
	} {
		t.Run(string(state), func(t *testing.T) {
			page := firstPage(t, sample("sv", state).Unattributed())
			for _, w := range want {
				if !strings.Contains(page, w) {
					t.Errorf("%q is not in\n%s", w, page)
				}
			}
		})
	}
}

func TestChanges(t *testing.T) {
	want := "It was published Saturday 4 November 2023, 23:30. Since then: 3 new answers, 1 edited answer and 1 answer withdrawn." +
		" Question 1: 2 new organisations, 1 answer withdrawn and 1 new point."
	d := sample("en", flows.DigestPublished).Unattributed()
	if diff := cmp.Diff(want, under(t, firstPage(t, d), "Changed since version 2")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	d.Changes.Changes, d.Changes.Questions = flows.Changes{}, nil
	if got := under(t, firstPage(t, d), "Changed since version 2"); !strings.HasSuffix(got, "Since then: no answers changed.") {
		t.Errorf("of no changes it says %q", got)
	}
}

// TestSuperseded: that a version holds no more is the first that one reads.
func TestSuperseded(t *testing.T) {
	d := sample("en", flows.DigestPublished).Unattributed()
	const notice = "This version no longer holds"
	if words := string(render(t, d, "md")); !strings.HasPrefix(words, "**"+notice) {
		t.Errorf("Markdown begins with %.80q", words)
	}
	if words := parse(t, render(t, d, "html")).all("header")[0].words(); !strings.HasPrefix(words, notice) {
		t.Errorf("the head of HTML begins with %.80q", words)
	}
	if words := wordParagraphs(t, render(t, d, "docx"))[0]; !strings.HasPrefix(words, notice) {
		t.Errorf("Word begins with %.80q", words)
	}
	_, sheets := workbook(t, render(t, d, "xlsx"))
	if words := sheets["Overview"][1][0]; !strings.HasPrefix(words, notice) {
		t.Errorf("Excel begins with %.80q", words)
	}
}

// TestHiddenWords: the working group sees which words the others do not.
func TestHiddenWords(t *testing.T) {
	for _, c := range []struct{ name, text, masked, want string }{
		{"a name", "Vi i Kompis Sverige menar det.", "Vi i [organisation] menar det.", "Kompis Sverige"},
		{"at the start and the end", "Kompis säger: ring 070-123 45 67", "[organisation] säger: ring [kontaktuppgift]", "Kompis och 070-123 45 67"},
		{"side by side", "Anna Ek Kompis", "[namn] [organisation]", "Anna och Ek Kompis"},
		{"composed anew", "Vi i Fo\u0308reningen vet.", "Vi i [organisation] vet.", "Föreningen"},
		{"not to be told apart", "Något helt annat.", "Vi i [organisation].", "Något helt annat."},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := holding("sv", plain)
			d.Attributed = true
			d.Themes[0].Questions[0].WithoutPoint = []flows.DigestStatement{said("c1", c.text, "a", "Kompis", masked(c.masked))}
			words := strings.ReplaceAll(string(render(t, d, "md")), "\\", "")
			if want := "— Kompis, maskerat i andra upplagor: " + c.want + "\n"; !strings.Contains(words, want) {
				t.Errorf("%q is not in\n%s", want, words)
			}
			d.Attributed = false
			if words := string(render(t, d, "md")); strings.Contains(words, "maskerat i andra") || strings.Contains(words, c.text) {
				t.Errorf("others read of it in\n%s", words)
			}
		})
	}
}
