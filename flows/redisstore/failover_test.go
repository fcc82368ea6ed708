package redisstore_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// A failover in the middle of writes: every write that was not refused is there
// afterwards, once, whatever became of the old master.
func TestFailover(t *testing.T) {
	for _, tt := range []struct {
		name       string
		start      func(t *testing.T) (*redistest.Sentinel, redisstore.Target)
		lose, back func(t *testing.T, s *redistest.Server)
	}{
		// Passwords hold for the sentinels, for the new master, and for the old one.
		{"killed, with passwords", startGuarded, func(_ *testing.T, s *redistest.Server) { s.Kill() }, restarted},
		// Frozen, it still believes that it is the master when it comes back.
		{"frozen", startUnguarded, func(t *testing.T, s *redistest.Server) { signalled(t, s.Freeze()) }, thawed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sentinel, target := tt.start(t)
			s := open(t, target)
			post(t, s, thread)
			w := write(t, s, 0)
			w.until(t, 20)
			old := sentinel.Master(t)
			tt.lose(t, old)
			sentinel.Elected(t, old)
			w.until(t, 20) // by the new master
			tt.back(t, old)
			w.until(t, 20)
			w.stop()
			wantNumbered(t, s, w.saved())
		})
	}
}

func restarted(t *testing.T, s *redistest.Server) { s.Restart(t) }

func thawed(t *testing.T, s *redistest.Server) { signalled(t, s.Thaw()) }

// A master that was a replica before is the master still when it is back before
// anybody has missed it.
func TestPromotedMasterIsStartedAnew(t *testing.T) {
	t.Parallel()
	sentinel := redistest.StartSentinel(t)
	s := open(t, sentinelTarget(sentinel))
	post(t, s, thread)
	old := sentinel.Master(t)
	old.Kill()
	promoted := sentinel.Elected(t, old)
	old.Restart(t)
	sentinel.Whole(t)
	promoted.Kill()
	promoted.Restart(t)
	sentinel.Whole(t)
	saveInTheEnd(t, s, numbered(0))
}

// The sentinel that the store listens to may be on the machine that is lost.
func TestFailoverWithItsSentinel(t *testing.T) {
	sentinel := redistest.StartSentinel(t)
	s := open(t, sentinelTarget(sentinel))
	post(t, s, thread)
	old := sentinel.Master(t)
	watcher := listenedTo(t, sentinel)
	signalled(t, watcher.Freeze())
	signalled(t, old.Freeze())
	sentinel.Elected(t, old)
	saveInTheEnd(t, s, numbered(0))
	// Reads have connections of their own.
	eventually(t, "ready", func() bool { return s.Ready(t.Context()) == nil })
	wantNumbered(t, s, 1)
}

// listenedTo is the sentinel that the store has subscribed to.
func listenedTo(t *testing.T, s *redistest.Sentinel) *redistest.Server {
	t.Helper()
	for _, w := range s.Watchers {
		if strings.Contains(w.Do(t, "CLIENT", "LIST"), " sub=2 ") {
			return w
		}
	}
	t.Fatal("the store listens to no sentinel")
	return nil
}

// Replicas may lag: only the master is read from.
func TestReadsGoToTheMaster(t *testing.T) {
	sentinel := redistest.StartSentinel(t)
	s := open(t, sentinelTarget(sentinel))
	post(t, s, thread)
	saveInTheEnd(t, s, numbered(0))
	for range 20 {
		wantNumbered(t, s, 1)
	}
	master := sentinel.Master(t)
	for _, n := range sentinel.Nodes {
		asked := strings.Contains(n.TryInfo("commandstats"), "cmdstat_hgetall")
		if asked != (n == master) {
			t.Errorf("node %s was read from: %v; the master is %s", n.Addr, asked, master.Addr)
		}
	}
}

// writing stores numbered replies one after the other.
type writing struct {
	next atomic.Int64
	end  context.CancelFunc
	work sync.WaitGroup
}

// write begins to write, with several writers, where so many replies are stored.
func write(t *testing.T, s *redisstore.Store, stored int) *writing {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	w := &writing{end: cancel}
	w.next.Store(int64(stored))
	t.Cleanup(w.stop)
	const writers = 4
	for range writers {
		w.work.Go(func() {
			for ctx.Err() == nil {
				saveInTheEnd(t, s, numbered(int(w.next.Add(1)-1)))
			}
		})
	}
	return w
}

// until waits for so many more writes to begin, each after one that succeeded.
func (w *writing) until(t *testing.T, more int64) {
	t.Helper()
	from := w.next.Load()
	eventually(t, "writes", func() bool { return w.next.Load() >= from+more })
}

// stop ends the writers.
func (w *writing) stop() {
	w.end()
	w.work.Wait()
}

// saved is how many replies were stored, once the writers have ended.
func (w *writing) saved() int { return int(w.next.Load()) }
