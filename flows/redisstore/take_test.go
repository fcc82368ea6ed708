package redisstore

import (
	"testing"
	"time"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// An intent that was taken while the answer got lost is in hand, not held by
// nobody until its lease ends, and was not tried once more.
func TestLostAnswerOfTake(t *testing.T) {
	t.Parallel()
	proxy := redistest.StartProxy(t, redistest.Start(t))
	s := openStore(t, proxy.URL())
	queueNotice(t, s, "C1", "n")
	for want := range 2 { // the script is known the second time
		proxy.LoseAnswer()
		ticket, again, err := s.takeFrom(t.Context(), "C1", "a", time.Minute)
		if err != nil || ticket.ID != "n" || ticket.Fence != int64(want)+1 || ticket.Attempt != want+1 {
			t.Fatalf("got %+v, again in %v, %v; want attempt %d", ticket, again, err, want+1)
		}
		if !proxy.Lost() {
			t.Error("no answer was lost")
		}
		if other, _, err := s.takeFrom(t.Context(), "C1", "a", time.Minute); err != nil || other.ID != "" {
			t.Errorf("another call got %+v, %v", other, err)
		}
		if err := s.Postpone(t.Context(), ticket, time.Now(), ""); err != nil {
			t.Fatal(err)
		}
	}
}
