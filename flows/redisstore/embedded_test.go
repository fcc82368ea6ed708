package redisstore

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func embedded(t *testing.T, dir string) *Embedded {
	t.Helper()
	e, err := StartEmbedded(t.Context(), dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func closed(t *testing.T, e *Embedded) {
	t.Helper()
	if err := e.Close(); err != nil {
		t.Error(err)
	}
}

// serverPID is the process behind a socket, 0 where none answers.
func serverPID(t *testing.T, socket string) int {
	t.Helper()
	c := oneCall(socket)
	defer c.Close()
	info, err := c.Info(t.Context(), "server").Result()
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(info, "process_id:")
	id, _, _ := strings.Cut(rest, "\r\n")
	pid, err := strconv.Atoi(id)
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

func signal(t *testing.T, pid int, s syscall.Signal) {
	t.Helper()
	if pid == 0 {
		t.Fatal("no server answers")
	}
	if err := syscall.Kill(pid, s); err != nil {
		t.Fatal(err)
	}
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-ctx.Done():
			t.Fatalf("timed out: %s", what)
		case <-tick.C:
		}
	}
}

// Processes share the server of a directory; the last one out stops it.
func TestEmbeddedShared(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, second := embedded(t, dir), embedded(t, dir)
	if a, b := serverPID(t, first.Socket()), serverPID(t, second.Socket()); a == 0 || a != b {
		t.Errorf("servers %d and %d", a, b)
	}
	closed(t, first)
	if serverPID(t, second.Socket()) == 0 {
		t.Error("the server ended with the first of its two users")
	}
	closed(t, second)
	if pid := serverPID(t, second.Socket()); pid != 0 {
		t.Errorf("server %d is left", pid)
	}
}

// A server that is killed is started anew, with what it had.
func TestEmbeddedKilled(t *testing.T) {
	t.Parallel()
	e := embedded(t, t.TempDir())
	c := oneCall(e.Socket())
	defer c.Close()
	if err := c.Set(t.Context(), "samrad:test", "kept", 0).Err(); err != nil {
		t.Fatal(err)
	}
	killed := serverPID(t, e.Socket())
	signal(t, killed, syscall.SIGKILL)
	until(t, "another server answers", func() bool {
		pid := serverPID(t, e.Socket())
		return pid != 0 && pid != killed
	})
	if got := c.Get(t.Context(), "samrad:test").Val(); got != "kept" {
		t.Errorf("read %q", got)
	}
	closed(t, e)
}

// A server that is gone keeps nobody from leaving.
func TestEmbeddedCloseAfterKill(t *testing.T) {
	t.Parallel()
	e := embedded(t, t.TempDir())
	e.stopKeeping()
	e.keeping.Wait()
	signal(t, serverPID(t, e.Socket()), syscall.SIGKILL)
	until(t, "the server is gone", func() bool { return probe(t.Context(), e.Socket()) == stateDead })
	began := time.Now()
	closed(t, e)
	if took := time.Since(began); took > startDeadline/2 {
		t.Errorf("took %s", took)
	}
}

// A server that is frozen is there: a second one on its files would spoil them.
func TestEmbeddedFrozen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e := embedded(t, dir)
	pid := serverPID(t, e.Socket())
	signal(t, pid, syscall.SIGSTOP)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if other, err := StartEmbedded(ctx, dir, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("started beside a frozen server")
		closed(t, other)
	}
	signal(t, pid, syscall.SIGCONT)
	until(t, "it answers again", func() bool { return serverPID(t, e.Socket()) == pid })
	closed(t, e)
}

// A directory whose path is too long for a socket gets one elsewhere.
func TestEmbeddedLongPath(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), strings.Repeat("long", 30))
	e := embedded(t, dir)
	if len(e.Socket()) > maxSocketPath || strings.HasPrefix(e.Socket(), dir) {
		t.Errorf("socket at %s (%d bytes)", e.Socket(), len(e.Socket()))
	}
	same := embedded(t, dir)
	if same.Socket() != e.Socket() {
		t.Error(fmt.Sprint("another socket for the same directory: ", same.Socket()))
	}
	closed(t, same)
	closed(t, e)
}
