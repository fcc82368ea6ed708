package redisstore_test

import (
	"context"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// The server has done what it was asked, and its answer is lost: what is tried
// again then succeeds, and changes nothing more.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		do   func(ctx context.Context, s *redisstore.Store, ticket flows.Ticket) error
		left int // intents
	}{
		{"done", func(ctx context.Context, s *redisstore.Store, ticket flows.Ticket) error {
			return s.Done(ctx, ticket, flows.Sent{Channel: room, TS: thread})
		}, 0},
		{"fail", func(ctx context.Context, s *redisstore.Store, ticket flows.Ticket) error {
			return s.Fail(ctx, ticket, "is_archived")
		}, 0},
		{"postpone", func(ctx context.Context, s *redisstore.Store, ticket flows.Ticket) error {
			return s.Postpone(ctx, ticket, time.Now(), "")
		}, 1},
		{"note", func(ctx context.Context, s *redisstore.Store, ticket flows.Ticket) error {
			return s.Note(ctx, ticket, "F1")
		}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			proxy := redistest.StartProxy(t, redistest.Start(t))
			s := open(t, redisstore.Target{URL: proxy.URL()})
			queueQuestion(t, s)
			ticket := take(t, s)
			for range 2 { // the script is known the second time, and the first is no longer tried
				proxy.LoseAnswer()
				if err := tt.do(t.Context(), s, ticket); err != nil {
					t.Errorf("after a lost answer: %v", err)
				}
				if !proxy.Lost() {
					t.Error("no answer was lost")
				}
			}
			if n, _, err := s.Backlog(t.Context()); err != nil || n != tt.left {
				t.Errorf("%d intents are left, %v; want %d", n, err, tt.left)
			}
			failures, err := s.Failures(t.Context())
			if want := tt.name == "fail"; err != nil || (len(failures) == 1 && failures[0].Count == 1) != want {
				t.Errorf("failures: %+v, %v", failures, err)
			}
		})
	}
}

// Whoever gave a lane up has no hold of it any more: not to send, not to keep
// others from it.
func TestEndedLeaseIsNotRenewed(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		queueQuestion(t, s)
		ticket := take(t, s)
		if err := s.Postpone(t.Context(), ticket, time.Now(), ""); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Renew(t.Context(), ticket, time.Minute); flows.CodeOf(err) != flows.CodeConflict {
			t.Errorf("renewed after it was given back: %v", err)
		}
		if err := s.Done(t.Context(), ticket, flows.Sent{Channel: room, TS: thread}); flows.CodeOf(err) != flows.CodeConflict {
			t.Errorf("closed after it was given back: %v", err)
		}
		if err := s.Done(t.Context(), take(t, s), flows.Sent{Channel: room, TS: thread}); err != nil {
			t.Error(err)
		}
	})
}
