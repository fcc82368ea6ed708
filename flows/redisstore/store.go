package redisstore

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/redis/go-redis/v9"
)

// Store keeps everything in Redis. It is safe for concurrent use.
type Store struct {
	client   redis.UniversalClient
	sentinel *SentinelTarget // nil without sentinels
	variable string          // that names it, empty: the default
	commits  *commits
	lanes    *lanes

	fewestReplicas atomic.Int64 // as Watch saw it last
	lastPost       atomic.Pointer[knownPost]
}

// Open connects to a store and asks whether it is there.
func Open(ctx context.Context, t Target) (*Store, error) {
	client, err := connect(t)
	if err != nil {
		return nil, err
	}
	var expected func(context.Context) int
	if t.Sentinel != nil {
		expected = t.Sentinel.replicas
	}
	s := &Store{client: client, sentinel: t.Sentinel, variable: t.Variable, commits: newCommits(client, newReplicas(expected), t.Patience), lanes: newLanes()}
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(err, client.Close())
	}
	return s, nil
}

// Close ends the connections.
func (s *Store) Close() error {
	s.commits.close()
	if err := s.client.Close(); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

// Ping asks whether the store is there. It tells nothing of whether it takes
// writes: see Ready.
func (s *Store) Ping(ctx context.Context) error {
	return storeError("ping", s.client.Ping(ctx).Err())
}
