package redisstore

import (
	"errors"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// What a reading found is a write like any other: a process whose store may have
// been moved meanwhile does not write it beside the data.
func TestLapsedReadBack(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Target{URL: redistest.Start(t).URL()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.commits.lapse.at(now().add(-time.Millisecond))
	if err := s.SaveReadBack(t.Context(), "spring", flows.ReadBack{Threads: 1}); !errors.Is(err, errLapsed) {
		t.Errorf("saved by a process whose presence has ended: %v", err)
	}
	if all, err := s.ReadBacks(t.Context(), "spring"); err != nil || len(all) > 0 {
		t.Errorf("stored %+v, %v", all, err)
	}
}
