package redisstore_test

import (
	"context"
	"testing"

	"github.com/samrad/samrad/flows"
)

// A process that finds its store moved stops, and writes nothing more there,
// though something of it may work on for a while.
func TestAttendLosesAMovedStore(t *testing.T) {
	t.Parallel()
	e := ends["server"](t)
	attending, leave, err := e.store.Attend(t.Context(), "bot")
	if err != nil {
		t.Fatal(err)
	}
	if err := e.raw.HSet(t.Context(), "samrad:{store}:mark", "state", "moved", "where", "redis://to", "token", "a").Err(); err != nil {
		t.Fatal(err)
	}
	<-attending.Done() // at the next renewal
	refused(t, context.Cause(attending), "its data was moved to redis://to")
	write := func() error { return e.store.SaveChoice(t.Context(), "U1", "kompis") }
	if err := write(); flows.CodeOf(err) != flows.CodeStoreDown {
		t.Errorf("a write to a store that was moved: %v", err)
	}
	refused(t, leave(), "its data was moved to redis://to")
	if err := write(); flows.CodeOf(err) != flows.CodeStoreDown {
		t.Errorf("a write to a store that was moved, by what works on: %v", err)
	}
	if n := e.raw.ZCard(t.Context(), "samrad:{store}:writers").Val(); n != 0 {
		t.Errorf("%d writers after it has left", n)
	}
	if got := e.raw.HGetAll(t.Context(), "samrad:{registry}:choices").Val(); len(got) > 0 {
		t.Errorf("written: %v", got)
	}
}

// A process may write until it leaves, though it was asked to stop before.
func TestAttendUntilLeave(t *testing.T) {
	t.Parallel()
	e := ends["server"](t)
	ctx, stop := context.WithCancel(t.Context())
	attending, leave, err := e.store.Attend(ctx, "bot")
	if err != nil {
		t.Fatal(err)
	}
	stop()
	<-attending.Done()
	writers := func() int64 { return e.raw.ZCard(t.Context(), "samrad:{store}:writers").Val() }
	if err := e.store.SaveChoice(t.Context(), "U1", "kompis"); err != nil || writers() != 1 {
		t.Errorf("a write of what was in hand: %v; %d writers", err, writers())
	}
	if err := leave(); err != nil || writers() != 0 {
		t.Errorf("left: %v; %d writers", err, writers())
	}
	if err := e.store.SaveChoice(t.Context(), "U2", "kompis"); flows.CodeOf(err) != flows.CodeStoreDown {
		t.Errorf("a write by one that has left: %v", err)
	}
}
