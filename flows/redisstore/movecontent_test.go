package redisstore_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
)

// fill writes keys of every type with content that is easily spoiled: bytes
// that are no text, empty ones, keys that take many pages. It returns how many.
func fill(t *testing.T, c redis.UniversalClient) int {
	t.Helper()
	ctx := t.Context()
	binary := "\x00\xff\r\n\xc3\x28åäö\x80"
	pipe := c.Pipeline()
	set := func(key string, value any) { pipe.Set(ctx, "samrad:{string}:"+key, value, 0) }
	set("empty", "")
	set("binary", binary)
	set("number", math.MaxInt64)
	set("large", strings.Repeat(binary, 300_000)) // some chunks
	pipe.HSet(ctx, "samrad:{hash}:small", "", "", binary, binary, "n", "-0")
	fields := make([]any, 0, 2*20_000)
	for i := range 20_000 {
		fields = append(fields, fmt.Sprintf("field %d", i), fmt.Sprintf("%s %d", binary, i))
	}
	pipe.HSet(ctx, "samrad:{hash}:large", fields...)
	pipe.SAdd(ctx, "samrad:{set}:numbers", 1, 2, 3, -4)
	pipe.SAdd(ctx, "samrad:{set}:texts", "", binary)
	pipe.SAdd(ctx, "samrad:{set}:large", fields[:2000]...)
	pipe.ZAdd(ctx, "samrad:{zset}:scores", redis.Z{Score: 0.1, Member: ""}, redis.Z{Score: math.Inf(-1), Member: binary},
		redis.Z{Score: 1<<53 - 1, Member: "large"}, redis.Z{Score: 1.0 / 3, Member: "third"}, redis.Z{Score: 5e-324, Member: "least"})
	for part := range slices.Chunk(fields[:2000], 500) {
		var members []redis.Z
		for i, f := range part {
			members = append(members, redis.Z{Score: float64(i) / 7, Member: f})
		}
		pipe.ZAdd(ctx, "samrad:{zset}:large", members...)
	}
	pipe.RPush(ctx, "samrad:{list}:few", "", binary, "", binary)
	pipe.RPush(ctx, "samrad:{list}:large", fields[:1001]...)
	for i := range 2000 {
		// Fields in an order, and one of them twice.
		pipe.XAdd(ctx, &redis.XAddArgs{Stream: "samrad:{stream}:large", ID: fmt.Sprintf("%d-%d", 1+i/3, i%3), Values: []any{"z", binary, "a", i, "z", ""}})
	}
	pipe.XDel(ctx, "samrad:{stream}:large", "667-1") // the newest
	pipe.XAdd(ctx, &redis.XAddArgs{Stream: "samrad:{stream}:emptied", ID: "7-1", Values: []any{"", ""}})
	pipe.XDel(ctx, "samrad:{stream}:emptied", "7-1")
	for i := range 400 {
		pipe.HSet(ctx, fmt.Sprintf("samrad:{C%d}:c:1700000000.%06d", i%7, i), "state", "live", "body", binary)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		t.Fatal(err)
	}
	return 15 + 400
}

// content reads all keys of some nodes with commands that read a key whole.
func content(t *testing.T, nodes ...*redis.Client) map[string]any {
	t.Helper()
	ctx := t.Context()
	all := map[string]any{}
	for _, c := range nodes {
		keys, err := c.Keys(ctx, "*").Result()
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			if key == "samrad:{store}:mark" || key == "samrad:{store}:writers" {
				continue
			}
			v, err := read(ctx, c, key)
			if err != nil {
				t.Fatalf("%s: %v", key, err)
			}
			all[key] = v
		}
	}
	return all
}

func read(ctx context.Context, c *redis.Client, key string) (any, error) {
	switch kind := c.Type(ctx, key).Val(); kind {
	case "string":
		return c.Get(ctx, key).Result()
	case "hash":
		return c.HGetAll(ctx, key).Result()
	case "set":
		members, err := c.SMembers(ctx, key).Result()
		slices.Sort(members)
		return members, err
	case "zset":
		return c.ZRangeWithScores(ctx, key, 0, -1).Result()
	case "list":
		return c.LRange(ctx, key, 0, -1).Result()
	case "stream":
		last := c.XInfoStream(ctx, key).Val().LastGeneratedID
		entries, err := c.Do(ctx, "XRANGE", key, "-", "+").Result()
		return []any{last, entries}, err
	default:
		return nil, fmt.Errorf("type %q", kind)
	}
}
