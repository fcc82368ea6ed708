package bot

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

// A sender that is asked to stop while Slack does not answer gives back what it
// has in hand within seconds; another goes on at once, and nothing is posted
// twice or out of order.
func TestHandedOverWhenStopped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fault slacksim.Fault
	}{
		{"Slack hangs", slacksim.Fault{Method: "chat.postMessage", Hang: true, Times: 1}},
		{"Slack hangs after it has posted", slacksim.Fault{Method: "chat.postMessage", Hang: true, CutAfterStore: true, Times: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.SetFault(c.fault)
			w.ask(room, "one", "two")
			stop := w.messenger("a")
			w.until("the call", func() bool { return w.FaultsLeft() == 0 })
			heir := *w
			heir.store = w.open()
			heir.messenger("b") // sees that a has the lane, and waits
			stopping := time.Now()
			stop()
			if took := time.Since(stopping); took > closing {
				t.Errorf("stopping took %v", took)
			}
			w.until("every message", func() bool { return len(w.Messages(room)) >= 2 })
			w.settled()
			if took := time.Since(stopping); took > lease {
				t.Errorf("the other went on after %v: it waited for the lease", took)
			}
			if diff := cmp.Diff([]string{"one", "two"}, idsOf(w.Messages(room))); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
		})
	}
}

// What waits for its turn in a channel when the process is asked to stop is
// given back, not sent too early.
func TestGivenBackWhileWaiting(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.ask(room, "one")
	ticket, ok, err := w.store.Take(t.Context(), "a", lease, patience)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	m := w.newMessenger("a", nil)
	m.pace, m.last[room] = 2*time.Second, time.Now()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	m.deliver(stopped, ticket)
	if n := len(w.Messages(room)); n != 0 {
		t.Errorf("%d messages were sent before their turn", n)
	}
	w.messenger("b")
	w.settled()
	if took := time.Since(ticket.Until.Add(-lease)); took > lease {
		t.Errorf("the other sent it after %v: it waited for the lease", took)
	}
	if diff := cmp.Diff([]string{"one"}, idsOf(w.Messages(room))); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}
