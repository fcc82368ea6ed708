package redisstore_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// roomKey is in the slot of everything of the room.
const roomKey = "samrad:{" + string(room) + "}"

// Whichever of the room's keys are on which node, a reply is stored or refused:
// never taken for one without a question, never stored in part.
func TestReshardOneKeyAtATime(t *testing.T) {
	c := redistest.StartNodes(t, 3)
	s := open(t, clusterTarget(c))
	post(t, s, thread)
	saved := 0
	save := func(ctx context.Context) error {
		r := numbered(saved)
		stored, err := s.SaveReply(ctx, r)
		if err == nil && stored.Outcome != flows.OutcomeNew && stored.Outcome != flows.OutcomeDuplicate {
			t.Fatalf("a reply while its slot is moved: %s", stored.Outcome)
		}
		if err == nil {
			saved++
		} else if flows.CodeOf(err) != flows.CodeStoreDown {
			t.Fatalf("a reply while its slot is moved: %v", err)
		}
		return err
	}
	for range 3 {
		if err := save(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	c.MoveSlot(t, roomKey, c.Other(t, roomKey), 1, func() {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		_ = save(ctx)
	})
	if err := save(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantNumbered(t, s, saved)
}

// Resharding under load: every reply is stored in the end, once.
func TestReshardUnderLoad(t *testing.T) {
	c := redistest.StartNodes(t, 3)
	s := open(t, clusterTarget(c))
	post(t, s, thread)
	const writers, moves = 2, 4
	var next atomic.Int64
	moved := make(chan struct{})
	var work sync.WaitGroup
	for range writers {
		work.Go(func() {
			for {
				saveInTheEnd(t, s, numbered(int(next.Add(1)-1)))
				select {
				case <-moved:
					return
				default:
				}
			}
		})
	}
	for range moves {
		c.MoveSlot(t, roomKey, c.Other(t, roomKey), 100, func() {})
	}
	close(moved)
	work.Wait()
	wantNumbered(t, s, int(next.Load()))
}
