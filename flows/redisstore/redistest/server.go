package redistest

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Server is a process that a test started.
type Server struct {
	Addr     string
	args     []string
	password string
	cmd      *exec.Cmd
	ended    chan struct{} // closed when the process is gone
}

// URL is the server's address as REDIS_URL has it.
func (s *Server) URL() string {
	u := url.URL{Scheme: scheme(s.args), Host: s.Addr, Path: "/0"}
	if s.password != "" {
		u.User = url.UserPassword("", s.password)
	}
	return u.String()
}

// start starts a process on a port that was free a moment ago, and waits until
// it answers.
func start(t testing.TB, args func(port string) []string) *Server {
	t.Helper()
	for range 5 {
		port := freePort(t)
		s := &Server{Addr: net.JoinHostPort("127.0.0.1", port), args: args(port)}
		s.launch(t)
		t.Cleanup(s.Kill)
		if s.answers(t) {
			return s
		}
	}
	t.Fatal("redis-server: no free port found in five tries")
	return nil
}

func freePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	return port
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
	s.cmd, s.ended, s.password = cmd, ended, argument(s.args, passwordArg)
}

// Kill is kill -9 of the server and of the child that writes a snapshot for it,
// which would go on writing; the data stays on disk.
func (s *Server) Kill() {
	select {
	case <-s.ended: // its number may be another's by now
		return
	default:
	}
	group := -s.cmd.Process.Pid // it has a session of its own
	_ = syscall.Kill(group, syscall.SIGKILL)
	<-s.ended
	for range 1000 { // a child that nobody has waited for yet counts too
		if syscall.Kill(group, 0) != nil {
			return
		}
		<-time.After(time.Millisecond)
	}
}

// Restart starts the server anew, on the same port and data.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	s.Launch(t)
	if !s.answers(t) {
		t.Fatal("redis-server does not come back")
	}
}

// Launch is Restart that does not wait until the server answers, nor until it
// has loaded its data.
func (s *Server) Launch(t testing.TB) {
	t.Helper()
	s.Kill()
	s.launch(t)
}

// Freeze stops the server's process until Thaw: it neither answers nor closes
// its connections.
func (s *Server) Freeze() error { return s.cmd.Process.Signal(syscall.SIGSTOP) }

// Thaw lets it go on.
func (s *Server) Thaw() error { return s.cmd.Process.Signal(syscall.SIGCONT) }

// SetPassword has the server ask for a password, and ends the connections that
// know another one. An empty one takes it away.
func (s *Server) SetPassword(t testing.TB, password string) {
	t.Helper()
	s.Do(t, "CONFIG", "SET", "requirepass", password)
	s.password = password
	s.Do(t, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
}

// Do runs a command on the server itself, and returns its answer as text.
func (s *Server) Do(t testing.TB, args ...any) string {
	t.Helper()
	c := s.dial()
	defer c.Close()
	v, err := c.Do(t.Context(), args...).Result()
	if err != nil {
		t.Fatalf("%v on %s: %v", args, s.Addr, err)
	}
	return fmt.Sprint(v)
}

// TryInfo is a section of INFO, empty while the server does not answer.
func (s *Server) TryInfo(section string) string {
	c := s.dial()
	defer c.Close()
	info, _ := c.Info(context.Background(), section).Result()
	return info
}

// answers waits until the server answers, and tells whether it is this one:
// another process may have taken the port meanwhile.
func (s *Server) answers(t testing.TB) bool {
	t.Helper()
	info, ended := "", false
	until(t, "redis-server answers", func() bool {
		select {
		case <-s.ended:
			ended = true
			return true
		default:
		}
		info = s.TryInfo("server")
		return info != ""
	})
	return !ended && strings.Contains(info, fmt.Sprintf("process_id:%d\r\n", s.cmd.Process.Pid))
}
