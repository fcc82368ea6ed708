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
	// presenceRetry is how soon a failed try is repeated.
	presenceRetry = time.Second
)

// Attend says that a process, named owner, writes to the store, and goes on
// saying so until leave is called: a move of the store waits for that. It
// refuses where the store is moved, or being moved.
//
// A process that the store does not hear of for as long as presenceLease may
// find its store moved. Until it has seen whether that is so, its commands
// fail; if it is so, the context returned ends, and leave tells why.
func (s *Store) Attend(ctx context.Context, owner string) (attending context.Context, leave func() error, err error) {
	// Writing goes on after ctx ended: what is in hand is finished.
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
	timer := time.NewTimer(presenceEvery)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		}
		err := s.attend(ctx, owner)
		switch {
		case err == nil:
			timer.Reset(presenceEvery)
		case flows.CodeOf(err) == flows.CodeConflict:
			s.commits.lapse.at(time.Time{})
			return err
		default:
			timer.Reset(presenceRetry)
		}
	}
}

func (s *Store) attend(ctx context.Context, owner string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	said := time.Now()
	v, err := s.run(ctx, "attend", scriptAttend, []string{markKey, writersKey}, owner, presenceLease.Milliseconds())
	if err != nil {
		return err
	}
	if n, _ := v.(int64); n == 1 {
		s.commits.lapse.at(said.Add(presenceLease))
		return nil
	}
	if err := s.Writable(ctx); err != nil {
		return err
	}
	return storeError("attend", errors.New("a move ended just now"))
}

// depart spares a move the wait for the lease's end; where it fails, the lease
// ends by itself.
func (s *Store) depart(ctx context.Context, owner string) {
	s.commits.lapse.never()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	defer cancel()
	_ = s.write(ctx, "depart", "ZREM", writersKey, owner)
}
