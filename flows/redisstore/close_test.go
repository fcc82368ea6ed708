package redisstore

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// A store may be closed while it is written to: what is on its way is finished,
// and nothing more is begun.
func TestCloseWhileWriting(t *testing.T) {
	t.Parallel()
	s := openStore(t, redistest.Start(t).URL())
	var begun atomic.Int64
	write := func() error {
		_, err := s.commits.do(t.Context(), &write{key: choicesKey, queue: func(ctx context.Context, p redis.Pipeliner, _ bool) *redis.Cmd {
			begun.Add(1)
			return p.Do(ctx, "HSET", choicesKey, "U1", "kompis")
		}})
		return err
	}
	const limit = 10_000 // where they are not stopped
	first := make(chan struct{}, 8)
	var writers sync.WaitGroup
	for range cap(first) {
		writers.Go(func() {
			err := write()
			first <- struct{}{}
			for err == nil && begun.Load() < limit {
				err = write()
			}
			if err != nil && !errors.Is(err, redis.ErrClosed) {
				t.Errorf("a write while the store is closed: %v", err)
			}
		})
	}
	<-first
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	done := begun.Load()
	writers.Wait()
	if err := write(); !errors.Is(err, redis.ErrClosed) {
		t.Errorf("a write to a closed store: %v", err)
	}
	if n := begun.Load(); n != done {
		t.Errorf("%d writes were begun after the store was closed", n-done)
	}
}
