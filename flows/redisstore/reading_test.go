package redisstore_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
)

// A reading has one owner, and is kept for the next.
func TestReading(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		ctx := t.Context()
		want := flows.Reading{Found: flows.ReadBack{New: 3}, Thread: &flows.ThreadReading{Post: flows.Place{Channel: room, TS: thread}, Cursor: "c", Seen: []flows.MessageTS{"1.000001"}}}
		if _, ok, err := s.TakeReading(ctx, meeting, "a", time.Minute); err != nil || !ok {
			t.Fatal(ok, err)
		}
		if _, ok, err := s.TakeReading(ctx, meeting, "b", time.Minute); err != nil || ok {
			t.Fatal("two owners have one reading", err)
		}
		if err := s.KeepReading(ctx, meeting, "a", want, 0); err != nil {
			t.Fatal(err)
		}
		got, ok, err := s.TakeReading(ctx, meeting, "b", time.Minute)
		if err != nil || !ok {
			t.Fatal("it was not given back", err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("reading (-want +got):\n%s", diff)
		}
		if err := s.KeepReading(ctx, meeting, "a", flows.Reading{}, time.Minute); flows.CodeOf(err) != flows.CodeConflict {
			t.Errorf("the owner before kept it: %v", err)
		}
		if seen, err := s.Reading(ctx, meeting); err != nil || seen.Found.New != 3 {
			t.Errorf("it is %+v, %v", seen, err)
		}
	})
}
