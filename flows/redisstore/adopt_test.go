package redisstore

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/samrad/samrad/flows"
)

// A server that a killed bot left, and whose directory was moved, removed or
// replaced since, is not taken for the store of the path.
func TestEmbeddedReplaced(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		dir  string
		away func(dir, old string) error
		gone bool
	}{
		{name: "moved, its socket brought back", dir: "store", away: func(dir, old string) error {
			return errors.Join(os.Rename(dir, old), os.Mkdir(dir, 0o700),
				os.Rename(filepath.Join(old, "redis.sock"), filepath.Join(dir, "redis.sock")))
		}},
		{name: "moved, with its socket elsewhere", dir: strings.Repeat("long", 30), away: os.Rename},
		{name: "copied back", dir: strings.Repeat("copy", 30), away: func(dir, old string) error {
			return errors.Join(os.Rename(dir, old), os.CopyFS(dir, os.DirFS(old)))
		}},
		{name: "removed", dir: strings.Repeat("gone", 30), away: func(dir, _ string) error { return os.RemoveAll(dir) }, gone: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			home, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			dir, old := filepath.Join(home, tt.dir), filepath.Join(home, "old")
			pid := orphaned(t, dir)
			if err := tt.away(dir, old); err != nil {
				t.Fatal(err)
			}
			e, err := StartEmbedded(t.Context(), dir, slog.New(slog.DiscardHandler))
			if err == nil {
				closed(t, e)
				t.Fatal("adopted")
			}
			where := "keeps its data in " + old + ","
			if tt.gone {
				where = "keeps its data in a directory that is gone,"
			}
			if !strings.Contains(err.Error(), where) || !strings.Contains(flows.HintOf(err), fmt.Sprintf("kill %d,", pid)) {
				t.Errorf("refused with %v (%s), want %q and the process %d", err, flows.HintOf(err), where, pid)
			}
			// What the line says mends it.
			signal(t, pid, syscall.SIGTERM)
			until(t, "the old server has ended", func() bool { return errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) })
			closed(t, embedded(t, dir))
			if _, err := os.Stat(filepath.Join(dir, "appendonlydir")); errors.Is(err, fs.ErrNotExist) {
				t.Error("no store of its own was made")
			}
		})
	}
}

// orphaned starts the server of a directory and leaves it as kill -9 of its
// only user does.
func orphaned(t *testing.T, dir string) int {
	t.Helper()
	e := embedded(t, dir)
	e.stopKeeping()
	e.keeping.Wait()
	if err := e.lock.Close(); err != nil {
		t.Fatal(err)
	}
	pid := serverPID(t, e.Socket())
	t.Cleanup(func() { _ = syscall.Kill(pid, syscall.SIGKILL) })
	return pid
}
