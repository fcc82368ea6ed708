package flows

import (
	"context"
	"time"
)

// Clock is the time that the use cases live by. The demo's runs faster than
// the wall's; leases and network deadlines always use the wall's.
type Clock interface {
	Now() time.Time
	// Sleep returns nil at t by this clock, or ctx's error when that ends first.
	SleepUntil(ctx context.Context, t time.Time) error
}

// WallClock is the machine's own time.
type WallClock struct{}

// Now returns the current time.
func (WallClock) Now() time.Time { return time.Now() }

// SleepUntil waits for t. It looks at the wall at least every minute, because
// a machine that slept or whose clock was set has no timer that knows.
func (WallClock) SleepUntil(ctx context.Context, t time.Time) error {
	for {
		left := time.Until(t.Round(0))
		if left <= 0 {
			return ctx.Err()
		}
		timer := time.NewTimer(min(left, time.Minute))
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
	}
}
