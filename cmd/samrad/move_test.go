package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// TestMoveKilled ends a move with kill -9 at several moments. Each time the old
// store is whole, and serves again when the lease of the killed one has ended;
// the new one is not taken for whole. Run again, the move ends, and what is
// exported and compiled is the same, byte for byte.
func TestMoveKilled(t *testing.T) {
	t.Parallel()
	from, to := redistest.Start(t), redistest.Start(t)
	c := cli{t: t, dir: t.TempDir(), env: []string{"REDIS_URL=" + from.URL(), "SAMRAD_MOVE_TO=" + to.URL()}}
	c.write("samrad.yaml", soundConfig)
	c.write("rows.jsonl", manyRows(1500))
	c.must("import", "m1", "rows.jsonl")
	export, digest := c.must("export", "m1"), c.must("digest", "m1", "--format", "json")
	source := redis.NewClient(&redis.Options{Addr: from.Addr})
	defer source.Close()
	target := redis.NewClient(&redis.Options{Addr: to.Addr})
	defer target.Close()
	for _, keys := range []int64{1, 50, 300, 700} {
		c.killMoveAt(target, keys)
		if out, err := c.run("import", "m1", "rows.jsonl"); err == nil || !strings.Contains(out, "it is being moved to redis://") {
			t.Errorf("killed at %d keys: import: %v\n%s", keys, err, out)
		}
		if out, err := c.at(to).run("export", "m1"); err == nil || !strings.Contains(out, "it holds part of a move from redis://") {
			t.Errorf("killed at %d keys: export from the target: %v\n%s", keys, err, out)
		}
		if err := source.HSet(t.Context(), "samrad:{store}:mark", "until", 0).Err(); err != nil { // as if time had gone by
			t.Fatal(err)
		}
		c.must("import", "m1", "rows.jsonl")
		if got := c.must("export", "m1"); got != export {
			t.Errorf("killed at %d keys: the old store has changed", keys)
		}
	}
	c.must("move")
	if c.at(to).must("export", "m1") != export || c.at(to).must("digest", "m1", "--format", "json") != digest {
		t.Error("the new store exports or compiles something else")
	}
}

func manyRows(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"question":"q1","organisation":"Org %d","text":"Answer %d: more rooms.","submitted_at":"2023-11-01T09:00:00Z"}`+"\n", i%40, i)
	}
	return b.String()
}

// cli calls samrad as a process of its own.
type cli struct {
	t   *testing.T
	dir string
	env []string
}

// at is the same with another store.
func (c cli) at(s *redistest.Server) cli {
	c.env = []string{"REDIS_URL=" + s.URL()}
	return c
}

func (c cli) write(name, text string) {
	c.t.Helper()
	if err := os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

func (c cli) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(c.t.Context(), "samrad", append(args, "--log-level", "error")...)
	cmd.Dir = c.dir
	cmd.Env = append(append(os.Environ(), "GORACE=atexit_sleep_ms=0"), c.env...)
	return cmd
}

func (c cli) run(args ...string) (string, error) {
	if args[0] == "import" {
		args = append(args, "--add-organisations")
	}
	out, err := c.command(args...).CombinedOutput()
	return string(out), err
}

func (c cli) must(args ...string) string {
	c.t.Helper()
	out, err := c.run(args...)
	if err != nil {
		c.t.Fatalf("samrad %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// killMoveAt starts a move and kills it when the target has so many keys.
func (c cli) killMoveAt(target *redis.Client, keys int64) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), 30*time.Second)
	defer cancel()
	if err := target.FlushDB(ctx).Err(); err != nil { // what the last one left would count
		c.t.Fatal(err)
	}
	cmd := c.command("move")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for target.DBSize(ctx).Val() <= keys {
		select {
		case <-ctx.Done():
			c.t.Fatalf("the move has not got to %d keys: %s", keys, out.String())
		case <-tick.C:
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		c.t.Fatalf("the move ended before it was killed: %v", err)
	}
	_ = cmd.Wait()
	if out.Len() > 0 {
		c.t.Errorf("the move ended before it was killed: %s", out.String())
	}
}
