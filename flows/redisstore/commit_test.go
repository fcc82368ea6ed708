package redisstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

func openCommits(t *testing.T) (*commits, *redistest.Server) {
	t.Helper()
	server := redistest.Start(t)
	client, err := connect(Target{URL: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	c := newCommits(client, newReplicas(nil), 0)
	t.Cleanup(func() {
		c.close()
		if err := client.Close(); err != nil {
			t.Error(err)
		}
	})
	return c, server
}

// echo stores a value under a key of its own and returns it.
func echo(n int) *write {
	script := redis.NewScript("redis.call('SET', KEYS[1], ARGV[1]) return ARGV[1]")
	key := fmt.Sprint("k", n)
	return &write{key: key, queue: func(ctx context.Context, p redis.Pipeliner, whole bool) *redis.Cmd {
		if whole {
			return script.Eval(ctx, p, []string{key}, n)
		}
		return script.EvalSha(ctx, p, []string{key}, n)
	}}
}

// Of many writes in one group each gets its own answer, also when the server
// forgets the scripts meanwhile.
func TestEachWriterGetsItsOwnAnswer(t *testing.T) {
	t.Parallel()
	c, server := openCommits(t)
	var writers sync.WaitGroup
	for n := range 3 * groupSize {
		if n%groupSize == 0 {
			server.Do(t, "SCRIPT", "FLUSH")
		}
		writers.Go(func() {
			if got, err := c.do(t.Context(), echo(n)); err != nil || got != strconv.Itoa(n) {
				t.Errorf("the answer to %d is %v, %v", n, got, err)
			}
		})
		if n%2 == 0 {
			continue
		}
		writers.Go(func() { // a wrong one among them spoils no other
			_, err := c.do(t.Context(), &write{key: "list", queue: func(ctx context.Context, p redis.Pipeliner, _ bool) *redis.Cmd {
				return p.Do(ctx, "NO-SUCH-COMMAND")
			}})
			if !isReply(err) {
				t.Errorf("a wrong command gave %v", err)
			}
		})
	}
	writers.Wait()
}

// Writers of a frozen server leave in time, whatever time they have, and leave
// nothing behind.
func TestWritersLeaveAFrozenServer(t *testing.T) {
	t.Parallel()
	c, server := openCommits(t)
	if _, err := c.do(t.Context(), echo(0)); err != nil {
		t.Fatal(err)
	}
	if err := server.Freeze(); err != nil {
		t.Fatal(err)
	}
	ended := errors.New("its writer has gone")
	var writers sync.WaitGroup
	for n := range 3 * flights * groupSize {
		writers.Go(func() {
			if n%2 == 0 {
				// Its own time ends, or that of the group that it is in.
				_, err := c.do(t.Context(), echo(n))
				if !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, os.ErrDeadlineExceeded) {
					t.Errorf("a writer without a deadline gave %v", err)
				}
				return
			}
			ctx, cancel := context.WithTimeoutCause(t.Context(), 100*time.Millisecond, ended)
			defer cancel()
			if _, err := c.do(ctx, echo(n)); !errors.Is(err, ended) {
				t.Errorf("a writer whose time had ended gave %v", err)
			}
		})
	}
	writers.Wait()
	c.mu.Lock()
	left := len(c.waiting)
	c.mu.Unlock()
	if left > 0 {
		t.Errorf("%d writes are left", left)
	}
	if err := server.Thaw(); err != nil {
		t.Fatal(err)
	}
	if got, err := c.do(t.Context(), echo(1)); err != nil || got != "1" {
		t.Errorf("afterwards: %v, %v", got, err)
	}
}

// Closing waits for what is on its way: its writer has gone, and it is stored.
func TestCloseWaitsForWhatIsOnItsWay(t *testing.T) {
	t.Parallel()
	c, server := openCommits(t)
	entered, goOn := make(chan struct{}), make(chan struct{})
	w := echo(7)
	queue := w.queue
	w.queue = func(ctx context.Context, p redis.Pipeliner, _ bool) *redis.Cmd {
		close(entered)
		<-goOn
		return queue(ctx, p, true)
	}
	ctx, leave := context.WithCancel(t.Context())
	var writer sync.WaitGroup
	writer.Go(func() { _, _ = c.do(ctx, w) })
	<-entered
	leave()
	writer.Wait()
	closed := make(chan struct{})
	go func() {
		c.close()
		close(closed)
	}()
	select {
	case <-closed:
		t.Error("closed with a write on its way")
	default:
	}
	close(goOn)
	<-closed
	if got := server.Do(t, "GET", "k7"); got != "7" {
		t.Errorf("what was on its way is stored as %q", got)
	}
}
