package slacksim

import "encoding/json"

// SendRaw sends a payload as it is, to replay samples, malformed ones and
// unknown types. In Socket Mode a frame with an envelope_id, and whatever is
// not the body of an event, a command or an interaction, goes out untouched;
// such a body is put into an envelope first. Over HTTP an envelope's payload
// is taken out, and anything else is posted as an event. It is sent once; the
// result tells whether it was acknowledged.
func (w *Workspace) SendRaw(payload json.RawMessage) *Interaction {
	w.mu.Lock()
	defer w.unlock()
	d := &delivery{kind: kindEvents, payload: payload, raw: true}
	d.in = &Interaction{w: w, d: d}
	var frame struct {
		EnvelopeID string          `json:"envelope_id"`
		Type       string          `json:"type"`
		Command    string          `json:"command"`
		Payload    json.RawMessage `json:"payload"`
	}
	valid := json.Unmarshal(payload, &frame) == nil
	if w.httpBase != "" {
		if frame.EnvelopeID != "" && frame.Payload != nil {
			d.payload = frame.Payload
			_ = json.Unmarshal(frame.Payload, &frame) // a payload that is no object is an event's
		}
		d.kind = rawKind(frame.Type, frame.Command)
	} else if kind := rawKind(frame.Type, frame.Command); valid && frame.EnvelopeID == "" && (kind != kindEvents || frame.Type == "event_callback") {
		d.kind, d.raw, d.accepts = kind, false, kind != kindEvents
	} else if id := envelopeID.FindSubmatch(payload); id != nil {
		w.envelopes[string(id[1])] = d
	}
	d.once = true
	w.deliver(d)
	return d.in
}

// rawKind guesses the kind of a body from its fields.
func rawKind(typ, command string) string {
	switch {
	case command != "":
		return kindCommands
	case typ == kindEvents || typ == kindCommands || typ == kindInteractive:
		return typ
	}
	switch typ {
	case "block_actions", "view_submission", "view_closed", "shortcut", "message_action", "block_suggestion", "interactive_message", "dialog_submission":
		return kindInteractive
	default:
		return kindEvents
	}
}
