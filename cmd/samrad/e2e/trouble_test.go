package e2e_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// apology is what a person reads while the store is in trouble.
const apology = "Det gick inte just nu"

// TestStoreInTrouble: while the store takes no writes, commands, buttons and
// forms are answered with an apology before Slack has lost patience, /readyz
// and the log say what is wrong, and all goes on by itself afterwards.
func TestStoreInTrouble(t *testing.T) {
	t.Parallel()
	must := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	troubles := []struct {
		name       string
		mode       string
		begin, end func(t *testing.T, s *redistest.Server)
		words      string
		unread     bool // reads fail as well
	}{
		{"frozen", "socket", func(t *testing.T, s *redistest.Server) { must(t, s.Freeze()) }, func(t *testing.T, s *redistest.Server) { must(t, s.Thaw()) }, "it does not answer", true},
		{"frozen", "http", func(t *testing.T, s *redistest.Server) { must(t, s.Freeze()) }, func(t *testing.T, s *redistest.Server) { must(t, s.Thaw()) }, "it does not answer", true},
		{"read-only", "socket", func(t *testing.T, s *redistest.Server) { s.Do(t, "REPLICAOF", "127.0.0.1", "1") },
			func(t *testing.T, s *redistest.Server) { s.Do(t, "REPLICAOF", "NO", "ONE") }, "it is read-only", false},
		{"full", "http", func(t *testing.T, s *redistest.Server) { s.Do(t, "CONFIG", "SET", "maxmemory", "1") },
			func(t *testing.T, s *redistest.Server) { s.Do(t, "CONFIG", "SET", "maxmemory", "0") }, "its memory is full", false},
	}
	for _, tt := range troubles {
		t.Run(tt.name+" "+tt.mode, func(t *testing.T) {
			t.Parallel()
			server := redistest.Start(t)
			w := newWorld(t, tt.mode, "redis://"+server.Addr, slacksim.Options{RedeliverAfter: 3 * time.Second})
			base := "http://" + w.listen
			if tt.mode == "http" {
				w.DeliverHTTP(base)
			}
			p := w.run()
			w.ready(w.listen)
			w.asked(cSamrad, "q3") // no more questions come in between
			q1 := w.asked(cSamrad, "q1")
			view := w.view(w.ok(w.Click(uAlfa, cSamrad, q1, "answer_open", "")))
			tt.begin(t, server)
			w.eventually("not ready", func() bool { return strings.Contains(w.body(base+"/readyz"), tt.words) })
			w.apologises(q1, view, tt.unread)
			ts := w.Reply(uBeta, cSamrad, q1, "Skrivet medan lagret var nere.")
			w.eventually("a line of the log", func() bool { return strings.Contains(p.log.String(), "the store takes no writes") })
			tt.end(t, server)
			w.stored(cSamrad, ts)
			w.eventually("ready", func() bool { return w.status(base+"/readyz") == http.StatusOK })
			w.eventually("the end in the log", func() bool { return strings.Contains(p.log.String(), "the store takes writes again") })
			if n := strings.Count(p.log.String(), "the store takes no writes"); n != 1 {
				t.Errorf("the trouble stands %d times in the log", n)
			}
			if n := strings.Count(p.log.String(), tt.words); n > 12 {
				t.Errorf("%q stands %d times in the log: a flood", tt.words, n)
			}
			p.stop()
		})
	}
}

// apologises wants an answer to everything that people press, several at once.
// That it comes in time is the simulator's rule: Ack fails after three seconds.
func (w *world) apologises(q1 string, view slacksim.View, unread bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	var commands []*slacksim.Interaction
	if unread {
		for range 3 {
			commands = append(commands, w.Slash(uWorking, cWorking, "status"))
		}
	}
	button := w.Click(uDelta, cSamrad, q1, "nothing_to_add", "")
	form := w.Submit(uAlfa, view.ID, map[string]any{"text": "Skrivet i ett formulär."})
	for _, in := range commands {
		if ack, err := in.Ack(ctx); err != nil || !strings.Contains(string(ack), apology) {
			w.t.Errorf("a command was answered %s, %v", ack, err)
		}
	}
	if told, err := form.Errors(ctx); err != nil || !strings.Contains(told["text"], apology) {
		w.t.Errorf("a form was answered %v, %v", told, err)
	}
	if _, err := button.Ack(ctx); err != nil {
		w.t.Errorf("a button: %v", err)
	}
	if said, err := button.WaitResponse(ctx, 1); err != nil || !strings.Contains(string(said), apology) {
		w.t.Errorf("a button was answered %s, %v", said, err)
	}
}

// body is what a GET returns, empty if nobody answers.
func (w *world) body(url string) string {
	res, err := client.Get(url)
	if err != nil {
		return ""
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return ""
	}
	return string(text)
}
