package bot

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

func TestLookFrom(t *testing.T) {
	t.Parallel()
	queued := time.Date(2023, 10, 20, 9, 0, 0, 0, time.UTC)
	since := queued.AddDate(0, 0, -10)
	before := func(at time.Time) flows.MessageTS { return flows.TSOf(at.Add(-time.Hour)) }
	cases := []struct {
		name     string
		since    time.Time
		progress string
		oldest   flows.MessageTS
		cursor   string
	}{
		{"for one person", time.Time{}, "", before(queued), ""},
		{"for many", since, "", before(since), ""},
		{"for many, looked for once", since, "looked", before(queued), ""},
		{"broken off", since, "looking 1697000000.000000 bmV4dA==", "1697000000.000000", "bmV4dA=="},
		{"with its document uploaded", since, "file F1", before(queued), ""},
		{"since later than it was queued", queued.Add(time.Hour), "", before(queued), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			oldest, cursor := lookFrom(flows.Ticket{Intent: flows.Intent{QueuedAt: queued, Since: c.since}, Progress: c.progress})
			if oldest != c.oldest || cursor != c.cursor {
				t.Errorf("from %s, %q; want %s, %q", oldest, cursor, c.oldest, c.cursor)
			}
		})
	}
}

// What many see is found however long ago it was posted, though the store knows
// nothing of it, and whatever goes wrong while it is looked for.
func TestLostStorePostsNothingAgain(t *testing.T) {
	t.Parallel()
	const history = "conversations.history"
	cases := []struct {
		name  string
		fault *slacksim.Fault
	}{
		{"nothing wrong", nil},
		{"500", &slacksim.Fault{Method: history, Channel: room, Status: http.StatusInternalServerError, Times: 1}},
		{"429", &slacksim.Fault{Method: history, Channel: room, Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 2}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			queue := func(at time.Time) {
				t.Helper()
				err := w.store.Enqueue(t.Context(), flows.Intent{ID: "one", Lane: room, QueuedAt: at, Since: time.Now().Add(-time.Hour), Content: flows.SummaryPost{}})
				if err != nil {
					t.Fatal(err)
				}
			}
			queue(time.Now())
			stop := w.messenger("a")
			w.settled()
			stop()
			for i := range 450 { // more than two pages
				w.Post(alfa, room, fmt.Sprint(i))
			}
			w.server.Do(t, "FLUSHALL")
			if c.fault != nil {
				w.SetFault(*c.fault)
			}
			w.store = w.open()
			queue(time.Now().Add(3 * time.Hour))
			w.messenger("b")
			w.settled()
			if diff := cmp.Diff([]string{"one"}, idsOf(w.Messages(room))); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
		})
	}
}
