package redisstore_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// What a reading found stands once, also when it is said again because nobody
// heard that it was stored.
func TestReadBacks(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		want := hourly(3)
		for _, r := range want {
			for range 2 {
				saveReadBack(t, s, r)
			}
		}
		wantReadBacks(t, s, want)
	})
}

// Of very many readings the oldest go.
func TestReadBacksKept(t *testing.T) {
	const kept = 500
	s := open(t, redisstore.Target{URL: redistest.Start(t).URL()})
	all := hourly(kept + 2)
	for _, r := range all {
		saveReadBack(t, s, r)
	}
	wantReadBacks(t, s, all[2:])
}

func hourly(n int) []flows.ReadBack {
	began := time.Date(2023, 10, 20, 8, 0, 0, 0, time.UTC)
	out := make([]flows.ReadBack, n)
	for i := range out {
		out[i] = flows.ReadBack{At: began.Add(time.Duration(i) * time.Hour), Threads: 1, New: i % 2}
	}
	return out
}

func saveReadBack(t *testing.T, s *redisstore.Store, r flows.ReadBack) {
	t.Helper()
	if err := s.SaveReadBack(t.Context(), meeting, r); err != nil {
		t.Fatal(err)
	}
}

func wantReadBacks(t *testing.T, s *redisstore.Store, want []flows.ReadBack) {
	t.Helper()
	got, err := s.ReadBacks(t.Context(), meeting)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("readings (-want +got):\n%s", diff)
	}
}
