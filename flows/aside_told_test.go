package flows_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"github.com/samrad/samrad/flows"
)

// brokenQueue takes nothing the first time.
type brokenQueue struct {
	flows.Queue
	broken bool
}

func (q *brokenQueue) Enqueue(ctx context.Context, intents ...flows.Intent) error {
	if q.broken {
		q.broken = false
		return errors.New("the store went away")
	}
	return q.Queue.Enqueue(ctx, intents...)
}

// The author of a reply that the working group sets aside is told also where the
// store went away in between: Slack delivers the reaction again.
func TestSetAsideIsToldAfterAFailure(t *testing.T) {
	w := newWorld(t)
	w.ask()
	reply := w.answer(kompis, "q1", "Satsa på läxhjälp.")
	w.deliver()
	collector := flows.NewCollector(w.store, &brokenQueue{w.store, true}, w.register, w.rights, w.clock, slog.New(slog.DiscardHandler))
	reaction := flows.Reaction{Place: reply.Place, User: group, Name: flows.ReactionSetAside, Added: true, EventTS: w.ts()}
	if _, err := collector.React(t.Context(), reaction); err == nil {
		t.Fatal("no error, want the reaction delivered again")
	}
	for range 2 {
		if _, err := collector.React(t.Context(), reaction); err != nil {
			t.Fatal(err)
		}
	}
	told := sentTo[flows.Notice](w)[flows.Lane(kompis)]
	if len(told) != 1 || told[0].Key != "set_aside" {
		t.Errorf("told %+v, want once", told)
	}
}
