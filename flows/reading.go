package flows

import (
	"context"
	"crypto/rand"
	"slices"
	"sync"
	"time"
)

// Reading is how far the reading of a meeting's threads has come. It is kept
// after every page, so that a process that ends halfway loses nothing: where
// Slack gives 15 messages a minute, a long thread takes the better part of an
// hour.
type Reading struct {
	Found   ReadBack       `json:"found"`
	Threads []Place        `json:"threads,omitempty"` // those that were read
	Thread  *ThreadReading `json:"thread,omitempty"`  // the one that is being read
}

// over reports whether nothing is left to read of a reading that was taken up
// again.
func (r Reading) over(posts []Post) bool {
	return len(r.Threads) > 0 && !slices.ContainsFunc(posts, func(p Post) bool { return !slices.Contains(r.Threads, p.Place) })
}

// ThreadReading is how far the reading of one thread has come.
type ThreadReading struct {
	Post   Place       `json:"post"`
	Cursor string      `json:"cursor,omitempty"` // of the next page
	Read   bool        `json:"read,omitempty"`   // there is none
	Root   bool        `json:"root,omitempty"`   // the post itself is there
	Seen   []MessageTS `json:"seen,omitempty"`
	// Gone are what a first reading missed; nil in the first.
	Gone []MessageTS `json:"gone,omitempty"`
}

const (
	// readingLease is how long a process has a reading to itself; it is renewed
	// meanwhile, and short, so that another soon takes it over from one that
	// was killed.
	readingLease      = 15 * time.Second
	readingRenewEvery = 5 * time.Second
)

// reading is a Reading in hand.
type reading struct {
	Reading
	keep func(context.Context) error
	end  func() // gives it back as it is
}

// take takes a meeting's reading, the one that is under way or a new one.
// working ends with its lease.
func (r *Reconciler) take(ctx context.Context, m MeetingID) (working context.Context, out *reading, err error) {
	owner := rand.Text()
	kept, ok, err := r.store.TakeReading(ctx, m, owner, readingLease)
	if err != nil {
		return nil, nil, err
	}
	if !ok {
		return nil, nil, &Error{Code: CodeConflict, What: "read back: another process is at it"}
	}
	out = &reading{Reading: kept}
	if out.Found.At.IsZero() {
		out.Found.At = r.clock.Now()
	} else {
		r.log.InfoContext(ctx, "reading back goes on where it was", "meeting", m, "threads", len(kept.Threads))
	}
	out.keep = func(ctx context.Context) error { return r.store.KeepReading(ctx, m, owner, out.Reading, readingLease) }
	working, cancel := context.WithCancel(ctx)
	var renewing sync.WaitGroup
	renewing.Go(func() {
		defer cancel()
		r.renew(working, m, owner)
	})
	out.end = func() {
		cancel()
		renewing.Wait()
		ending, stop := context.WithTimeout(context.WithoutCancel(ctx), releaseTimeout)
		defer stop()
		if err := r.store.KeepReading(ending, m, owner, out.Reading, 0); err != nil {
			r.log.WarnContext(ctx, "reading back not given back; its lease will end", "meeting", m, "error", err)
		}
	}
	return working, out, nil
}

// renew keeps the lease until ctx ends, or the lease is lost.
func (r *Reconciler) renew(ctx context.Context, m MeetingID, owner string) {
	for (WallClock{}).SleepUntil(ctx, time.Now().Add(readingRenewEvery)) == nil {
		renewing, cancel := context.WithTimeout(ctx, releaseTimeout)
		_, ok, err := r.store.TakeReading(renewing, m, owner, readingLease)
		cancel()
		if err == nil && !ok {
			return
		}
	}
}
