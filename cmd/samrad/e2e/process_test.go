package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// process is a running samrad.
type process struct {
	t    *testing.T
	cmd  *exec.Cmd
	log  *output
	done chan error
}

// output gathers what a process writes.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// run starts `samrad run`. It is killed at the test's end if it still runs.
func (w *world) run(env ...string) *process {
	w.t.Helper()
	p := &process{t: w.t, cmd: exec.Command(w.binary, "run"), log: &output{}, done: make(chan error, 1)}
	p.cmd.Env = append(append([]string{}, w.env...), env...)
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	if err := p.cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	go func() { p.done <- p.cmd.Wait() }()
	w.t.Cleanup(func() {
		p.kill()
		if w.t.Failed() && p.log.String() != "" {
			w.t.Logf("samrad wrote:\n%s", p.log)
		}
	})
	return p
}

// kill is kill -9.
func (p *process) kill() {
	if p.done == nil {
		return
	}
	_ = p.cmd.Process.Kill() // it may be gone
	<-p.done
	p.done = nil
}

// stop asks the process to end, and wants it to end well.
func (p *process) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	select {
	case err := <-p.done:
		p.done = nil
		if err != nil {
			p.t.Errorf("samrad ended with %v", err)
		}
	case <-time.After(patience):
		p.t.Fatal("samrad does not end")
	}
}

// ready waits until samrad says that it is ready.
func (w *world) ready(listen string) {
	w.t.Helper()
	w.eventually("samrad ready", func() bool { return w.status("http://"+listen+"/readyz") == http.StatusOK })
}

// eventually asks a process on the network until it answers as wanted: there
// is nothing to be woken by. why says what is wrong when it does not.
func (w *world) eventually(what string, ok func() bool, why ...func() string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-ctx.Done():
			for _, f := range why {
				what += ": " + f()
			}
			w.t.Fatalf("wait for %s: %v", what, ctx.Err())
		case <-tick.C:
		}
	}
}

var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}

// status is the status of a GET, 0 if nobody answers.
func (w *world) status(url string) int {
	res, err := client.Get(url)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	return res.StatusCode
}

// samrad runs a short command and returns what it printed, failing the test
// unless its exit status is as wanted.
func (w *world) samrad(status int, args ...string) string {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, w.binary, args...)
	cmd.Env = w.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		w.t.Fatal(err)
	}
	if got := cmd.ProcessState.ExitCode(); got != status {
		w.t.Fatalf("samrad %s: status %d, want %d; it wrote %s%s", strings.Join(args, " "), got, status, stdout.String(), stderr.String())
	}
	return stdout.String()
}

// row is what the tests look at of an export.
type row struct {
	ID           string  `json:"id"`
	Question     string  `json:"question"`
	Organisation *string `json:"organisation"`
	Text         string  `json:"text"`
	Late         bool    `json:"late"`
	SetAside     bool    `json:"set_aside"`
	KeyMessage   string  `json:"key_message"`
	MessageTS    string  `json:"message_ts"`
	Source       string  `json:"source"`
	EnteredBy    string  `json:"entered_by"`
	Via          string  `json:"via"`
}

// by is the organisation of a row, "" for none.
func (r row) by() string {
	if r.Organisation == nil {
		return ""
	}
	return *r.Organisation
}

// export is what `samrad export` prints.
func (w *world) export() []row {
	w.t.Helper()
	out, err := rowsOf(w.samrad(0, "export", meeting))
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func rowsOf(export string) ([]row, error) {
	var out []row
	for line := range strings.Lines(export) {
		var r row
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// output runs a short command and returns what it printed.
func (w *world) output(args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, w.binary, args...)
	cmd.Env = w.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("samrad %s: %w: %s", strings.Join(args, " "), err, stderr.String())
	}
	return stdout.String(), nil
}

// get is the body of a GET.
func get(url string) (string, error) {
	res, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: status %d", url, res.StatusCode)
	}
	return string(body), err
}
