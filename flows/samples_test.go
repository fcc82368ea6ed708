package flows_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
	"github.com/samrad/samrad/flows/points"
	"github.com/samrad/samrad/flows/points/samples"
)

// sampleWorld is a consultation on the five real questions with no organisations.
func sampleWorld(t *testing.T) (*world, []samples.Answer) {
	t.Helper()
	questions, err := samples.Questions()
	if err != nil {
		t.Fatal(err)
	}
	answers, err := samples.Answers()
	if err != nil {
		t.Fatal(err)
	}
	return newWorld(t, func(s *flows.Settings) {
		s.Organisations = nil
		m := &s.Meetings[0]
		m.Themes = nil
		for _, q := range questions {
			if n := len(m.Themes); n == 0 || m.Themes[n-1].Title != q.Theme {
				m.Themes = append(m.Themes, flows.Theme{Title: q.Theme})
			}
			last := &m.Themes[len(m.Themes)-1]
			last.Questions = append(last.Questions, flows.Question{ID: flows.QuestionID(strings.ToLower(q.ID)), Text: q.Text})
		}
	}), answers
}

func sampleRows(answers []samples.Answer) []flows.ImportRow {
	rows := make([]flows.ImportRow, len(answers))
	for i, a := range answers {
		rows[i] = flows.ImportRow{Line: i + 1, ID: a.ID, Question: a.Question, Organisation: a.Organisation, Language: a.Language, Text: a.Text}
	}
	return rows
}

// The 143 sample answers of 38 organisations: imported, imported again,
// exported as they were, and compiled with nothing lost.
func TestSampleAnswers(t *testing.T) {
	w, answers := sampleWorld(t)
	rows, add := sampleRows(answers), flows.ImportOptions{AddOrganisations: true}
	got := w.imports(add, rows...)
	if got.New != 143 || len(got.Added) != 38 || len(got.Bad) != 0 {
		t.Fatalf("imported %d new, %d organisations, bad %+v", got.New, len(got.Added), got.Bad)
	}
	first := w.digest()
	if diff := cmp.Diff(flows.Imported{Unchanged: 143}, w.imports(add, rows...)); diff != "" {
		t.Errorf("again (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(first, w.digest()); diff != "" {
		t.Errorf("the digest changed (-want +got):\n%s", diff)
	}
	text := make(map[string]string)
	for _, r := range w.export() {
		text[r.ID] = r.Text
	}
	for _, a := range answers {
		if diff := cmp.Diff(a.Text, text[a.ID]); diff != "" {
			t.Errorf("%s as exported (-want +got):\n%s", a.ID, diff)
		}
	}
	if diff := cmp.Diff(flows.Participation{Invited: 38, Answered: 38}, first.Participation); diff != "" {
		t.Errorf("participation (-want +got):\n%s", diff)
	}
	checkVerbatim(t, first, w.stored())
	checkCounts(t, first, map[flows.QuestionID]int{"q1": 29, "q2": 30, "q3": 30, "q4": 27, "q5": 27})
}

// checkCounts counts the organisations of each point again, and the quantifier with them.
func checkCounts(t *testing.T, d flows.Digest, answered map[flows.QuestionID]int) {
	t.Helper()
	for _, theme := range d.Themes {
		for _, q := range theme.Questions {
			if q.Answered != answered[q.ID] {
				t.Errorf("%s: answered = %d, want %d", q.ID, q.Answered, answered[q.ID])
			}
			ids := make(map[flows.PointID]bool)
			for _, p := range q.Points {
				behind := make(map[flows.OrganisationID]bool)
				for _, s := range p.Statements {
					behind[s.Organisation] = true
				}
				if p.Organisations != len(behind) || p.Quantifier != points.Quantify(len(behind), q.Answered) {
					t.Errorf("%s %s: %d organisations, %s; %d stand behind it", q.ID, p.ID, p.Organisations, p.Quantifier, len(behind))
				}
				if ids[p.ID] {
					t.Errorf("%s %s twice", q.ID, p.ID)
				}
				ids[p.ID] = true
			}
		}
	}
}

// No document of the unattributed edition names one of the 38 organisations.
func TestSampleDocumentsNameNobody(t *testing.T) {
	w, answers := sampleWorld(t)
	w.imports(flows.ImportOptions{AddOrganisations: true}, sampleRows(answers)...)
	d := w.digest()
	for _, format := range []document.Format{document.Markdown, document.HTML, document.CSV, document.JSON} {
		t.Run(string(format), func(t *testing.T) {
			printed := d.Unattributed()
			if format == document.JSON {
				printed = onlyMasked(t, printed)
			}
			data, err := document.Render(printed, document.Options{Format: format})
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range answers {
				if strings.Contains(string(data), a.Organisation) {
					t.Errorf("names the organisation of %s", a.ID)
				}
			}
		})
	}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), answers[0].Organisation) {
		t.Error("the attributed edition does not name the first organisation")
	}
}
