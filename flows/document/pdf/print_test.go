package pdf

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/samrad/samrad/flows"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const small = `<!DOCTYPE html><html lang="sv"><head><title>Ett underlag</title></head><body><h1>Ett underlag</h1></body></html>`

func TestFind(t *testing.T) {
	only := func(names ...string) func(string) (string, error) {
		return func(name string) (string, error) {
			if slices.Contains(names, name) {
				return "/bin/" + name, nil
			}
			return "", exec.ErrNotFound
		}
	}
	for _, c := range []struct {
		name string
		have []string
		want string
	}{
		{"Debian's", []string{"google-chrome", "chromium"}, "/bin/chromium"},
		{"the shell alone", []string{"headless_shell"}, "/bin/headless_shell"},
		{"none", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := find(only(c.have...))
			if got != c.want || (err == nil) != (c.want != "") {
				t.Fatalf("find() = %q, %v, want %q", got, err, c.want)
			}
			if err != nil && (flows.CodeOf(err) != flows.CodeInvalid || !strings.Contains(flows.HintOf(err), "docx or html")) {
				t.Errorf("code %s, hint %q", flows.CodeOf(err), flows.HintOf(err))
			}
		})
	}
}

// TestBrowserFails: a browser that does not start is told in one line with a
// way out, and leaves nothing behind.
func TestBrowserFails(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "chromium"), []byte("#!/bin/sh\nyes broken | head -n 1000 >&2\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	t.Setenv("TMPDIR", temp)
	_, err := Print(t.Context(), []byte(small))
	if err == nil || !strings.Contains(flows.HintOf(err), "docx or html") || len(err.Error()) > 500 {
		t.Errorf("error %v, hint %q", err, flows.HintOf(err))
	}
	empty(t, temp)
}

// TestBrowserIsSilent: a browser that starts and never answers is ended.
func TestBrowserIsSilent(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "chromium"), []byte("#!/bin/sh\nexec sleep 600\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	t.Setenv("TMPDIR", temp)
	defer func(d time.Duration) { startTimeout = d }(startTimeout)
	startTimeout = 100 * time.Millisecond
	if _, err := Print(t.Context(), []byte(small)); !errors.Is(err, errSilent) || !strings.Contains(flows.HintOf(err), "docx or html") {
		t.Errorf("error %v, hint %q", err, flows.HintOf(err))
	}
	empty(t, temp)
}

// TestStopped: who stops waiting gets no document, no browser and no profile.
func TestStopped(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Print(ctx, []byte(small)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	browser, err := find(exec.LookPath)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := printWith(ctx, browser, []byte(small)); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped as it starts: error %v, want %v", err, context.Canceled)
	}
	empty(t, temp)
}

// TestStoppedWhileStarting: who stops waiting for a browser that does not answer
// waits no longer.
func TestStoppedWhileStarting(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	started := filepath.Join(dir, "started")
	if err := syscall.Mkfifo(started, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "chromium"), []byte("#!/bin/sh\necho > "+started+"\nexec sleep 600\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	t.Setenv("TMPDIR", temp)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer cancel()
		_, _ = os.ReadFile(started) // returns once the browser has written
	}()
	if _, err := Print(ctx, []byte(small)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	empty(t, temp)
}

// TestPrint: a page is printed, and nothing of the browser stays, also where
// temporary files have a long path.
func TestPrint(t *testing.T) {
	temp := filepath.Join(t.TempDir(), strings.Repeat("long", 20))
	if err := os.Mkdir(temp, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", temp)
	data, err := Print(t.Context(), []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(data), "%PDF-") || !strings.Contains(string(data), "/Lang (sv)") {
		t.Errorf("%d bytes that begin with %.20q", len(data), data)
	}
	empty(t, temp)
}

func empty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range left {
		t.Errorf("%s is left", l.Name())
	}
}

// TestEnvironment: a browser is given nothing that is secret.
func TestEnvironment(t *testing.T) {
	got := environment([]string{"PATH=/bin", "SLACK_BOT_TOKEN=xoxb-1", "HOME=/root", "REDIS_URL=redis://:x@h", "LANG=C"})
	if diff := cmp.Diff([]string{"PATH=/bin", "HOME=/root", "LANG=C"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
