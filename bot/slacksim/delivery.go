package slacksim

import (
	"encoding/json"
	"errors"
	"time"
)

// Kinds of Socket Mode envelopes.
const (
	kindEvents      = "events_api"
	kindCommands    = "slash_commands"
	kindInteractive = "interactive"
)

// ErrNotAcknowledged is what a person sees as "operation timed out": the bot
// did not acknowledge a command or an interaction in time.
var ErrNotAcknowledged = errors.New("operation_timeout: not acknowledged in time")

// maxRetries: https://docs.slack.dev/apis/events-api/#retries
const maxRetries = 3

// delivery is one payload on its way to the bot, with its retries.
type delivery struct {
	kind     string
	payload  json.RawMessage
	raw      bool         // payload is a whole Socket Mode frame
	accepts  bool         // a response payload
	in       *Interaction // nil for events
	envelope string       // of the latest attempt
	once     bool         // no retries, no policy
	lose     int          // attempts that never arrive
	lost     bool         // nothing ever arrives

	failed chan string   // why an attempt failed before its time was up
	done   chan struct{} // closed when acknowledged or given up
	acked  bool
	ended  bool
}

// deliver sends a payload to the bot and follows it up; the caller holds the lock.
func (w *Workspace) deliver(d *delivery) {
	d.failed, d.done = make(chan string, maxRetries+1), make(chan struct{})
	if w.ctx.Err() != nil {
		return
	}
	w.record(d)
	if d.kind == kindEvents && !d.once && w.policy != nil {
		w.policy.deliver(w, d)
		return
	}
	w.launch(d)
}

func (w *Workspace) launch(d *delivery) {
	if w.ctx.Err() != nil {
		return
	}
	w.attempt(d, 0, "")
	w.wg.Go(func() { w.follow(d) })
}

// follow retries an event until it is acknowledged or given up. Commands and
// interactions get one attempt.
func (w *Workspace) follow(d *delivery) {
	after := w.o.RedeliverAfter
	pauses := [maxRetries]time.Duration{0, 20 * after, 100 * after}
	for n := range maxRetries + 1 {
		reason := w.await(d, after)
		if reason == "" {
			return
		}
		if n == maxRetries || d.kind != kindEvents || d.once || reason == noRetry {
			break
		}
		if pauses[n] > 0 && !w.pause(d, pauses[n]) {
			return
		}
		w.mu.Lock()
		w.attempt(d, n+1, reason)
		w.unlock()
	}
	w.mu.Lock()
	w.end(d, false)
	w.unlock()
}

// await waits for the end of an attempt; "" means that nothing is left to do.
func (w *Workspace) await(d *delivery, limit time.Duration) string {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-d.done:
	case <-w.ctx.Done():
	case reason := <-d.failed:
		return reason
	case <-timer.C:
		return "timeout"
	}
	return ""
}

// pause waits before a retry; an acknowledgement that comes late ends it.
func (w *Workspace) pause(d *delivery, limit time.Duration) bool {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-d.done:
		return false
	case <-w.ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// attempt sends once; the caller holds the lock.
func (w *Workspace) attempt(d *delivery, n int, reason string) {
	switch {
	case d.ended || n < d.lose:
	case w.httpBase != "":
		w.attemptHTTP(d, n, reason)
	default:
		w.attemptSocket(d, n, reason)
	}
}

// end closes a delivery once; the caller holds the lock.
func (w *Workspace) end(d *delivery, acked bool) bool {
	if d.ended {
		return false
	}
	d.ended, d.acked = true, acked
	if d.in != nil && !acked {
		d.in.err = ErrNotAcknowledged
	}
	close(d.done)
	return true
}

// acknowledge takes the bot's answer to a delivery; the caller holds the lock.
func (w *Workspace) acknowledge(d *delivery, response json.RawMessage) {
	if !w.end(d, true) || d.in == nil {
		return
	}
	d.in.ack = response
	w.respond(d, response)
}
