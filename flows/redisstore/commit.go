package redisstore

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// Writes are committed in groups: those that wait at the same time go to the
// store in one round trip, which under appendfsync always is one fsync, and
// where there are replicas one wait for them. A write that comes alone goes at
// once.

const (
	// flights is how many groups are on their way at once: the store works on
	// one while the next is written.
	flights = 2
	// groupSize bounds a group, so that it is done well before callTimeout.
	groupSize = 128
)

// write is one command or script, of one slot, that somebody waits for. Every
// write changes nothing more when it is repeated.
type write struct {
	key string // of the slot
	// queue adds it to a pipeline; whole: a script with its source, for a
	// server that does not know it.
	queue  func(ctx context.Context, p redis.Pipeliner, whole bool) *redis.Cmd
	done   chan struct{}
	result any
	err    error
}

// commits gathers writes, and sends them in groups.
type commits struct {
	client   redis.UniversalClient
	replicas *replicas
	patience time.Duration // for one group
	lapse    lapse

	mu       sync.Mutex
	waiting  []*write
	inFlight int
	closed   bool
	flying   sync.WaitGroup
}

func newCommits(client redis.UniversalClient, replicas *replicas, patience time.Duration) *commits {
	return &commits{client: client, replicas: replicas, patience: max(callTimeout, patience)}
}

// close lets nothing more be committed, and returns when nothing is on its way
// any more.
func (c *commits) close() {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	c.flying.Wait()
}

// do has a write committed, within the patience: it may have to wait behind
// groups that a server does not answer. When that or ctx ends first, it may be
// committed or not.
func (c *commits) do(ctx context.Context, w *write) (any, error) {
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	w.done = make(chan struct{})
	c.mu.Lock()
	if c.closed { // by a process that stops with requests in hand
		c.mu.Unlock()
		return nil, redis.ErrClosed
	}
	c.waiting = append(c.waiting, w)
	if c.inFlight < flights {
		c.inFlight++
		c.flying.Go(c.fly)
	}
	c.mu.Unlock()
	select {
	case <-w.done:
		return w.result, w.err
	case <-ctx.Done():
		c.leave(w)
		return nil, context.Cause(ctx)
	}
}

// leave takes a write back that nobody waits for, if it is not on its way: while
// the store is away they would pile up.
func (c *commits) leave(w *write) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting = slices.DeleteFunc(c.waiting, func(o *write) bool { return o == w })
}

// fly sends groups until nothing waits.
func (c *commits) fly() {
	for {
		c.mu.Lock()
		group := slices.Clone(c.waiting[:min(len(c.waiting), groupSize)])
		c.waiting = slices.Delete(c.waiting, 0, len(group))
		if len(group) == 0 {
			c.inFlight--
			c.mu.Unlock()
			return
		}
		c.mu.Unlock()
		// The writers' contexts bound how long they wait; what is on its way for
		// others goes on.
		ctx, cancel := context.WithTimeout(context.Background(), c.patience)
		c.commit(ctx, group)
		cancel()
		for _, w := range group {
			close(w.done)
		}
	}
}

// commit sends a group to the servers that have its slots.
func (c *commits) commit(ctx context.Context, group []*write) {
	if group = c.lapse.refuse(group); len(group) == 0 {
		return
	}
	cluster, ok := c.client.(*redis.ClusterClient)
	if !ok {
		c.send(ctx, c.client, group)
		return
	}
	nodes := make(map[*redis.Client][]*write)
	for _, w := range group {
		node, err := cluster.MasterForKey(ctx, w.key)
		if err != nil {
			w.err = err
			continue
		}
		nodes[node] = append(nodes[node], w)
	}
	var wg sync.WaitGroup
	for node, part := range nodes {
		wg.Go(func() {
			c.send(ctx, node, part)
			for _, w := range part {
				c.follow(ctx, cluster, w)
			}
			if slices.ContainsFunc(part, func(w *write) bool { return w.err != nil && !isReply(w.err) }) {
				// A replica may have taken over from the node: the client, which was
				// not asked, has not seen that it is lost.
				cluster.ReloadState(ctx)
			}
		})
	}
	wg.Wait()
}

// send commits writes on one server.
func (c *commits) send(ctx context.Context, node redis.UniversalClient, group []*write) {
	c.exec(ctx, node, group, false)
	var unknown []*write
	for _, w := range group {
		if redis.HasErrorPrefix(w.err, "NOSCRIPT") {
			unknown = append(unknown, w)
		}
	}
	if len(unknown) > 0 {
		c.exec(ctx, node, unknown, true)
	}
}

// exec is one round trip.
func (c *commits) exec(ctx context.Context, node redis.UniversalClient, group []*write, whole bool) {
	known, err := c.replicas.of(ctx, node)
	if err != nil {
		fail(group, err)
		return
	}
	pipe := node.Pipeline()
	commands := make([]*redis.Cmd, len(group))
	for i, w := range group {
		commands[i] = w.queue(ctx, pipe, whole)
	}
	confirm := c.replicas.queue(ctx, pipe, node, known, group[0].key)
	_, failed := pipe.Exec(ctx)
	for i, w := range group {
		w.result, w.err = commands[i].Result()
		// The connection broke before the whole group was there, or the server
		// refused it (WRONGPASS): go-redis says that of the pipeline alone, and
		// its commands then have neither result nor error.
		if w.err == nil && failed != nil && (w.result == nil || !isReply(failed)) {
			w.err = failed
		}
	}
	if err := confirm(); err != nil {
		fail(group, err)
	}
}

// fail gives the writes that succeeded an error: they may be lost yet.
func fail(group []*write, err error) {
	for _, w := range group {
		if w.err == nil {
			w.err = err
		}
	}
}

// isReply reports whether an error is what the server answered to one command.
func isReply(err error) bool {
	var answer redis.Error
	return errors.As(err, &answer)
}

// follow commits a write again whose slot is elsewhere by now, or on its way:
// the cluster client goes where the servers send it.
func (c *commits) follow(ctx context.Context, cluster *redis.ClusterClient, w *write) {
	if w.err == nil || !isReply(w.err) || !moved(w.err) {
		return
	}
	pipe := cluster.Pipeline()
	command := w.queue(ctx, pipe, true)
	_, _ = pipe.Exec(ctx)
	if w.result, w.err = command.Result(); w.err != nil {
		return
	}
	node, err := cluster.MasterForKey(ctx, w.key)
	if err == nil {
		err = c.replicas.confirm(ctx, node, w.key)
	}
	w.err = err
}

func moved(err error) bool {
	for _, word := range []string{"MOVED ", "ASK ", "TRYAGAIN", "CLUSTERDOWN", "READONLY"} {
		if strings.HasPrefix(err.Error(), word) {
			return true
		}
	}
	return false
}
