package demo

import (
	"context"
	"sync"
	"time"
)

// Clock runs faster than the wall's, and only when it is told to: it stands
// still while somebody waits for something to happen. It implements
// flows.Clock.
type Clock struct {
	rate float64 // seconds of the clock in one of the wall's

	mu      sync.Mutex
	changed chan struct{} // closed and renewed when the clock starts, or stops
	from    time.Time     // what it showed when it last started
	started time.Time     // when that was, by the wall; zero: it stands still
	until   time.Time     // where it stops by itself
}

// NewClock makes a Clock that stands still at a time.
func NewClock(at time.Time, rate float64) *Clock {
	return &Clock{rate: rate, from: at, until: at, changed: make(chan struct{})}
}

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	if c.started.IsZero() {
		return c.from
	}
	gone := time.Duration(float64(time.Since(c.started)) * c.rate)
	if now := c.from.Add(gone); now.Before(c.until) {
		return now
	}
	return c.until
}

// RunTo lets the clock run, and returns when it shows t. A t that is past
// returns at once.
func (c *Clock) RunTo(ctx context.Context, t time.Time) error {
	c.mu.Lock()
	c.from = c.now()
	c.started, c.until = time.Now(), t
	if t.Before(c.from) {
		c.until = c.from
	}
	c.signal()
	c.mu.Unlock()
	err := c.SleepUntil(ctx, t)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.from, c.started = c.now(), time.Time{}
	c.signal()
	return err
}

func (c *Clock) signal() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// SleepUntil waits until the clock shows t.
func (c *Clock) SleepUntil(ctx context.Context, t time.Time) error {
	for {
		c.mu.Lock()
		left, runs, changed := t.Sub(c.now()), !c.started.IsZero(), c.changed
		c.mu.Unlock()
		if left <= 0 {
			return ctx.Err()
		}
		if err := c.wait(ctx, left, runs, changed); err != nil {
			return err
		}
	}
}

// wait waits as long as left takes on the wall, or for the clock to start or
// stop.
func (c *Clock) wait(ctx context.Context, left time.Duration, runs bool, changed <-chan struct{}) error {
	var due <-chan time.Time
	if runs {
		timer := time.NewTimer(time.Duration(float64(left)/c.rate) + time.Millisecond)
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-changed:
	case <-due:
	}
	return nil
}
