package redisstore

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/samrad/samrad/flows"
)

const (
	// presenceLease is how long a process counts as writing to a store, or as
	// moving it, after it last said so.
	presenceLease = 30 * time.Second
	// presenceEvery leaves several tries inside the lease.
	presenceEvery = 5 * time.Second
	// presenceLook is how often it is seen whether to say so again: no timer knows
	// how long a machine slept. A try that failed is repeated as soon.
	presenceLook = time.Second
	// presenceMargin is how long before the lease's end no write begins any more:
	// one that was begun may be on its way for callTimeout, and the server may take
	// as long to come to it.
	presenceMargin = 2 * callTimeout
)

// Attend says that a process, named owner, writes to the store, and goes on
// saying so until leave is called: a move of the store waits for that. It
// refuses where the store is moved, or being moved.
//
// A process that the store does not hear of for as long as presenceLease may
// find its store moved. Until it has seen whether that is so, its commands
// fail; if it is so, the context returned ends, and leave tells why.
func (s *Store) Attend(ctx context.Context, owner string) (attending context.Context, leave func() error, err error) {
	// Writing goes on after ctx ended: what is in hand is finished until leave.
	present, stop := context.WithCancel(context.WithoutCancel(ctx))
	if err := s.attend(ctx, owner); err != nil {
		stop()
		return nil, nil, err
	}
	attending, lose := context.WithCancelCause(ctx)
	var lost error
	var keeping sync.WaitGroup
	keeping.Go(func() {
		if lost = s.keepAttending(present, owner); lost != nil {
			lose(lost)
		}
	})
	return attending, func() error {
		stop()
		keeping.Wait()
		lose(nil)
		s.depart(ctx, owner)
		return lost
	}, nil
}

// keepAttending returns nil when ctx ends, and else why the process may not
// write any more.
func (s *Store) keepAttending(ctx context.Context, owner string) error {
	look := time.NewTicker(presenceLook)
	defer look.Stop()
	due := now().add(presenceEvery)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
		}
		if now().left(due) > 0 {
			continue
		}
		err := s.attend(ctx, owner)
		switch {
		case err == nil:
			due = now().add(presenceEvery)
		case flows.CodeOf(err) == flows.CodeConflict:
			s.commits.lapse.at(instant{})
			return err
		}
	}
}

func (s *Store) attend(ctx context.Context, owner string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	said := now()
	v, err := s.run(ctx, "attend", scriptAttend, []string{markKey, writersKey}, owner, presenceLease.Milliseconds())
	if err != nil {
		return err
	}
	if n, _ := v.(int64); n == 1 {
		s.commits.lapse.at(said.add(presenceLease - presenceMargin))
		return nil
	}
	if err := s.Writable(ctx); err != nil {
		return err
	}
	return storeError("attend", errors.New("a move ended just now"))
}

// depart spares a move the wait for the lease's end; where it fails, the lease
// ends by itself. What still works when the process is stopped writes nothing
// any more: a move may begin at once, or has ended.
func (s *Store) depart(ctx context.Context, owner string) {
	s.commits.lapse.at(instant{})
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	defer cancel()
	_ = s.write(ctx, "depart", "ZREM", writersKey, owner)
}
