package redisstore

import (
	"context"
	"errors"
	"math"
	"net"
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
		client := redis.NewSentinelClient(&redis.Options{Addr: addr, Username: t.SentinelUsername, Password: t.SentinelPassword,
			TLSConfig: tlsConfig(t.TLS), MaxRetries: -1, DialerRetries: 1,
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

// asking is a hook that tells what sentinels answer from what a server does: the
// client asks them for the master's address while it dials, before it has any
// answer of the master, and hands both on alike.
type asking struct{}

// bySentinels is what sentinels answered in place of the master's address. It
// hides the answer from errors.Is: that they know no master is redis.Nil too, and
// would pass for a key that is not there.
type bySentinels struct{ answer redis.Error }

func (e bySentinels) Error() string { return "sentinel: " + e.answer.Error() }

// DialHook implements redis.Hook.
func (asking) DialHook(next redis.DialHook) redis.DialHook {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := next(ctx, network, addr)
		var answer redis.Error
		if errors.As(err, &answer) {
			err = bySentinels{answer}
		}
		return conn, err
	}
}

// ProcessHook implements redis.Hook.
func (asking) ProcessHook(next redis.ProcessHook) redis.ProcessHook { return next }

// ProcessPipelineHook implements redis.Hook.
func (asking) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}
