package slacksim

import (
	"regexp"
)

// attemptSocket puts a delivery on one of the connections, in turn. With no
// connection the attempt fails when its time is up.
func (w *Workspace) attemptSocket(d *delivery, n int, reason string) {
	if len(w.sockets) == 0 || w.stalled {
		return
	}
	s := w.sockets[w.nextSocket%len(w.sockets)]
	w.nextSocket++
	if d.raw {
		s.send(d.payload)
		return
	}
	d.envelope = uuid()
	w.envelopes[d.envelope] = d
	envelope := object{"envelope_id": d.envelope, "payload": d.payload, "type": d.kind, "accepts_response_payload": d.accepts}
	if d.kind == kindEvents {
		envelope["retry_attempt"], envelope["retry_reason"] = n, reason
	}
	s.send(encode(envelope))
}

// envelopeID finds the envelope id of a raw frame even when it is not JSON.
var envelopeID = regexp.MustCompile(`"envelope_id"\s*:\s*"([^"]+)"`)

// DisconnectSockets ends or announces the end of every Socket Mode
// connection. "warning" announces it and leaves the connections open;
// "refresh_requested" and "link_disabled" announce and close; "" cuts them
// without a word.
// https://docs.slack.dev/apis/events-api/using-socket-mode/#disconnect
func (w *Workspace) DisconnectSockets(reason string) {
	w.mu.Lock()
	defer w.unlock()
	for _, s := range w.sockets {
		if reason == "" {
			s.cut()
			continue
		}
		s.send(encode(w.disconnectFrame(reason)))
		if reason != "warning" {
			s.endAfterQueue()
		}
	}
	if reason != "warning" {
		w.sockets = nil
	}
}

// StallSockets makes the connections go silent, pings too, without closing
// them, as a broken network path does; what would have been sent fails.
func (w *Workspace) StallSockets(stalled bool) {
	w.mu.Lock()
	defer w.unlock()
	w.stalled = stalled
}

func (w *Workspace) isStalled() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.stalled
}

// Connections is the number of Socket Mode connections that are open.
func (w *Workspace) Connections() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.sockets)
}
