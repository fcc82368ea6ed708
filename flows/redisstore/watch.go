package redisstore

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// watchEvery is how often the servers are asked who they are.
const watchEvery = time.Second

// servers is what is known of the servers that take writes.
type servers struct {
	runs     map[string]bool // their run ids: a server that starts anew has another
	replicas int             // of the server that has the fewest
}

// Watch looks at the servers until ctx ends, and calls changed when one that was
// not there before takes the writes: a server that was started anew, a replica
// that was promoted. What the one before had acknowledged last may be missing.
func (s *Store) Watch(ctx context.Context, changed func()) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	var known map[string]bool
	for {
		known = s.compare(ctx, known, changed)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// compare looks at the servers once, and returns their run ids: those known
// before, if they do not answer.
func (s *Store) compare(ctx context.Context, known map[string]bool, changed func()) map[string]bool {
	now, err := s.look(ctx)
	if err != nil {
		return known
	}
	s.fewestReplicas.Store(int64(now.replicas))
	if known != nil && !subset(now.runs, known) {
		s.lanes.doubt()
		changed()
	}
	_ = s.noteAgain(ctx) // else at the next look
	return now.runs
}

// Replicas is how many replicas follow the server that has the fewest, as Watch
// saw it last.
func (s *Store) Replicas() int { return int(s.fewestReplicas.Load()) }

func subset(a, b map[string]bool) bool {
	for id := range maps.Keys(a) {
		if !b[id] {
			return false
		}
	}
	return true
}

func (s *Store) look(ctx context.Context) (servers, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	found := servers{runs: make(map[string]bool), replicas: -1}
	var mu sync.Mutex // a cluster's masters are asked at once
	err := s.eachMaster(ctx, func(ctx context.Context, node redis.UniversalClient) error {
		pipe := node.Pipeline()
		said := ask(ctx, pipe)
		if _, err := pipe.Exec(ctx); err != nil {
			return err
		}
		f := s.commits.replicas.note(ctx, node, said)
		mu.Lock()
		defer mu.Unlock()
		found.runs[f.run] = true
		if found.replicas < 0 || f.online < found.replicas {
			found.replicas = f.online
		}
		return nil
	})
	return found, err
}

// eachMaster does something with every server that takes writes.
func (s *Store) eachMaster(ctx context.Context, do func(context.Context, redis.UniversalClient) error) error {
	if cluster, ok := s.client.(*redis.ClusterClient); ok {
		return cluster.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error { return do(ctx, node) })
	}
	return do(ctx, s.client)
}
