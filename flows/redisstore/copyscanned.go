package redisstore

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/redis/go-redis/v9"
)

// scannedKind copies what has no order: it is read with the commands of SCAN's
// family, which may tell an element twice, and adding one twice changes nothing.
type scannedKind struct {
	width int // strings that SCAN tells of an element
	scan  func(ctx context.Context, c redis.UniversalClient, key string, cursor uint64) *redis.ScanCmd
	size  func(redis.UniversalClient, context.Context, string) *redis.IntCmd
	add   func(ctx context.Context, c redis.UniversalClient, key string, page []string) error
	// has asks in one pipeline for every element of a page; has is then asked of
	// each whether what was answered is what the page has.
	has func(ctx context.Context, p redis.Pipeliner, key string, element []string) func() bool
}

var hashKind = scannedKind{
	width: 2,
	scan: func(ctx context.Context, c redis.UniversalClient, key string, cursor uint64) *redis.ScanCmd {
		return c.HScan(ctx, key, cursor, "", pageSize)
	},
	size: redis.UniversalClient.HLen,
	add: func(ctx context.Context, c redis.UniversalClient, key string, page []string) error {
		return c.HSet(ctx, key, anys(page)...).Err()
	},
	has: func(ctx context.Context, p redis.Pipeliner, key string, element []string) func() bool {
		got := p.HGet(ctx, key, element[0])
		return func() bool { return got.Err() == nil && got.Val() == element[1] }
	},
}

var setKind = scannedKind{
	width: 1,
	scan: func(ctx context.Context, c redis.UniversalClient, key string, cursor uint64) *redis.ScanCmd {
		return c.SScan(ctx, key, cursor, "", pageSize)
	},
	size: redis.UniversalClient.SCard,
	add: func(ctx context.Context, c redis.UniversalClient, key string, page []string) error {
		return c.SAdd(ctx, key, anys(page)...).Err()
	},
	has: func(ctx context.Context, p redis.Pipeliner, key string, element []string) func() bool {
		got := p.SIsMember(ctx, key, element[0])
		return got.Val
	},
}

var zsetKind = scannedKind{
	width: 2,
	scan: func(ctx context.Context, c redis.UniversalClient, key string, cursor uint64) *redis.ScanCmd {
		return c.ZScan(ctx, key, cursor, "", pageSize)
	},
	size: redis.UniversalClient.ZCard,
	add: func(ctx context.Context, c redis.UniversalClient, key string, page []string) error {
		args := []any{"ZADD", key}
		for pair := range slices.Chunk(page, 2) {
			// The score as the source wrote it: with all its digits.
			args = append(args, pair[1], pair[0])
		}
		return c.Do(ctx, args...).Err()
	},
	has: func(ctx context.Context, p redis.Pipeliner, key string, element []string) func() bool {
		got := p.ZScore(ctx, key, element[0])
		return func() bool {
			want, err := strconv.ParseFloat(element[1], 64)
			return err == nil && got.Err() == nil && got.Val() == want
		}
	},
}

func (k scannedKind) copy(ctx context.Context, from, to redis.UniversalClient, key string) error {
	return k.pages(ctx, from, key, func(page []string) (bool, error) { return true, k.add(ctx, to, key, page) })
}

func (k scannedKind) same(ctx context.Context, from, to redis.UniversalClient, key string) (bool, error) {
	if same, err := sameSize(ctx, k.size, from, to, key); err != nil || !same {
		return false, err
	}
	same := true
	err := k.pages(ctx, from, key, func(page []string) (bool, error) {
		pipe := to.Pipeline()
		var found []func() bool
		for element := range slices.Chunk(page, k.width) {
			found = append(found, k.has(ctx, pipe, key, element))
		}
		if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
			return false, err
		}
		same = !slices.ContainsFunc(found, func(has func() bool) bool { return !has() })
		return same, nil
	})
	return same, err
}

// pages reads a key until do returns false. A small key comes whole from SCAN,
// whatever it was asked for.
func (k scannedKind) pages(ctx context.Context, c redis.UniversalClient, key string, do func(page []string) (bool, error)) error {
	var cursor uint64
	for {
		all, next, err := k.scan(ctx, c, key, cursor).Result()
		if err != nil {
			return err
		}
		for page := range slices.Chunk(all, pageSize*k.width) {
			if more, err := do(page); err != nil || !more {
				return err
			}
		}
		if next == 0 {
			return nil
		}
		cursor = next
	}
}
