package redisstore

import (
	"context"
	"sync"
	"time"

	"github.com/samrad/samrad/flows"
)

// sweepEvery is how often a process looks at every lane: what another process
// queued waits this long at most.
const sweepEvery = time.Second

// lanes is what this process knows of when to look at which lane. It only
// spares Redis: a sweep finds whatever it does not know.
type lanes struct {
	mu      sync.Mutex
	ready   map[flows.Lane]time.Time
	noted   map[flows.Lane]bool // every lane heard of; false: the store may have forgotten it
	swept   time.Time
	changed chan struct{} // closed and replaced when ready changes
}

func newLanes() *lanes {
	return &lanes{ready: make(map[flows.Lane]time.Time), noted: make(map[flows.Lane]bool), changed: make(chan struct{})}
}

// known reports whether the store has the lane noted.
func (l *lanes) known(lane flows.Lane) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.noted[lane]
}

// learn says that the store has lanes noted.
func (l *lanes) learn(lanes ...flows.Lane) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, lane := range lanes {
		l.noted[lane] = true
	}
}

// doubt says that the store may have forgotten what was noted last.
func (l *lanes) doubt() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for lane := range l.noted {
		l.noted[lane] = false
	}
}

// doubted are the lanes to be noted again.
func (l *lanes) doubted() []flows.Lane {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []flows.Lane
	for lane, noted := range l.noted {
		if !noted {
			out = append(out, lane)
		}
	}
	return out
}

// wake has the lane looked at now.
func (l *lanes) wake(lane flows.Lane) { l.at(lane, time.Now()) }

// at has the lane looked at from t on, or sooner if that is known already: one
// sender may say that the lane is held, from what it read before another woke it.
func (l *lanes) at(lane flows.Lane, t time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if known, ok := l.ready[lane]; ok && known.Before(t) {
		return
	}
	l.ready[lane] = t
	close(l.changed)
	l.changed = make(chan struct{})
}

// queued has a lane looked at in which something was queued, perhaps by another
// process: now, unless it is known when. What was queued waits behind what
// stands before it.
func (l *lanes) queued(lane flows.Lane) {
	l.mu.Lock()
	_, ok := l.ready[lane]
	l.mu.Unlock()
	if !ok {
		l.wake(lane)
	}
}

// sweepDue reports, to one caller an interval, that it is time to sweep.
func (l *lanes) sweepDue() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Since(l.swept) < sweepEvery {
		return false
	}
	l.swept = time.Now()
	return true
}

// next waits for a lane that is to be looked at, and takes it off the list.
// It returns "" when it is time to sweep, and false at the deadline.
func (l *lanes) next(ctx context.Context, deadline time.Time) (flows.Lane, bool) {
	for {
		l.mu.Lock()
		now := time.Now()
		first, at := l.first()
		changed := l.changed
		sweep := l.swept.Add(sweepEvery)
		if first != "" && !at.After(now) {
			delete(l.ready, first)
			l.mu.Unlock()
			return first, true
		}
		l.mu.Unlock()
		if !now.Before(deadline) || ctx.Err() != nil {
			return "", false
		}
		until := deadline
		if first != "" && at.Before(until) {
			until = at
		}
		if !sweep.After(now) {
			return "", true
		}
		if sweep.Before(until) {
			until = sweep
		}
		timer := time.NewTimer(until.Sub(now))
		select {
		case <-changed:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// first is the lane to be looked at first; the caller holds mu.
func (l *lanes) first() (flows.Lane, time.Time) {
	var first flows.Lane
	var at time.Time
	for lane, t := range l.ready {
		if first == "" || t.Before(at) || t.Equal(at) && lane < first {
			first, at = lane, t
		}
	}
	return first, at
}
