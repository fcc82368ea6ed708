package redisstore

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// replicasAge is how long it is taken for known how many replicas a server
	// has; one that was lost fails the writes of this long.
	replicasAge = time.Second
	// replicaWait is how long a replica may take to have a write. What it had
	// not by then is not acknowledged, and Slack delivers it again.
	replicaWait = 500 * time.Millisecond
	// aloneAfter is how long a server that has lost its replicas is not believed
	// that it is alone, and one that was started anew under sentinels not that it
	// stays the master: they may be about to make a replica the master, and leave
	// the former one in its belief for 8 s (SENTINEL_PUBLISH_PERIOD * 4 of
	// src/sentinel.c of Redis).
	aloneAfter = 15 * time.Second
)

// errNoReplica is of writes that stand on one machine alone although there are
// replicas: a failover now would lose them.
var errNoReplica = errors.New("no replica has confirmed the write")

// replicas knows of each server whether replicas follow it, and has writes wait
// for one of them. See https://redis.io/docs/latest/commands/wait/: the
// risk that is left is that of two machines.
type replicas struct {
	// expected is how many replicas there are, up or down, of a server that was
	// started anew and is about to be superseded; nil: none takes over by itself.
	expected func(ctx context.Context) int

	mu    sync.Mutex
	nodes map[string]followed
}

// followed is what is known of a server.
type followed struct {
	run       string // its run id
	online    int    // its replicas
	readAt    time.Time
	aloneFrom time.Time // until then it may have replicas that are away
	// Until settled any of so many may take over, and not the one that has the
	// most: sentinels compare offsets that were counted before and after the start.
	settled time.Time
	heirs   int
}

// needs is how many replicas must have a write.
func (f followed) needs() int {
	switch now := time.Now(); {
	case now.Before(f.settled):
		return f.heirs
	case f.online > 0 || now.Before(f.aloneFrom):
		return 1
	default:
		return 0
	}
}

func newReplicas(expected func(ctx context.Context) int) *replicas {
	return &replicas{expected: expected, nodes: make(map[string]followed)}
}

// nameOf tells the servers of a cluster apart.
func nameOf(node redis.UniversalClient) string {
	if c, ok := node.(*redis.Client); ok {
		return c.Options().Addr
	}
	return ""
}

// of tells how many replicas follow a server, asking it where that is not known.
func (r *replicas) of(ctx context.Context, node redis.UniversalClient) (followed, error) {
	r.mu.Lock()
	known, ok := r.nodes[nameOf(node)]
	r.mu.Unlock()
	if ok {
		return known, nil
	}
	pipe := node.Pipeline()
	said := ask(ctx, pipe)
	if _, err := pipe.Exec(ctx); err != nil && !isReply(err) {
		return followed{}, err
	}
	return r.note(ctx, node, said), nil // one that does not say has none that we know of
}

// info is what a server says of itself, once the pipeline has been sent.
type info struct{ server, replication *redis.StringCmd }

func ask(ctx context.Context, pipe redis.Pipeliner) info {
	return info{pipe.Info(ctx, "server"), pipe.Info(ctx, "replication")}
}

func (r *replicas) note(ctx context.Context, node redis.UniversalClient, said info) followed {
	server, now := infoFields(said.server.Val()), time.Now()
	r.mu.Lock()
	f := r.nodes[nameOf(node)]
	r.mu.Unlock()
	if f.run != server["run_id"] {
		f = followed{run: server["run_id"]}
		up, _ := strconv.Atoi(server["uptime_in_seconds"])
		if left := aloneAfter - time.Duration(up)*time.Second; left > 0 && r.expected != nil {
			f.settled, f.heirs = now.Add(left), r.expected(ctx)
		}
	}
	f.online, f.readAt = onlineReplicas(infoFields(said.replication.Val())), now
	if f.online > 0 {
		f.aloneFrom = now.Add(aloneAfter)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.nodes[nameOf(node)] = f
	return f
}

// onlineReplicas counts the replicas that have all data and take what is new.
func onlineReplicas(info map[string]string) int {
	n := 0
	for key, value := range info {
		if strings.HasPrefix(key, "slave") && strings.Contains(value, "state=online") {
			n++
		}
	}
	return n
}

// queue adds to a pipeline of writes what makes sure of them; the function
// returned tells, after the pipeline, whether a replica has them.
func (r *replicas) queue(ctx context.Context, pipe redis.Pipeliner, node redis.UniversalClient, known followed, key string) func() error {
	var said info
	if time.Since(known.readAt) > replicasAge {
		said = ask(ctx, pipe)
	}
	var counted *redis.IntCmd
	var wait *redis.Cmd
	needed := known.needs()
	if needed > 0 {
		// WAIT counts from the last write of its connection, and a write that was
		// repeated, or of a failed attempt, may change nothing: so it follows one
		// that does.
		counted = pipe.Incr(ctx, waitedKey(key))
		wait = pipe.Do(ctx, "WAIT", needed, replicaWait.Milliseconds())
	}
	return func() error {
		if said.server != nil && said.server.Err() == nil && said.replication.Err() == nil {
			r.note(ctx, node, said)
		}
		if wait == nil {
			return nil
		}
		if err := counted.Err(); err != nil { // WAIT may have counted from an older write
			return err
		}
		n, err := wait.Int()
		if err == nil && n < needed {
			err = errNoReplica
		}
		return err
	}
}

// confirm makes sure of what was written on another connection.
func (r *replicas) confirm(ctx context.Context, node redis.UniversalClient, key string) error {
	known, err := r.of(ctx, node)
	if err != nil {
		return err
	}
	pipe := node.Pipeline()
	confirmed := r.queue(ctx, pipe, node, known, key)
	if pipe.Len() == 0 {
		return nil
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return err
	}
	return confirmed()
}
