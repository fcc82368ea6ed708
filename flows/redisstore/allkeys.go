package redisstore

import (
	"context"
	"slices"
	"sync"

	"github.com/redis/go-redis/v9"
)

// keys lists every key of samrad in order, but those that are of the store
// itself and not of what it keeps. Keys of others, in a shared server, are none
// of ours.
func (s *Store) keys(ctx context.Context) ([]string, error) {
	var mu sync.Mutex
	var all []string
	list := func(ctx context.Context, c *redis.Client) error {
		var cursor uint64
		for {
			page, next, err := c.Scan(ctx, cursor, prefix+"*", batch).Result()
			if err != nil {
				return err
			}
			mu.Lock()
			all = append(all, page...)
			mu.Unlock()
			if next == 0 {
				return nil
			}
			cursor = next
		}
	}
	var err error
	switch c := s.client.(type) {
	case *redis.ClusterClient:
		err = c.ForEachMaster(ctx, list)
	case *redis.Client: // of a server, or of the master that sentinels name
		err = list(ctx, c)
	}
	if err != nil {
		return nil, storeError("list keys", err)
	}
	// SCAN may tell a key twice.
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(key string) bool { return key == markKey || key == writersKey || key == waitedKey(key) }), nil
}

// wipe removes every key of samrad and says how many there were.
func (s *Store) wipe(ctx context.Context) (int, error) {
	keys, err := s.keys(ctx)
	if err != nil {
		return 0, err
	}
	for part := range slices.Chunk(keys, batch) {
		pipe := s.client.Pipeline()
		for _, key := range part {
			pipe.Unlink(ctx, key)
		}
		if _, err := pipe.Exec(ctx); err != nil {
			return 0, storeError("remove keys", err)
		}
	}
	return len(keys), nil
}
