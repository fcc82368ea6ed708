package flows_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// An answer that is only a file whose name Slack did not say has no words: its
// organisation has answered, and there is nothing to group or to lift.
func TestAnswerWithoutWords(t *testing.T) {
	file := said("c1", "o1", "q1", "")
	file.Files = []flows.File{{ID: "F1"}}
	file.KeyMessageAt = midway // a star, of no words
	emoji := said("c2", "o2", "q1", ":thumbsup:")
	d := flows.Compile(theSettings().Meetings[0], "sv", numbered(3), []flows.Contribution{file, emoji})
	q := d.Themes[0].Questions[0]
	if q.Answered != 2 || d.Participation.Answered != 2 {
		t.Errorf("%d and %d answered, want 2", q.Answered, d.Participation.Answered)
	}
	var got []string
	for _, s := range statementsOf(d) {
		got = append(got, s.Contribution+" "+s.Text)
	}
	if diff := cmp.Diff([]string{"c2 :thumbsup:"}, got); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
	if n := len(q.Points) + len(d.Themes[0].KeyMessages); n != 0 {
		t.Errorf("%d points and key messages, want none", n)
	}
	checkVerbatim(t, d, []flows.Contribution{file, emoji})
}
