package bot

import (
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
)

// A question is looked for from when it could first be asked, once.
func TestLookFrom(t *testing.T) {
	t.Parallel()
	queued := time.Date(2023, 10, 20, 9, 0, 0, 0, time.UTC)
	opens := queued.AddDate(0, 0, -10)
	cases := []struct {
		name    string
		content flows.Content
		attempt int
		want    time.Time
	}{
		{"a question at first", flows.QuestionPost{Opens: opens}, 1, opens},
		{"a question again", flows.QuestionPost{Opens: opens}, 2, queued},
		{"a question that says nothing of it", flows.QuestionPost{}, 1, queued},
		{"a question that was queued before", flows.QuestionPost{Opens: queued.Add(time.Hour)}, 1, queued},
		{"a summary", flows.SummaryPost{}, 1, queued},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := lookFrom(flows.Ticket{Intent: flows.Intent{QueuedAt: queued, Content: c.content}, Attempt: c.attempt})
			if want := flows.TSOf(c.want.Add(-time.Hour)); got != want {
				t.Errorf("from %s, want %s", got, want)
			}
		})
	}
}
