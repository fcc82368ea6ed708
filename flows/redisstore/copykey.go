package redisstore

import (
	"context"
	"fmt"

	"github.com/redis/go-redis/v9"
)

const (
	// pageSize is how many elements of a key go in one command. Bodies of
	// contributions are some kilobytes each.
	pageSize = 100
	// listPageSize is smaller: a version of a digest may be a megabyte.
	listPageSize = 4
	// chunkSize is how much of a string goes in one command, in bytes.
	chunkSize = 1 << 20
)

// kind copies and compares keys of one type, a page at a time: between versions
// of servers that do not read each other's DUMP, and without a reply that holds
// a whole key.
type kind interface {
	// copy writes what key has in from to to, where there is no such key.
	copy(ctx context.Context, from, to redis.UniversalClient, key string) error
	// same tells whether key has the same in both, of which both have it.
	same(ctx context.Context, from, to redis.UniversalClient, key string) (bool, error)
}

var kinds = map[string]kind{
	"string": stringKind{}, "list": listKind{}, "stream": streamKind{},
	"hash": hashKind, "set": setKind, "zset": zsetKind,
}

func kindOf(ctx context.Context, c redis.UniversalClient, key string) (string, kind, error) {
	name, err := c.Type(ctx, key).Result()
	if err != nil {
		return "", nil, storeError("type of "+key, err)
	}
	k, ok := kinds[name]
	if !ok && name != "none" {
		return name, nil, fmt.Errorf("%s is a %s: samrad keeps no such keys", key, name)
	}
	return name, k, nil
}

// copyTries is how often a key is begun anew: of a command that was repeated
// after a cut, part may have been carried out already.
const copyTries = 3

func copyKey(ctx context.Context, from, to redis.UniversalClient, key string) error {
	_, k, err := kindOf(ctx, from, key)
	if err != nil {
		return err
	}
	if k == nil {
		return fmt.Errorf("%s went away meanwhile", key)
	}
	for range copyTries {
		if err = to.Del(ctx, key).Err(); err == nil {
			err = k.copy(ctx, from, to, key)
		}
		if err == nil || ctx.Err() != nil {
			break
		}
	}
	return storeError("copy "+key, err)
}

func sameKey(ctx context.Context, from, to redis.UniversalClient, key string) (bool, error) {
	here, k, err := kindOf(ctx, from, key)
	if err != nil {
		return false, err
	}
	there, _, err := kindOf(ctx, to, key)
	if err != nil {
		return false, err
	}
	if k == nil || here != there {
		return false, nil
	}
	same, err := k.same(ctx, from, to, key)
	return same, storeError("compare "+key, err)
}
