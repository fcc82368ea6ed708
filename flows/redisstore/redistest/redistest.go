// Package redistest starts real Redis servers for tests, each on a free port
// with its data in the test's directory, and ends them with the test.
package redistest

import (
	"context"
	"fmt"
	"net"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// Server is a server that a test started.
type Server struct {
	Addr  string
	args  []string
	cmd   *exec.Cmd
	ended chan struct{} // closed when the process is gone
}

// URL is the server's address as REDIS_URL has it.
func (s *Server) URL() string { return "redis://" + s.Addr + "/0" }

// Start starts a server with fsync always. A test without one fails: it is
// never skipped.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	for range 5 {
		if s := start(t, args); s.answers(t) {
			return s
		}
	}
	t.Fatal("redis-server: no free port found in five tries")
	return nil
}

// start starts a server on a port that was free a moment ago.
func start(t testing.TB, args []string) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().(*net.TCPAddr)
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	args = append([]string{"--port", fmt.Sprint(addr.Port), "--bind", "127.0.0.1", "--dir", t.TempDir(),
		"--appendonly", "yes", "--appendfsync", "always", "--save", ""}, args...)
	s := &Server{Addr: addr.String(), args: args}
	s.launch(t)
	t.Cleanup(s.Kill)
	return s
}

func (s *Server) launch(t testing.TB) {
	t.Helper()
	cmd, ended := exec.Command("redis-server", s.args...), make(chan struct{})
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		t.Fatalf("redis-server: %v (install it: apt-get install redis-server)", err)
	}
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
	s.cmd, s.ended = cmd, ended
}

// Kill is kill -9; the data stays on disk.
func (s *Server) Kill() {
	_ = s.cmd.Process.Signal(syscall.SIGCONT)
	_ = s.cmd.Process.Kill() // it may be gone
	<-s.ended
}

// Restart starts the server anew, on the same port and data.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	s.Kill()
	s.launch(t)
	if !s.answers(t) {
		t.Fatal("redis-server does not come back")
	}
}

// StartCluster starts one server in cluster mode that has all slots: it
// refuses any command or script that touches two of them.
func StartCluster(t testing.TB) *Server {
	t.Helper()
	s := Start(t, "--cluster-enabled", "yes")
	c := redis.NewClient(&redis.Options{Addr: s.Addr})
	defer c.Close()
	ctx := context.Background()
	if err := c.ClusterAddSlotsRange(ctx, 0, 16383).Err(); err != nil {
		t.Fatal(err)
	}
	until(t, "the cluster is ready", func() bool {
		return c.Set(ctx, "samrad:test", "1", 0).Err() == nil && c.Del(ctx, "samrad:test").Err() == nil
	})
	return s
}

// Freeze stops the server's process until Thaw: it neither answers nor closes
// its connections.
func (s *Server) Freeze() error { return s.cmd.Process.Signal(syscall.SIGSTOP) }

// Thaw lets it go on.
func (s *Server) Thaw() error { return s.cmd.Process.Signal(syscall.SIGCONT) }

// answers waits until the server answers, and tells whether it is this one:
// another process may have taken the port meanwhile.
func (s *Server) answers(t testing.TB) bool {
	t.Helper()
	c := redis.NewClient(&redis.Options{Addr: s.Addr, MaxRetries: -1})
	defer c.Close()
	info, ended := "", false
	until(t, "redis-server answers", func() bool {
		select {
		case <-s.ended:
			ended = true
			return true
		default:
		}
		var err error
		info, err = c.Info(context.Background(), "server").Result()
		return err == nil
	})
	return !ended && strings.Contains(info, fmt.Sprintf("process_id:%d\r\n", s.cmd.Process.Pid))
}

func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("timed out: %s", what)
		}
		<-time.After(10 * time.Millisecond)
	}
}
