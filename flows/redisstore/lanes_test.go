package redisstore

import (
	"testing"
	"testing/synctest"
	"time"
)

// A sender that was told that a lane is held, and says so late, does not put
// off what another has freed meanwhile.
func TestWokenLaneIsNotPutOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLanes()
		l.sweepDue()
		l.wake("C1")
		if lane, ok := l.next(t.Context(), time.Now()); lane != "C1" || !ok {
			t.Fatal(lane, ok)
		}
		l.wake("C1")                            // the holder is done
		l.at("C1", time.Now().Add(time.Minute)) // a sender read before that it is held
		if lane, ok := l.next(t.Context(), time.Now()); lane != "C1" || !ok {
			t.Errorf("next lane %q, %v; want the one that was woken", lane, ok)
		}
		l.at("C1", time.Now().Add(time.Minute))
		l.at("C1", time.Now().Add(time.Millisecond)) // put off for less than the lease
		l.sweepDue()
		start := time.Now()
		if lane, ok := l.next(t.Context(), start.Add(500*time.Millisecond)); lane != "C1" || !ok || time.Since(start) != time.Millisecond {
			t.Errorf("next lane %q, %v after %v", lane, ok, time.Since(start))
		}
	})
}
