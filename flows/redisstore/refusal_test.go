package redisstore_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
)

// Check marks that a channel refused wait on its shelf. One is tried again, and
// when it stands the others follow, each once.
func TestShelf(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		ctx := t.Context()
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		for i := range 3 {
			ts := flows.MessageTS(fmt.Sprintf("1700000001.00000%d", i))
			must(s.Enqueue(ctx, flows.Intent{ID: "check/" + string(ts), Lane: flows.Lane(room), QueuedAt: time.Now(), Content: flows.CheckMark{TS: ts}}))
			must(s.Shelve(ctx, take(t, s), "not_in_channel"))
		}
		must(s.Unshelve(ctx, "C0OTHER")) // of another channel
		waits := func() int {
			n, _, err := s.Backlog(ctx)
			must(err)
			return n
		}
		if n := waits(); n != 0 {
			t.Fatalf("%d wait while all are shelved", n)
		}
		must(s.Unshelve(ctx, flows.Lane(room)))
		probe := take(t, s)
		if n := waits(); n != 1 {
			t.Errorf("%d wait, want the one that is tried", n)
		}
		must(s.Shelve(ctx, probe, "not_in_channel"))
		must(s.Unshelve(ctx, flows.Lane(room)))
		stand := map[string]int{}
		for range 3 {
			ticket := take(t, s)
			stand[ticket.ID]++
			must(s.Done(ctx, ticket, flows.Sent{Channel: room}))
		}
		want := map[string]int{"check/1700000001.000000": 1, "check/1700000001.000001": 1, "check/1700000001.000002": 1}
		if diff := cmp.Diff(want, stand); diff != "" || waits() != 0 {
			t.Errorf("%d wait; check marks (-want +got):\n%s", waits(), diff)
		}
	})
}

// A question that was refused may have been posted by an attempt before: when
// it is queued again it is looked for, from its first queueing on.
func TestRefusedQuestionIsLookedFor(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		queueQuestion(t, s)
		first := take(t, s)
		for _, wantAttempt := range []int{2, 2} {
			if err := s.Fail(t.Context(), first, "not_in_channel"); err != nil {
				t.Fatal(err)
			}
			queueQuestion(t, s)
			again := take(t, s)
			if again.Attempt != wantAttempt || !again.QueuedAt.Equal(first.QueuedAt) {
				t.Errorf("attempt %d, queued %v; want %d, %v", again.Attempt, again.QueuedAt, wantAttempt, first.QueuedAt)
			}
			first = again
		}
		if err := s.Done(t.Context(), first, flows.Sent{Channel: room, TS: thread}); err != nil {
			t.Fatal(err)
		}
	})
}

// A lane refuses since its first refusal for a reason, until it takes something.
func TestRefusedSince(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		since := func(reason string) time.Time {
			t.Helper()
			at, err := s.RefusedSince(t.Context(), flows.Lane(room), reason)
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		notice := func(id string) flows.Ticket {
			t.Helper()
			err := s.Enqueue(t.Context(), flows.Intent{ID: id, Lane: flows.Lane(room), QueuedAt: time.Now(), Content: flows.Notice{Key: "forgotten"}})
			if err != nil {
				t.Fatal(err)
			}
			return take(t, s)
		}
		if at := since("is_archived"); !at.IsZero() {
			t.Errorf("refused since %v before anything was sent", at)
		}
		var first time.Time
		for i, id := range []string{"a", "b"} {
			if err := s.Fail(t.Context(), notice(id), "is_archived"); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				first = since("is_archived")
			}
		}
		if at := since("is_archived"); first.IsZero() || !at.Equal(first) {
			t.Errorf("refused since %v, want since %v", at, first)
		}
		if at := since("not_in_channel"); !at.IsZero() {
			t.Errorf("refused for another reason since %v", at)
		}
		if err := s.Done(t.Context(), notice("c"), flows.Sent{Channel: room, TS: thread}); err != nil {
			t.Fatal(err)
		}
		if at := since("is_archived"); !at.IsZero() {
			t.Errorf("refused since %v after something was taken", at)
		}
	})
}
