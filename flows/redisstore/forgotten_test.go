package redisstore

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// A lane that a store has forgotten when it comes back is noted again, by
// whichever process knew of it, and what is queued there is found by another.
func TestForgottenLanes(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s, other := openStore(t, server.URL()), openStore(t, server.URL())
	queueNotice(t, s, "C1", "sent")
	sent, _, err := s.Take(t.Context(), "a", time.Minute, 2*time.Second)
	if err := errors.Join(err, s.Done(t.Context(), sent, flows.Sent{Channel: "C1", TS: "1.000001"})); err != nil {
		t.Fatal(err)
	}
	queueNotice(t, s, "C2", "queued before")
	queueNotice(t, other, "C3", "queued by another")
	if err := s.sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	known := s.compare(t.Context(), nil, func() { t.Error("changed at the first look") })
	server.Restart(t)
	server.Do(t, "DEL", lanesKey)
	changed := false
	for deadline := time.Now().Add(30 * time.Second); !changed && time.Now().Before(deadline); {
		known = s.compare(t.Context(), known, func() {
			changed = true
			queueNotice(t, s, "C1", "queued after")
		})
	}
	if !changed {
		t.Fatal("a server that was started anew is not seen")
	}
	third := openStore(t, server.URL())
	var got []string
	for range 3 {
		ticket, ok, err := third.Take(t.Context(), "c", time.Minute, 2*time.Second)
		if err != nil || !ok {
			t.Fatalf("after %v: %v, %v", got, ok, err)
		}
		got = append(got, ticket.ID)
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"queued after", "queued before", "queued by another"}, got); diff != "" {
		t.Errorf("taken (-want +got):\n%s", diff)
	}
}

func openStore(t *testing.T, url string) *Store {
	t.Helper()
	s, err := Open(t.Context(), Target{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func queueNotice(t *testing.T, s *Store, l flows.Lane, id string) {
	t.Helper()
	err := s.Enqueue(t.Context(), flows.Intent{ID: id, Lane: l, QueuedAt: time.Now(), Content: flows.Notice{Key: "n"}})
	if err != nil {
		t.Fatal(err)
	}
}
