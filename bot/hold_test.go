package bot

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/samrad/samrad/flows"
)

// lender renews leases, or does not.
type lender struct {
	flows.Outbox
	err     error
	renewed int
}

func (l *lender) Renew(_ context.Context, _ flows.Ticket, lease time.Duration) (time.Time, error) {
	l.renewed++
	return time.Now().Add(lease), l.err
}

// An attempt goes on while its lease is renewed, and ends before the lease does.
func TestHold(t *testing.T) {
	t.Parallel()
	down := &flows.Error{Code: flows.CodeStoreDown, What: "store"}
	lost := &flows.Error{Code: flows.CodeConflict, What: "the lease is lost"}
	for _, c := range []struct {
		name string
		err  error         // of renewing
		stop time.Duration // when the process is asked to stop; 0: it is not
		ends time.Duration
		why  error
	}{
		{"renewed", nil, 0, deadline, errLate},
		{"the store does not answer", down, 0, lease - closing, errLeaseOver},
		{"another took over", lost, 0, renewEvery, errLeaseOver},
		{"asked to stop", nil, time.Second, time.Second + grace, errStopping},
		{"asked to stop before it began", nil, -1, grace, errStopping},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stopping, stop := context.WithCancel(t.Context())
				defer stop()
				switch {
				case c.stop < 0:
					stop()
				case c.stop > 0:
					defer time.AfterFunc(c.stop, stop).Stop()
				}
				l := &lender{err: c.err}
				m := NewMessenger(nil, l, nil, MessengerOptions{Log: quiet()})
				began := time.Now()
				working, h := m.hold(stopping, flows.Ticket{Until: began.Add(lease)})
				if err := h.check(working); err != nil {
					t.Errorf("at once: %v", err)
				}
				<-working.Done()
				if got := time.Since(began); got != c.ends {
					t.Errorf("the attempt ended after %v, want %v", got, c.ends)
				}
				if err := h.check(working); !errors.Is(err, c.why) {
					t.Errorf("it ended with %v, want %v", err, c.why)
				}
				h.end()
				n := l.renewed
				<-time.After(lease)
				if l.renewed != n {
					t.Error("the lease was renewed after the end")
				}
			})
		})
	}
}

// A process that was paused past its lease does not send, even before its
// timers tell.
func TestHoldAfterAPause(t *testing.T) {
	t.Parallel()
	h := &hold{until: time.Now().Add(closing - time.Millisecond)}
	working, give := context.WithCancelCause(t.Context())
	h.give = give
	if err := h.check(working); !errors.Is(err, errLeaseOver) {
		t.Errorf("check gave %v", err)
	}
}

// What became of an attempt is noted when the store is back.
func TestNoteWaitsForTheStore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		err := note(t.Context(), func(context.Context) error {
			if tries++; tries < 3 {
				return &flows.Error{Code: flows.CodeStoreDown, What: "store"}
			}
			return nil
		})
		if err != nil || tries != 3 {
			t.Errorf("noted in %d tries: %v", tries, err)
		}
		began := time.Now()
		err = note(t.Context(), func(context.Context) error { return &flows.Error{Code: flows.CodeStoreDown, What: "store"} })
		if took := time.Since(began); flows.CodeOf(err) != flows.CodeStoreDown || took > closing {
			t.Errorf("it ended after %v with %v", took, err)
		}
	})
}
