package redisstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"
)

// streamKind copies streams, with the ids of their entries. samrad's have no
// consumer groups.
type streamKind struct{}

// entry is an id and then fields and values in their order: a map would lose
// it.
type entry []string

func (streamKind) copy(ctx context.Context, from, to redis.UniversalClient, key string) error {
	info, err := from.XInfoStream(ctx, key).Result()
	if err != nil {
		return err
	}
	if info.Length == 0 {
		// Trimmed at once, it leaves an empty stream that remembers the id.
		return to.Do(ctx, "XADD", key, "MAXLEN", 0, info.LastGeneratedID, "-", "-").Err()
	}
	err = streamPages(ctx, from, key, func(page []entry) (bool, error) {
		// All or nothing: repeated, it fails as a whole, and the key is begun anew.
		pipe := to.TxPipeline()
		for _, e := range page {
			pipe.Do(ctx, append([]any{"XADD", key}, anys(e)...)...)
		}
		_, err := pipe.Exec(ctx)
		return true, err
	})
	if err != nil {
		return err
	}
	// The newest entries may have been deleted: no id is given out twice.
	return to.Do(ctx, "XSETID", key, info.LastGeneratedID).Err()
}

func (streamKind) same(ctx context.Context, from, to redis.UniversalClient, key string) (bool, error) {
	here, err := from.XInfoStream(ctx, key).Result()
	if err != nil {
		return false, err
	}
	there, err := to.XInfoStream(ctx, key).Result()
	if err != nil || here.Length != there.Length || here.LastGeneratedID != there.LastGeneratedID {
		return false, err
	}
	same := true
	err = streamPages(ctx, from, key, func(page []entry) (bool, error) {
		other, err := streamPage(ctx, to, key, page[0][0])
		same = slices.EqualFunc(page, other, slices.Equal[entry])
		return same, err
	})
	return same, err
}

// streamPages reads a stream until do returns false.
func streamPages(ctx context.Context, c redis.UniversalClient, key string, do func(page []entry) (bool, error)) error {
	start := "-"
	for {
		page, err := streamPage(ctx, c, key, start)
		if err != nil || len(page) == 0 {
			return err
		}
		if more, err := do(page); err != nil || !more {
			return err
		}
		start = "(" + page[len(page)-1][0]
	}
}

func streamPage(ctx context.Context, c redis.UniversalClient, key, start string) ([]entry, error) {
	raw, err := c.Do(ctx, "XRANGE", key, start, "+", "COUNT", pageSize).Slice()
	if err != nil {
		return nil, err
	}
	page := make([]entry, len(raw))
	for i, v := range raw {
		parts, _ := v.([]any)
		if len(parts) != 2 {
			return nil, fmt.Errorf("an entry of %d parts", len(parts))
		}
		fields, _ := parts[1].([]any)
		for _, f := range slices.Concat(parts[:1], fields) {
			text, _ := f.(string)
			page[i] = append(page[i], text)
		}
	}
	return page, nil
}
