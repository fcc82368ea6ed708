package redisstore

import (
	"context"
	"slices"

	"github.com/redis/go-redis/v9"
)

// listKind copies lists from their heads on.
type listKind struct{}

func (listKind) copy(ctx context.Context, from, to redis.UniversalClient, key string) error {
	return listPages(ctx, from, key, func(at int64, page []string) (bool, error) {
		pipe := to.TxPipeline()
		if at > 0 {
			// A page that a retry writes twice stands once.
			pipe.LTrim(ctx, key, 0, at-1)
		} else {
			pipe.Del(ctx, key)
		}
		pipe.RPush(ctx, key, anys(page)...)
		_, err := pipe.Exec(ctx)
		return true, err
	})
}

func (listKind) same(ctx context.Context, from, to redis.UniversalClient, key string) (bool, error) {
	if same, err := sameSize(ctx, redis.UniversalClient.LLen, from, to, key); err != nil || !same {
		return false, err
	}
	same := true
	err := listPages(ctx, from, key, func(at int64, page []string) (bool, error) {
		other, err := to.LRange(ctx, key, at, at+listPageSize-1).Result()
		same = slices.Equal(page, other)
		return same, err
	})
	return same, err
}

// listPages reads a list until do returns false.
func listPages(ctx context.Context, c redis.UniversalClient, key string, do func(at int64, page []string) (bool, error)) error {
	for at := int64(0); ; at += listPageSize {
		page, err := c.LRange(ctx, key, at, at+listPageSize-1).Result()
		if err != nil || len(page) == 0 {
			return err
		}
		if more, err := do(at, page); err != nil || !more {
			return err
		}
	}
}

func anys(page []string) []any {
	out := make([]any, len(page))
	for i, v := range page {
		out[i] = v
	}
	return out
}
