package flows_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// An edit replaces a reply's files as it does its text: nothing is exported of
// a file that was taken off, neither its name nor its link.
func TestEditReplacesFiles(t *testing.T) {
	plan := flows.File{ID: "F1", Name: "hemlig-plan.pdf", Link: "https://example.slack.com/files/F1"}
	other := flows.File{ID: "F2", Name: "budget.pdf", Link: "https://example.slack.com/files/F2"}
	at := func(after time.Duration) flows.MessageTS { return flows.TSOf(midway.Add(after)) }
	type edition struct {
		edited, event time.Duration // after midway; edited 0: never
		text          string
		files         []flows.File
		want          flows.Outcome
	}
	first := edition{0, time.Second, "Se bilagan.", []flows.File{plan}, flows.OutcomeNew}
	for _, c := range []struct {
		name  string
		steps []edition
		want  []flows.File
	}{
		{"one taken off", []edition{first, {time.Minute, time.Minute, "Se bilagan.", nil, flows.OutcomeEdited}}, nil},
		{"taken off without an edit's time", []edition{first, {0, time.Minute, "Se bilagan.", nil, flows.OutcomeEdited}}, nil},
		{"taken off after an edit, without a time of its own", []edition{first, {time.Minute, time.Minute, "Se den.", []flows.File{plan}, flows.OutcomeEdited},
			{time.Minute, time.Hour, "Se den.", nil, flows.OutcomeEdited}}, nil},
		{"another instead", []edition{first, {time.Minute, time.Minute, "Se bilagan.", []flows.File{other}, flows.OutcomeEdited}}, []flows.File{other}},
		{"one of two", []edition{{0, time.Second, "Se dem.", []flows.File{plan, other}, flows.OutcomeNew},
			{time.Minute, time.Minute, "Se dem.", []flows.File{other}, flows.OutcomeEdited}}, []flows.File{other}},
		{"the original after the edit", []edition{{time.Minute, time.Minute, "Se bilagan.", nil, flows.OutcomeNew},
			{0, time.Second, "Se bilagan.", []flows.File{plan}, flows.OutcomeStale}}, nil},
		{"the original again", []edition{first, {0, time.Minute, "Se bilagan.", nil, flows.OutcomeEdited},
			{0, time.Second, "Se bilagan.", []flows.File{plan}, flows.OutcomeStale}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.ask()
			r := w.says(kompis, "q1", "")
			for _, s := range c.steps {
				r.Text, r.Files, r.EventTS, r.EditedTS = s.text, s.files, at(s.event), ""
				if s.edited > 0 {
					r.EditedTS = at(s.edited)
				}
				w.collect(r, s.want)
			}
			rows := w.export()
			if len(rows) != 1 {
				t.Fatalf("%d rows, want 1", len(rows))
			}
			if diff := cmp.Diff(c.want, rows[0].Files); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			data, err := json.Marshal(rows)
			w.must(err)
			if strings.Contains(string(data), "hemlig") || strings.Contains(string(data), "F1") {
				t.Errorf("exported %s", data)
			}
		})
	}
}

// What is withdrawn keeps no file.
func TestDeletionTakesFiles(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.says(kompis, "q1", "Se bilagan.")
	r.Files = []flows.File{{ID: "F1", Name: "plan.pdf", Link: "https://example.slack.com/files/F1"}}
	w.collect(r, flows.OutcomeNew)
	w.delete(r)
	if rows := w.export(); len(rows) != 1 || len(rows[0].Files) != 0 {
		t.Errorf("exported %+v", rows)
	}
}
