package flows

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/samrad/samrad/flows/schedule"
)

// Scheduler does each firing once, by whichever replica takes it first, and
// catches up the latest one that a downtime missed.
type Scheduler struct {
	store    FiringStore
	ask      AskStore
	register *Register
	jobs     Jobs
	clock    Clock
	owner    string
	log      *slog.Logger
	// nudge wakes Run when the meetings have changed.
	nudge chan struct{}
}

// Jobs is the work that the schedule starts.
type Jobs struct {
	Asker     *Asker
	Reminders *Reminders
	Drafts    *Drafts
	Summaries *Summaries
}

// NewScheduler makes a Scheduler. owner names this process among the replicas.
func NewScheduler(store interface {
	FiringStore
	AskStore
}, register *Register, jobs Jobs, clock Clock, owner string, log *slog.Logger) *Scheduler {
	return &Scheduler{store: store, ask: store, register: register, jobs: jobs, clock: clock, owner: owner, log: log,
		nudge: make(chan struct{}, 1)}
}

const (
	// firingLease is how long a process may take over one firing; another
	// takes it over after that. The work only reads, and queues.
	firingLease = time.Minute
	// lookEvery bounds how long the scheduler sleeps, by the wall's clock: a
	// meeting that was made or moved in Slack through another replica is seen
	// then, and a firing that failed is tried again.
	lookEvery = 10 * time.Second
)

// Nudge makes the scheduler look again: the meetings have changed.
func (s *Scheduler) Nudge() {
	select {
	case s.nudge <- struct{}{}:
	default:
	}
}

// Run works until ctx ends.
func (s *Scheduler) Run(ctx context.Context) error {
	for {
		next, err := s.Tick(ctx)
		if err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "scheduled work failed", "error", err)
		}
		if err := s.sleep(ctx, next); err != nil {
			return nil //nolint:nilerr // asked to stop
		}
	}
}

// sleep waits until next by the clock, for lookEvery of the wall at most, or
// for a nudge.
func (s *Scheduler) sleep(ctx context.Context, next time.Time) error {
	waiting, cancel := context.WithTimeout(ctx, lookEvery)
	defer cancel()
	woken := make(chan struct{})
	go func() {
		defer close(woken)
		select {
		case <-s.nudge:
			cancel()
		case <-waiting.Done():
		}
	}()
	if next.IsZero() {
		<-waiting.Done()
	} else if err := s.clock.SleepUntil(waiting, next); err != nil {
		<-waiting.Done()
	}
	cancel()
	<-woken
	return ctx.Err()
}

// Tick does everything that is due, and returns when the next firing is (zero:
// none is foreseen).
func (s *Scheduler) Tick(ctx context.Context) (time.Time, error) {
	// A schedule that cannot be read keeps no other from its work.
	tasks, err := s.tasks(ctx)
	errs := []error{err}
	now := s.clock.Now()
	var next time.Time
	for _, t := range tasks {
		if err := s.do(ctx, t, now); err != nil {
			errs = append(errs, err)
		}
		if f, ok := t.after(now); ok && (next.IsZero() || f.At.Before(next)) {
			next = f.At
		}
	}
	return next, errors.Join(errs...)
}

// Upcoming tells when each schedule fires next, by its job; one that fires no
// more is left out.
func (s *Scheduler) Upcoming(ctx context.Context) (map[string]time.Time, error) {
	tasks, err := s.tasks(ctx)
	next := make(map[string]time.Time, len(tasks))
	for _, t := range tasks {
		if f, ok := t.after(s.clock.Now()); ok {
			next[t.job] = f.At
		}
	}
	return next, err
}

// do takes the latest firing of a task that is due and not done.
func (s *Scheduler) do(ctx context.Context, t task, now time.Time) error {
	if !t.until.IsZero() && !now.Before(t.until) {
		return nil
	}
	cursor, err := s.store.Cursor(ctx, t.job)
	if err != nil {
		return err
	}
	f, ok := s.due(t, now)
	if cursor.IsZero() && s.waits(t, now, ok) {
		return s.begin(ctx, t, now)
	}
	if !ok || !f.At.After(cursor) || (t.once && t.window.Contains(cursor)) {
		return nil
	}
	claim, ok, err := s.store.ClaimFiring(ctx, t.job, f.Local, f.At, s.owner, firingLease)
	if err != nil || !ok {
		return err
	}
	working, cancel := context.WithTimeout(ctx, firingLease*3/4)
	defer cancel()
	if err := t.run(working, f); err != nil {
		return errors.Join(err, s.release(ctx, claim))
	}
	s.log.InfoContext(ctx, "firing done", "job", t.job, "local", f.Local, "late", now.Sub(f.At).Round(time.Second).String())
	return s.store.CloseFiring(ctx, claim)
}

// releaseTimeout bounds giving a firing back.
const releaseTimeout = 2 * time.Second

// release gives back a firing that was not done, so that another process need
// not wait for the lease to end: the claim is renewed for no time at all.
func (s *Scheduler) release(ctx context.Context, c Claim) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTimeout)
	defer cancel()
	_, _, err := s.store.ClaimFiring(ctx, c.Job, c.Local, c.At, c.Owner, 0)
	return err
}

// waits reports whether a schedule that nobody has looked at before only
// begins now. What fired before the bot was installed is not caught up, unless
// it was the last chance: a person who sets up a meeting does not expect posts
// within the second, and its themes go with the next firing.
func (s *Scheduler) waits(t task, now time.Time, due bool) bool {
	if t.once {
		return false
	}
	_, more := schedule.Next(t.spec, now, t.window, t.options)
	return more || !due
}

// begin moves the cursor of a schedule to now, so that a later downtime is told
// from a fresh installation.
func (s *Scheduler) begin(ctx context.Context, t task, now time.Time) error {
	claim, ok, err := s.store.ClaimFiring(ctx, t.job, "begin", now, s.owner, firingLease)
	if err != nil || !ok {
		return err
	}
	return s.store.CloseFiring(ctx, claim)
}

func (s *Scheduler) due(t task, now time.Time) (schedule.Firing, bool) {
	if !t.once {
		return schedule.Latest(t.spec, t.window, now, t.options)
	}
	f, ok := t.first()
	return f, ok && !f.At.After(now)
}
