package document_test

import (
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/points"
)

// That words are only for the working group is said where it is so of all words
// of a point, and of no other: what one may read is printed.
func TestNoticeOfConfidentialWords(t *testing.T) {
	notice := locale.For("sv").Text("document.no_label", nil)
	named := said("c1", "Vi i Kompis saknar lokaler.", "kompis", "Kompis", masked("Vi i [organisation] saknar lokaler."))
	secret := said("c2", "Hemliga ord.", "drom", "Drom", confidential)
	for _, c := range []struct {
		name       string
		statements []flows.DigestStatement
		notice     bool
	}{
		{"a statement that names its writer", []flows.DigestStatement{named}, false},
		{"beside a confidential one", []flows.DigestStatement{secret, named}, false},
		{"a confidential one", []flows.DigestStatement{secret}, true},
	} {
		for _, format := range []document.Format{"md", "html"} {
			t.Run(c.name+" "+string(format), func(t *testing.T) {
				d := sample("sv", flows.DigestDraft)
				p := point("p1", "", points.QuantifierOne, 1, []int{}, c.statements...)
				d.Themes = []flows.DigestTheme{{Title: "Tema", Questions: []flows.DigestQuestion{{ID: "q1", Text: "Vad saknas?", Points: []flows.DigestPoint{p}}}}}
				out, err := document.Render(d.Unattributed(), document.Options{Format: format})
				if err != nil {
					t.Fatal(err)
				}
				if got := strings.Contains(string(out), notice); got != c.notice {
					t.Errorf("the notice stands there: %v, want %v", got, c.notice)
				}
				// As label, which quotes it.
				if n := strings.Count(strings.ReplaceAll(string(out), "\\", ""), "Vi i [organisation] saknar lokaler."); (n == 1) == c.notice {
					t.Errorf("the words stand there %d times", n)
				}
				if strings.Contains(string(out), "Hemliga") {
					t.Error("confidential words stand there")
				}
			})
		}
	}
}

// A new point whose words are all for the working group is told of in words.
func TestNewPointWithoutLabel(t *testing.T) {
	d := sample("sv", flows.DigestDraft)
	d.Changes = &flows.VersionChanges{Version: 1, Questions: []flows.QuestionChanges{{ID: d.Themes[0].Questions[0].ID, NewPoints: []string{""}}}}
	out, err := document.Render(d.Unattributed(), document.Options{Format: "md"})
	if err != nil {
		t.Fatal(err)
	}
	l := locale.For("sv")
	if want := l.Text("document.point_new", locale.Args{"Label": l.Text("document.no_label", nil)}); !strings.Contains(string(out), want) {
		t.Errorf("no %q in\n%s", want, out)
	}
}
