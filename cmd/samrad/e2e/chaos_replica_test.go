package e2e_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// replica is one of several bots, as a supervisor runs it.
type replica struct {
	*world
	listen string
	log    *output
	cmd    *exec.Cmd
	ended  chan struct{} // closed when the process has ended; nil: it was ended on purpose
	asked  bool          // to stop
}

func (r *replica) start() {
	r.cmd = exec.Command(r.binary, "run")
	r.cmd.Env = append(append([]string{}, r.env...), "SAMRAD_LISTEN="+r.listen)
	r.cmd.Stdout, r.cmd.Stderr = r.log, r.log
	if err := r.cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	cmd, ended := r.cmd, make(chan struct{})
	go func() {
		_ = cmd.Wait() // supervise looks at its status
		close(ended)
	}()
	r.ended, r.asked = ended, false
}

// kill is kill -9.
func (r *replica) kill() {
	if r.ended == nil {
		return
	}
	_ = r.cmd.Process.Kill() // it may be gone
	<-r.ended
	r.ended = nil
}

// terminate asks the bot to stop; await waits for it.
func (r *replica) terminate() {
	if r.ended != nil {
		r.asked = true
		_ = r.cmd.Process.Signal(syscall.SIGTERM) // it may be gone
	}
}

// await wants a bot that was asked to stop to end in time, and well.
func (r *replica) await() error {
	if r.ended == nil {
		return nil
	}
	select {
	case <-r.ended:
	case <-time.After(stopped):
		_ = r.cmd.Process.Signal(syscall.SIGQUIT) // it writes what it waits for
		<-r.ended
		return fmt.Errorf("a bot that was asked to stop does not end in %v", stopped)
	}
	err := r.status()
	r.ended = nil
	return err
}

func (r *replica) stop() error {
	r.terminate()
	return r.await()
}

// supervise starts the bot again if it ended by itself.
func (r *replica) supervise() error {
	if r.ended == nil || r.asked {
		return nil
	}
	select {
	case <-r.ended:
	default:
		return nil
	}
	if err := r.status(); err != nil {
		return err
	}
	r.start()
	return nil
}

// status is an error unless the bot ended well, or with a failure that it told
// of (a store that is down when it starts), or was asked to stop before it could
// listen to that.
func (r *replica) status() error {
	if s, ok := r.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && r.asked && s.Signaled() && s.Signal() == syscall.SIGTERM {
		return nil
	}
	if code := r.cmd.ProcessState.ExitCode(); code != 0 && code != 1 {
		return fmt.Errorf("a bot ended with %v", r.cmd.ProcessState)
	}
	return nil
}

// balance is a load balancer before the bots: each request goes to the next one
// that takes it. It returns its address.
func balance(t *testing.T, bots []*replica) string {
	t.Helper()
	var next atomic.Uint64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return
		}
		for range bots {
			to := bots[next.Add(1)%uint64(len(bots))]
			out, err := http.NewRequestWithContext(req.Context(), req.Method, "http://"+to.listen+req.URL.Path, bytes.NewReader(body))
			if err != nil {
				return
			}
			out.Header = req.Header.Clone()
			res, err := client.Do(out)
			if err != nil {
				continue
			}
			defer res.Body.Close()
			w.WriteHeader(res.StatusCode)
			_, _ = io.Copy(w, res.Body) // who has gone hears nothing
			return
		}
		w.WriteHeader(http.StatusBadGateway)
	}))
	t.Cleanup(server.Close)
	return server.URL
}
