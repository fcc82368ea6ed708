package redisstore

import (
	"context"
	"math"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// sentinelTimeout bounds how long one sentinel is asked, so that another is
// asked in time.
const sentinelTimeout = 300 * time.Millisecond

// replicas is how many replicas the sentinels know of, up or down: more than
// there can be if none of them answers.
func (t *SentinelTarget) replicas(ctx context.Context) int {
	for _, addr := range t.Addrs {
		client := redis.NewSentinelClient(&redis.Options{Addr: addr, TLSConfig: tlsConfig(t.TLS), MaxRetries: -1, DialerRetries: 1,
			DialTimeout: sentinelTimeout, ReadTimeout: sentinelTimeout, WriteTimeout: sentinelTimeout, MaintNotificationsConfig: quiet()})
		master, err := client.Master(ctx, t.Master).Result()
		_ = client.Close() // what was asked is known
		if err != nil {
			continue
		}
		if n, err := strconv.Atoi(master["num-slaves"]); err == nil {
			return n
		}
	}
	return math.MaxInt32
}
