package redisstore_test

import (
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
)

// A lease that is renewed outlives its first end; one that was lost is not
// renewed.
func TestRenew(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		ctx := t.Context()
		if err := s.Enqueue(ctx, flows.Intent{ID: "n", Lane: "C1", QueuedAt: time.Now(), Content: flows.Notice{Key: "n"}}); err != nil {
			t.Fatal(err)
		}
		first, ok, err := s.Take(ctx, "a", 100*time.Millisecond, time.Second)
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		until, err := s.Renew(ctx, first, time.Minute)
		if err != nil || until.Before(first.Until.Add(time.Second)) {
			t.Fatalf("renewed until %v, %v", until, err)
		}
		// It is given back before its lease ends, and another need not wait.
		if _, ok, err := s.Take(ctx, "b", time.Second, 300*time.Millisecond); ok || err != nil {
			t.Fatalf("another took what is held: %v, %v", ok, err)
		}
		if err := s.Postpone(ctx, first, time.Now(), ""); err != nil {
			t.Fatal(err)
		}
		second := take(t, s)
		if second.Fence <= first.Fence {
			t.Errorf("fences %d, %d", first.Fence, second.Fence)
		}
		if _, err := s.Renew(ctx, first, time.Second); flows.CodeOf(err) != flows.CodeConflict {
			t.Errorf("an older holder renewed: %v", err)
		}
	})
}
