package redisstore

import (
	"context"
	"errors"
	"math"
	"net"
	"strconv"
	"strings"
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
		master, err := t.ask(ctx, addr, sentinelTimeout)
		if err != nil {
			continue
		}
		if n, err := strconv.Atoi(master["num-slaves"]); err == nil {
			return n
		}
	}
	return math.MaxInt32
}

// unheard are the sentinels that do not tell of the master, with why. One that
// does is enough, until it is lost: so they are looked for before.
func (t *SentinelTarget) unheard(ctx context.Context) []string {
	var out []string
	for _, addr := range t.Addrs {
		_, err := t.ask(ctx, addr, callTimeout)
		if err == nil {
			continue
		}
		why := err.Error()
		if said := troubleOf(err); said.words != "" {
			why = strings.TrimSuffix(said.words+"; "+said.hint, "; ")
		}
		out = append(out, "the store's sentinel "+addr+" is of no use: "+why)
	}
	return out
}

// ask asks one sentinel about the master.
func (t *SentinelTarget) ask(ctx context.Context, addr string, timeout time.Duration) (map[string]string, error) {
	client := redis.NewSentinelClient(&redis.Options{Addr: addr, Username: t.SentinelUsername, Password: t.SentinelPassword,
		TLSConfig: tlsConfig(t.TLS), MaxRetries: -1, DialerRetries: 1,
		DialTimeout: timeout, ReadTimeout: timeout, WriteTimeout: timeout, MaintNotificationsConfig: quiet()})
	defer func() { _ = client.Close() }() // what was asked is known
	master, err := client.Master(ctx, t.Master).Result()
	return master, markAnswer(err)
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

// markAnswer marks an error that sentinels answered.
func markAnswer(err error) error {
	var answer redis.Error
	if errors.As(err, &answer) {
		return bySentinels{answer}
	}
	return err
}

// DialHook implements redis.Hook.
func (asking) DialHook(next redis.DialHook) redis.DialHook {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := next(ctx, network, addr)
		return conn, markAnswer(err)
	}
}

// ProcessHook implements redis.Hook.
func (asking) ProcessHook(next redis.ProcessHook) redis.ProcessHook { return next }

// ProcessPipelineHook implements redis.Hook.
func (asking) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}
