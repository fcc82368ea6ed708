package flows

import (
	"context"
	"errors"
	"slices"
	"time"
)

const (
	// readEvery is how often open threads are read back.
	readEvery = time.Hour
	// readAgain is how soon they are at the soonest: a bot that starts again
	// and again, and a digest that is asked for twice, spare Slack.
	readAgain = 20 * time.Second
	// readFailed is how soon at first after a reading that failed.
	readFailed = time.Minute
)

// RunDue reads back every meeting whose window has opened and that has not
// begun, if it was not read since a time (when the process started, or the bot
// was let in somewhere), or for readEvery.
func (r *Reconciler) RunDue(ctx context.Context, since time.Time) error {
	meetings, err := r.register.Meetings(ctx)
	if err != nil {
		return err
	}
	var errs []error
	now := r.clock.Now()
	for _, m := range meetings {
		if w, err := m.Window(); err != nil || w.Opens.After(now) || !m.Starts.After(now) {
			continue
		}
		readings, err := r.store.ReadBacks(ctx, m.ID)
		if err != nil {
			return err
		}
		if !readDue(readings, since, now) {
			continue
		}
		if _, err := r.Run(ctx, m); err != nil && CodeOf(err) != CodeConflict { // another replica is at it
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// readDue decides whether threads are to be read back. After a reading that
// failed it is tried again soon, and then less and less often: what refuses, as
// a channel that the bot was taken out of, may refuse for long.
func readDue(readings []ReadBack, since, now time.Time) bool {
	var newest time.Time
	wait, failed := readEvery, 0
	for _, one := range slices.Backward(readings) {
		if one.Threads == 0 {
			continue
		}
		if newest.IsZero() {
			newest = one.At
		}
		if one.Failed == 0 {
			break
		}
		wait = min(readEvery, readFailed<<min(failed, 10))
		failed++
	}
	age := now.Sub(newest)
	return age >= readAgain && (!newest.After(since) || age >= wait)
}

// Refresh reads a meeting's threads back unless that was done just now. It
// waits for another replica that is at it. What was read before does not tell
// what stands in Slack now: after a reading that began earlier, and was taken up
// again or waited for, it reads anew.
func (r *Reconciler) Refresh(ctx context.Context, m Meeting) error {
	old := r.clock.Now().Add(-readAgain)
	for {
		last, err := r.last(ctx, m)
		if err != nil || last.After(old) {
			return err
		}
		switch found, err := r.Run(ctx, m); {
		case CodeOf(err) == CodeConflict:
			if err := (WallClock{}).SleepUntil(ctx, time.Now().Add(time.Second)); err != nil {
				return err
			}
		case err != nil || found.At.After(old):
			return err
		}
	}
}

// last is when the newest reading began that came to the end; zero: none did.
func (r *Reconciler) last(ctx context.Context, m Meeting) (time.Time, error) {
	readings, err := r.store.ReadBacks(ctx, m.ID)
	if err != nil {
		return time.Time{}, err
	}
	for _, one := range slices.Backward(readings) {
		if one.Threads > 0 && one.Failed == 0 {
			return one.At, nil
		}
	}
	return time.Time{}, nil
}
