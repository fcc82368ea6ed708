package slacksim

import (
	"encoding/json"
	"math/rand/v2"
)

// Event is an event that the workspace had for the bot.
type Event struct {
	Payload      json.RawMessage // of the Events API
	Acknowledged bool
}

// Events lists the events so far, those that were lost too, in the order in
// which they happened; one that was sent twice stands twice. Options.KeepEvents
// must be set.
func (w *Workspace) Events() []Event {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := make([]Event, len(w.events))
	for i, d := range w.events {
		out[i] = Event{d.payload, d.acked}
	}
	return out
}

// Redeliver sends every event so far once more, in another order, as retries
// may come long after what happened since. Settled tells when they have come.
func (w *Workspace) Redeliver(seed uint64) {
	w.mu.Lock()
	defer w.unlock()
	random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // the same for the same seed is what is wanted
	for _, i := range random.Perm(len(w.events)) {
		d := w.copyOf(w.events[i])
		w.launch(d)
	}
}

// copyOf is a delivery of the same event; the caller holds the lock.
func (w *Workspace) copyOf(d *delivery) *delivery {
	twin := &delivery{kind: d.kind, payload: d.payload, failed: make(chan string, maxRetries+1), done: make(chan struct{})}
	w.record(twin)
	return twin
}

// record notes an event, if that is wanted; the caller holds the lock.
func (w *Workspace) record(d *delivery) {
	if w.o.KeepEvents && d.kind == kindEvents {
		w.events = append(w.events, d)
	}
}

// Settled reports whether no event is on its way any more: each was
// acknowledged or given up, or is lost.
func (w *Workspace) Settled() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, d := range w.events {
		if !d.ended && !d.lost {
			return false
		}
	}
	return true
}
