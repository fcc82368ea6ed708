package redisstore_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// slackWaits is how long Slack waits for an answer. See
// https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response.
const slackWaits = 3 * time.Second

// trouble is one way in which a server takes no writes.
type trouble struct {
	name     string
	args     []string // of the server
	password string   // at first
	begin    func(t *testing.T, s *redistest.Server)
	end      func(t *testing.T, s *redistest.Server)
	words    string // what is said of it
}

// do runs a command on a server.
func do(args ...any) func(*testing.T, *redistest.Server) {
	return func(t *testing.T, s *redistest.Server) {
		t.Helper()
		s.Do(t, args...)
	}
}

var troubles = []trouble{
	{name: "killed", words: "it cannot be reached",
		begin: func(_ *testing.T, s *redistest.Server) { s.Kill() },
		end:   func(t *testing.T, s *redistest.Server) { s.Restart(t) }},
	{name: "frozen", words: "it does not answer",
		begin: func(t *testing.T, s *redistest.Server) { signalled(t, s.Freeze()) },
		end:   func(t *testing.T, s *redistest.Server) { signalled(t, s.Thaw()) }},
	{name: "read-only", words: "it is read-only",
		begin: do("REPLICAOF", "127.0.0.1", "1"), end: do("REPLICAOF", "NO", "ONE")},
	{name: "without replicas", words: "it has too few replicas",
		begin: do("CONFIG", "SET", "min-replicas-to-write", "1"), end: do("CONFIG", "SET", "min-replicas-to-write", "0")},
	{name: "full", words: "its memory is full",
		begin: do("CONFIG", "SET", "maxmemory", "1"), end: do("CONFIG", "SET", "maxmemory", "0")},
	{name: "password changed", words: "it asks for a password",
		begin: func(t *testing.T, s *redistest.Server) { s.SetPassword(t, "new") },
		end:   func(t *testing.T, s *redistest.Server) { s.SetPassword(t, "") }},
	{name: "password changed for another", words: "it refuses the password", password: "old",
		begin: func(t *testing.T, s *redistest.Server) { s.SetPassword(t, "new") },
		end:   func(t *testing.T, s *redistest.Server) { s.SetPassword(t, "old") }},
	{name: "disk", words: "it cannot write to its disk",
		// A directory that is gone; stop-writes-on-bgsave-error is the default.
		args: []string{"--save", "3600 1", "--enable-protected-configs", "yes"}, begin: loseDirectory, end: findDirectory},
	{name: "loading", words: "it is still loading its data",
		// Loading pauses for 50 microseconds a command, and Redis answers after
		// every 1,024 of them.
		args: []string{"--key-load-delay", "50"}, begin: loadForLong,
		end: func(t *testing.T, s *redistest.Server) {
			eventually(t, "loaded", func() bool { return strings.Contains(s.Do(t, "INFO", "persistence"), "loading:0") })
		}},
}

func signalled(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func loseDirectory(t *testing.T, s *redistest.Server) {
	dir := filepath.Join(t.TempDir(), "gone")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s.Do(t, "CONFIG", "SET", "dir", dir)
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	s.Do(t, "BGSAVE")
	eventually(t, "a failed save", func() bool { return strings.Contains(s.Do(t, "INFO", "persistence"), "rdb_last_bgsave_status:err") })
}

func findDirectory(t *testing.T, s *redistest.Server) {
	s.Do(t, "CONFIG", "SET", "dir", t.TempDir())
	s.Do(t, "BGSAVE")
	eventually(t, "a save", func() bool { return strings.Contains(s.Do(t, "INFO", "persistence"), "rdb_last_bgsave_status:ok") })
}

func loadForLong(t *testing.T, s *redistest.Server) {
	const commands = 40000 // more than two calls wait for
	s.Do(t, "CONFIG", "SET", "appendfsync", "no")
	s.Do(t, "EVAL", "for i = 1, ARGV[1] do redis.call('SET', 'filler', i) end return 1", 0, commands)
	s.Launch(t)
	eventually(t, "loading", func() bool { return strings.Contains(s.TryInfo("persistence"), "loading:1") })
}

// While a server is in trouble, a write fails before Slack has lost patience
// and says why; when the trouble is over, writes succeed again by themselves.
func TestTrouble(t *testing.T) {
	for _, tt := range troubles {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := redistest.Start(t, tt.args...)
			server.SetPassword(t, tt.password)
			s := open(t, redisstore.Target{URL: server.URL()})
			post(t, s, thread)
			if err := s.Ready(t.Context()); err != nil {
				t.Fatalf("before: %v", err)
			}
			tt.begin(t, server)
			begun := time.Now()
			_, err := s.SaveReply(t.Context(), numbered(0))
			tt.wantTrouble(t, "SaveReply", begun, err)
			begun = time.Now()
			tt.wantTrouble(t, "Ready", begun, s.Ready(t.Context()))
			tt.end(t, server)
			eventually(t, "ready", func() bool { return s.Ready(t.Context()) == nil })
			saveInTheEnd(t, s, numbered(0))
			wantNumbered(t, s, 1)
		})
	}
}

func (tt trouble) wantTrouble(t *testing.T, what string, begun time.Time, err error) {
	t.Helper()
	if took := time.Since(begun); took > slackWaits {
		t.Errorf("%s took %v", what, took)
	}
	if flows.CodeOf(err) != flows.CodeStoreDown || !strings.Contains(err.Error(), tt.words) {
		t.Errorf("%s gave %v, want the store down and %q", what, err, tt.words)
	}
}
