package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// A command that was asked to stop before it began says how to go on.
func TestStopped(t *testing.T) {
	for _, c := range []struct{ name, args, want string }{
		{"import", "import m1 rows.jsonl", "samrad: import: stopped by a signal before it was done (import the file again: what was stored of it already is not stored twice)\n"},
		{"export", "export m1", "samrad: export: stopped by a signal before it was done\n"},
		{"check", "check", "samrad: check: stopped by a signal before it was done\n"},
		{"move", "move", "samrad: move: stopped by a signal before it was done (the old store is whole; run samrad move again)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			writeTestFile(t, "samrad.yaml", soundConfig)
			writeTestFile(t, "rows.jsonl", "")
			ctx, stop := context.WithCancel(t.Context())
			stop()
			url := redistest.Start(t).URL()
			env := map[string]string{"REDIS_URL": url, "SAMRAD_MOVE_TO": url + "1"}
			var stderr bytes.Buffer
			status := run(ctx, words(c.args), func(name string) string { return env[name] }, io.Discard, &stderr)
			if got := stderr.String(); status != statusFailed || got != c.want {
				t.Errorf("status %d, wrote %q, want %q", status, got, c.want)
			}
		})
	}
}

// A command that waits for something else than ctx, here for the rest of a file,
// ends at the second signal, whichever that is.
func TestSecondSignal(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "answers.jsonl")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	samrad, err := exec.LookPath("samrad")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(samrad, "import", "2023-11-07", path)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tick, end := time.NewTicker(20*time.Millisecond), time.NewTimer(30*time.Second)
	defer tick.Stop()
	defer end.Stop()
	var pipe *os.File // once it is open, the command reads
	for {
		select {
		case <-end.C:
			t.Error("it does not end")
			_ = cmd.Process.Kill()
			<-ended
			return
		case err := <-ended:
			var exit *exec.ExitError
			status, ok := syscall.WaitStatus(0), errors.As(err, &exit)
			if ok {
				status = exit.Sys().(syscall.WaitStatus)
			}
			if pipe == nil || !status.Signaled() || status.Signal() != syscall.SIGTERM {
				t.Errorf("ended with %v: %s", err, stderr.String())
			}
			return
		case <-tick.C:
		}
		if pipe != nil {
			_ = cmd.Process.Signal(syscall.SIGTERM) // it may have ended just now
			continue
		}
		if pipe, err = os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0); err != nil {
			pipe = nil // nobody reads yet
			continue
		}
		defer pipe.Close()
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
	}
}
