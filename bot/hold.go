package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/samrad/samrad/flows"
)

const (
	// lease is how long a sender holds an intent, by the wall's clock. It is
	// short, so that what a killed process had in hand is soon taken up by
	// another, and renewed while an attempt goes on.
	lease = 15 * time.Second
	// renewEvery is how often it is renewed: only a process that is paused for
	// the rest of the lease meets another that took over.
	renewEvery = 3 * time.Second
	// renewTimeout bounds one renewal: a later one may still be in time.
	renewTimeout = 2 * time.Second
	// closing is the end of the lease in which nothing more is sent, but what
	// became of the attempt is noted.
	closing = 5 * time.Second
	// deadline is how long one attempt may take.
	deadline = 30 * time.Second
	// grace is how long an attempt may still take when the process is asked to
	// stop.
	grace = 2 * time.Second
)

var (
	errLate      = errors.New("the attempt took too long")
	errLeaseOver = errors.New("the lease is over")
	errStopping  = errors.New("asked to stop")
)

// hold is an intent in hand: its lease is renewed until end is called.
type hold struct {
	give context.CancelCauseFunc
	end  func()

	mu    sync.Mutex
	until time.Time
}

// hold begins an attempt, which has until working ends: in time before the lease
// does, and soon after stopping. What it started has ended when end returns.
func (m *Messenger) hold(stopping context.Context, t flows.Ticket) (working context.Context, h *hold) {
	h = &hold{until: t.Until}
	working, h.give = context.WithCancelCause(context.WithoutCancel(stopping))
	keeping, cancel := context.WithCancel(context.WithoutCancel(stopping))
	var keeper sync.WaitGroup
	keeper.Go(func() {
		h.keep(keeping, stopping, func(ctx context.Context) (time.Time, error) { return m.outbox.Renew(ctx, t, lease) })
	})
	h.end = func() {
		h.give(nil)
		cancel()
		keeper.Wait()
	}
	return working, h
}

// keep renews the lease until ctx ends, and ends the attempt when it must not
// go on.
func (h *hold) keep(ctx, stop context.Context, renew func(context.Context) (time.Time, error)) {
	ticks := time.NewTicker(renewEvery)
	defer ticks.Stop()
	late, over := time.NewTimer(deadline), time.NewTimer(h.left())
	defer late.Stop()
	defer over.Stop()
	why, stopping := errLate, stop.Done()
	for {
		select {
		case <-ctx.Done():
			return
		case <-stopping:
			stopping, why = nil, errStopping
			late.Reset(grace)
		case <-late.C:
			h.give(why)
		case <-over.C:
			h.give(errLeaseOver)
		case <-ticks.C:
			renewing, cancel := context.WithTimeout(ctx, renewTimeout)
			until, err := renew(renewing)
			cancel()
			switch {
			case err == nil:
				h.setUntil(until)
				over.Reset(h.left())
			case flows.CodeOf(err) == flows.CodeConflict:
				h.give(errLeaseOver)
			}
		}
	}
}

func (h *hold) setUntil(until time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.until = until
}

// left is how long something may still be sent. It goes by the wall's clock
// where that is ahead: the other one stands still while a machine sleeps.
func (h *hold) left() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	return min(h.until.Sub(now), h.until.Round(0).Sub(now.Round(0))) - closing
}

// check fails if nothing may be sent any more. A process that was paused may
// run on before its timers do.
func (h *hold) check(working context.Context) error {
	if h.left() <= 0 {
		h.give(errLeaseOver)
	}
	if err := context.Cause(working); err != nil {
		return fmt.Errorf("send: %w", err)
	}
	return nil
}

// note writes down what became of an attempt, again and again while the store
// does not answer, as long as the end of a lease lasts; shorter when the process
// is to stop.
func note(stopping context.Context, write func(context.Context) error) error {
	limit := closing
	if stopping.Err() != nil {
		limit = grace
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(stopping), limit)
	defer cancel()
	for {
		err := write(ctx)
		if err == nil || flows.CodeOf(err) != flows.CodeStoreDown || ctx.Err() != nil {
			return err
		}
		pause(ctx, backoff(0))
	}
}
