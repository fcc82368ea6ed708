// Package redistest starts real Redis processes for tests, each on a free port
// with its data in the test's directory, and ends them with the test: one
// server (Start), one that refuses what a cluster would (StartCluster), a
// cluster of several (StartNodes), or a master with replicas and the sentinels
// that watch them (StartSentinel). Arguments that Password and TLS give have them
// ask for passwords, and speak TLS.
package redistest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
)

// Servers that are not there yet, or no more, are no news here.
func init() { logging.Disable() }

// Start starts a server with fsync always. A test without one fails: it is
// never skipped.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	return start(t, func(port string) []string { return dataArgs(t, port, "", args...) })
}

// dataArgs make a server that keeps data, which args may have it do otherwise.
// settings begin its file.
func dataArgs(t testing.TB, port, settings string, args ...string) []string {
	t.Helper()
	return slices.Concat([]string{configFile(t, settings)}, portArgs(port, args), []string{"--bind", "127.0.0.1", "--dir", t.TempDir(),
		"--appendonly", "yes", "--appendfsync", "always", "--save", ""}, args)
}

// configFile is the file of a server or a sentinel, which it rewrites: whom it
// follows, or what it learns, it knows when it is started anew.
func configFile(t testing.TB, settings string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "redis.conf")
	if err := os.WriteFile(path, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// dial makes a client that tries once: what waits tries again itself.
func (s *Server) dial() *redis.Client { return redis.NewClient(s.options()) }

func (s *Server) options() *redis.Options {
	return &redis.Options{Addr: s.Addr, Password: s.password, TLSConfig: trusting(s.args), MaxRetries: -1, ContextTimeoutEnabled: true,
		DialTimeout: time.Second, ReadTimeout: time.Second, DialerRetries: 1}
}

// patience bounds how long something may take on a loaded machine.
const patience = 30 * time.Second

func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("timed out: %s", what)
		}
		<-time.After(10 * time.Millisecond)
	}
}
