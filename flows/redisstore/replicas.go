package redisstore

import (
	"context"
	"errors"
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
)

// errNoReplica is of writes that stand on one machine alone although there are
// replicas: a failover now would lose them.
var errNoReplica = errors.New("no replica has confirmed the write")

// replicas knows of each server how many replicas follow it, and has writes
// wait for one of them. See https://redis.io/docs/latest/commands/wait/: the
// risk that is left is that of two machines.
type replicas struct {
	mu    sync.Mutex
	nodes map[string]followed
}

// followed is what a server said of itself.
type followed struct {
	online int
	readAt time.Time
}

func newReplicas() *replicas { return &replicas{nodes: make(map[string]followed)} }

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
	info, err := node.Info(ctx, "replication").Result()
	if err != nil && !isReply(err) {
		return followed{}, err
	}
	return r.note(node, info), nil // one that does not say has none that we know of
}

func (r *replicas) note(node redis.UniversalClient, info string) followed {
	f := followed{online: onlineReplicas(infoFields(info)), readAt: time.Now()}
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
	var info *redis.StringCmd
	if time.Since(known.readAt) > replicasAge {
		info = pipe.Info(ctx, "replication")
	}
	var wait *redis.Cmd
	if known.online > 0 {
		// WAIT counts from the last write of its connection, and a write that was
		// repeated, or of a failed attempt, may change nothing: so it follows one
		// that does.
		pipe.Incr(ctx, waitedKey(key))
		wait = pipe.Do(ctx, "WAIT", 1, replicaWait.Milliseconds())
	}
	return func() error {
		if info != nil && info.Err() == nil {
			r.note(node, info.Val())
		}
		if wait == nil {
			return nil
		}
		n, err := wait.Int()
		if err == nil && n < 1 {
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
