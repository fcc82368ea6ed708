package flows_test

import (
	"context"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
)

// awaitKind sends what comes until something of a kind does.
func (w *world) awaitKind(kind string) {
	w.t.Helper()
	for {
		ticket, ok, err := w.store.Take(w.t.Context(), "test", time.Minute, 20*time.Second)
		w.must(err)
		if !ok {
			w.t.Fatalf("nothing of kind %s was queued", kind)
		}
		w.must(w.store.Done(w.t.Context(), ticket, flows.Sent{Channel: flows.ChannelID(ticket.Lane), TS: w.ts()}))
		if ticket.Content.Kind() == kind {
			return
		}
	}
}

// Run sleeps by the clock until the next firing, and ends with its context.
func TestRunWakesForEachFiring(t *testing.T) {
	w := newWorld(t)
	s, _ := w.scheduler("a")
	w.tick(s, at(10, 16, 8, 0))
	w.clock.set(at(10, 16, 9, 0))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	w.awaitKind("question")
	w.deliver()
	for _, step := range []struct {
		at   time.Time
		kind string
	}{{at(10, 19, 17, 0), "reminder"}, {at(10, 20, 8, 0), "summary"}, {at(10, 23, 9, 0), "question"}} {
		w.clock.set(step.at)
		w.awaitKind(step.kind)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
