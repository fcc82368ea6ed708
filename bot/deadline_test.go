package bot

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// unrenewed is an outbox that cannot be reached while an attempt goes on.
type unrenewed struct{ flows.Outbox }

func (unrenewed) Renew(context.Context, flows.Ticket, time.Duration) (time.Time, error) {
	return time.Time{}, &flows.Error{Code: flows.CodeStoreDown, What: "store"}
}

// However long Slack lets a call hang, an attempt whose lease is not renewed is
// over before another sender may begin. What it had posted is found by the next.
func TestAttemptEndsInsideItsLease(t *testing.T) {
	t.Parallel()
	for _, f := range []slacksim.Fault{
		{Method: "chat.postMessage", CutAfterStore: true, Hang: true},
		{Method: "chat.postMessage", Hang: true},
		{Hang: true},
	} {
		name := f.Method
		if f.CutAfterStore {
			name += " after it was stored"
		}
		t.Run("hangs: "+name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(s *setting) { s.timeout = time.Hour })
			w.SetFault(f)
			w.ask(room, "one")
			m := w.newMessenger("a", nil)
			ticket, ok, err := w.store.Take(t.Context(), "a", lease, patience)
			if err != nil || !ok {
				t.Fatal(ok, err)
			}
			m.outbox = unrenewed{m.outbox}
			ticket.Until = time.Now().Add(closing + 300*time.Millisecond)
			m.deliver(t.Context(), ticket) // comes back with the lease not over
			if time.Now().After(ticket.Until) {
				t.Errorf("the attempt went on until %v after its lease", time.Since(ticket.Until))
			}
			w.ClearFaults()
			w.messenger("b")
			w.settled()
			if diff := cmp.Diff([]string{"one"}, idsOf(w.Messages(room))); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
		})
	}
}
