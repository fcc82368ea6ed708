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
	// readBegunEvery is how often the threads of a meeting that has begun are: an
	// answer may be taken back long after it.
	readBegunEvery = 24 * time.Hour
	// readBegunFor is how long they keep the open ones waiting at once, by the
	// wall's clock; a reading goes on where it was.
	readBegunFor = 5 * time.Minute
)

// RunDue reads back every meeting whose window has opened and that has not
// begun, if it was not read since a time (when the process started, or the bot
// was let in somewhere), or for readEvery; then those of the cycle that have
// begun, if they were not read for readBegunEvery.
func (r *Reconciler) RunDue(ctx context.Context, since time.Time) error {
	meetings, err := r.register.Meetings(ctx)
	if err != nil {
		return err
	}
	var errs []error
	var begun []Meeting
	now := r.clock.Now()
	for _, m := range meetings {
		switch w, err := m.Window(); {
		case err != nil || w.Opens.After(now):
		case m.Starts.After(now):
			errs = append(errs, r.runDue(ctx, m, since, readEvery))
		case m.Starts.AddDate(0, 0, cycle).After(now):
			begun = append(begun, m)
		}
	}
	reading, cancel := context.WithTimeout(ctx, readBegunFor)
	defer cancel()
	for _, m := range begun {
		err := r.runDue(reading, m, time.Time{}, readBegunEvery)
		if reading.Err() != nil && ctx.Err() == nil {
			break
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (r *Reconciler) runDue(ctx context.Context, m Meeting, since time.Time, every time.Duration) error {
	readings, err := r.store.ReadBacks(ctx, m.ID)
	if err != nil || !readDue(readings, since, r.clock.Now(), every) {
		return err
	}
	if _, err := r.Run(ctx, m); CodeOf(err) != CodeConflict { // else another replica is at it
		return err
	}
	return nil
}

// readDue decides whether threads are to be read back. After a reading that
// failed it is tried again soon, and then less and less often: what refuses, as
// a channel that the bot was taken out of, may refuse for long.
func readDue(readings []ReadBack, since, now time.Time, every time.Duration) bool {
	var newest time.Time
	wait, failed := every, 0
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
		wait = min(every, readFailed<<min(failed, 10))
		failed++
	}
	if newest.IsZero() && since.IsZero() {
		return false // nothing was posted while it was open
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
