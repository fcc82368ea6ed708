package slacksim

import (
	"math"
	"time"
)

// postBurst is how many posts a channel takes at once before one a second.
const postBurst = 3

// bucket counts calls: level falls by rate a second and each call adds one.
type bucket struct {
	level float64
	at    time.Time
}

func limitKey(method, channel string) string { return method + " " + channel }

// limited tells how many seconds a call must wait, 0 for none. A call before
// an earlier Retry-After is over is a violation, whatever limited it.
// https://docs.slack.dev/apis/web-api/rate-limits/
func (c *call) limited(m method) int {
	now, key := c.w.o.Now(), limitKey(c.method, c.args.str("channel"))
	until, waiting := c.w.notBefore[key]
	if waiting && now.Before(until) {
		c.violate("rate", "called again %s before Retry-After was over", until.Sub(now))
		return int(math.Ceil(until.Sub(now).Seconds()))
	}
	delete(c.w.notBefore, key)
	wait := 0
	switch {
	case c.reads():
		wait = c.w.fill(c.method, 1/c.w.o.ReadEvery.Seconds(), 1, now)
	case !c.w.o.RateLimit:
	case c.method == "chat.postMessage":
		wait = c.w.fill(key, 1, postBurst, now)
	case m.tier > 0:
		wait = c.w.fill(c.method, float64(m.tier)/60, m.tier, now)
	}
	if wait > 0 {
		c.w.notBefore[key] = now.Add(time.Duration(wait) * time.Second)
	}
	return wait
}

// mostRead is how many messages a distributed app reads at once.
const mostRead = 15

// reads reports whether the call is limited as a distributed app's.
func (c *call) reads() bool {
	return c.w.o.ReadEvery > 0 && (c.method == "conversations.replies" || c.method == "conversations.history")
}

// fill counts a call in a bucket, and tells how many seconds it must wait
// when the bucket is full.
func (w *Workspace) fill(key string, perSecond float64, burst int, now time.Time) int {
	b := w.limits[key]
	if b == nil {
		b = &bucket{at: now}
		w.limits[key] = b
	}
	b.level = max(0, b.level-now.Sub(b.at).Seconds()*perSecond)
	b.at = now
	if over := b.level + 1 - float64(burst); over > 1e-9 {
		return int(math.Ceil(over / perSecond))
	}
	b.level++
	return 0
}
