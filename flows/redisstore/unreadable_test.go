package redisstore_test

import (
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// What a newer version queued, and this one cannot read, is left to a replica of
// that version at once; that it waits is seen.
func TestIntentOfANewerVersion(t *testing.T) {
	server := redistest.Start(t)
	s, err := redisstore.Open(t.Context(), redisstore.Target{URL: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	queued := flows.Intent{ID: "one", Lane: flows.Lane(room), QueuedAt: time.Now().Add(-time.Hour), Content: flows.Notice{Key: "forgotten"}}
	if err := s.Enqueue(t.Context(), queued); err != nil {
		t.Fatal(err)
	}
	const intent = "samrad:{" + string(room) + "}:out:i:one"
	old := server.Do(t, "HGET", intent, "body")
	server.Do(t, "HSET", intent, "body", `{"id":"one","lane":"C0SAMRAD","queued_at":"`+queued.QueuedAt.UTC().Format(time.RFC3339)+`","kind":"telepathy","content":[]}`)
	if _, ok, err := s.Take(t.Context(), "old", time.Hour, 0); ok || err == nil {
		t.Fatalf("taken %v, %v", ok, err)
	}
	if n, age, err := s.Backlog(t.Context()); err != nil || n != 1 || age < time.Hour {
		t.Errorf("%d queued, the oldest for %v, %v", n, age, err)
	}
	server.Do(t, "HSET", intent, "body", old) // as a newer version reads it
	if got := take(t, s); got.ID != "one" || got.Attempt != 2 {
		t.Errorf("taken %s, attempt %d", got.ID, got.Attempt)
	}
}
