package e2e_test

import (
	"testing"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// backend is what a run keeps its answers in: one server, or several of which
// sentinels make another the master.
type backend struct {
	url      string
	server   *redistest.Server   // the only one, or
	sentinel *redistest.Sentinel // those that watch several
}

// failsOver reports whether a seed's store has replicas and sentinels, which take
// the better part of a minute.
func failsOver(seed uint64) bool { return seed%3 == 2 }

// backendOf has every third run fail over.
func backendOf(t *testing.T, seed uint64) backend {
	t.Helper()
	if failsOver(seed) {
		return watchedBackend(t)
	}
	s := redistest.Start(t)
	return backend{url: s.URL(), server: s}
}

func watchedBackend(t *testing.T) backend {
	t.Helper()
	s := redistest.StartSentinel(t)
	return backend{url: s.URL(), sentinel: s}
}

// victim is the server that takes the writes; nil: its loss now would be that of
// a second one, which nothing saves from.
func (b backend) victim(t *testing.T) *redistest.Server {
	t.Helper()
	if b.sentinel == nil {
		return b.server
	}
	return b.sentinel.WholeNow(t)
}

// whole waits for a victim.
func (b backend) whole(t *testing.T) *redistest.Server {
	t.Helper()
	if b.sentinel == nil {
		return b.server
	}
	return b.sentinel.Whole(t)
}
