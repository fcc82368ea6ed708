package redisstore

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// stringKind copies strings chunk by chunk.
type stringKind struct{}

func (stringKind) copy(ctx context.Context, from, to redis.UniversalClient, key string) error {
	// An empty string is a key too, and SETRANGE would make none.
	if err := to.Set(ctx, key, "", 0).Err(); err != nil {
		return err
	}
	return chunks(ctx, from, key, func(at int64, chunk string) (bool, error) {
		return true, to.SetRange(ctx, key, at, chunk).Err()
	})
}

func (stringKind) same(ctx context.Context, from, to redis.UniversalClient, key string) (bool, error) {
	if same, err := sameSize(ctx, redis.UniversalClient.StrLen, from, to, key); err != nil || !same {
		return false, err
	}
	same := true
	err := chunks(ctx, from, key, func(at int64, chunk string) (bool, error) {
		other, err := to.GetRange(ctx, key, at, at+chunkSize-1).Result()
		same = other == chunk
		return same, err
	})
	return same, err
}

// chunks reads a string until do returns false.
func chunks(ctx context.Context, c redis.UniversalClient, key string, do func(at int64, chunk string) (bool, error)) error {
	for at := int64(0); ; at += chunkSize {
		chunk, err := c.GetRange(ctx, key, at, at+chunkSize-1).Result()
		if err != nil || chunk == "" {
			return err
		}
		if more, err := do(at, chunk); err != nil || !more {
			return err
		}
	}
}

// sameSize compares what a command that counts says of a key.
func sameSize(ctx context.Context, size func(redis.UniversalClient, context.Context, string) *redis.IntCmd, a, b redis.UniversalClient, key string) (bool, error) {
	n, err := size(a, ctx, key).Result()
	if err != nil {
		return false, err
	}
	m, err := size(b, ctx, key).Result()
	return n == m, err
}
