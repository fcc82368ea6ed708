package bot

import (
	"context"
	"encoding/json"

	"github.com/slack-go/slack/socketmode"
	"github.com/tidwall/gjson"
)

type envelope struct {
	ID      string          `json:"envelope_id"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload"`
	Accepts bool            `json:"accepts_response_payload"`
}

const (
	// typeEvent is the type of an envelope with an Events API payload.
	typeEvent = "events_api"
	// unreadable is the type of one of which only the id can be read.
	unreadable = "unreadable"
)

// takeEvent keeps a message that delivers an event. One that comes as the
// session ends is not acknowledged, and so comes again.
func takeEvent(ctx context.Context, events chan<- envelope, message []byte) bool {
	e, ok := readEnvelope(message)
	if !ok || e.Type != typeEvent {
		return false
	}
	select {
	case events <- e:
	case <-ctx.Done():
	}
	return true
}

// readEnvelope reads an envelope in one walk, without looking into its payload;
// that the payload is JSON is seen when it is parsed.
func readEnvelope(message []byte) (e envelope, ok bool) {
	var s shape
	s.each(gjson.ParseBytes(message), "envelope", func(key string, v gjson.Result) {
		switch key {
		case "envelope_id":
			e.ID = s.text(key, v)
		case "type":
			e.Type = s.text(key, v)
		case "payload":
			e.Payload = json.RawMessage(v.Raw)
		}
	})
	return e, e.ID != "" && s.err() == nil
}

// envelope is the raw delivery of an event of slack-go's. One that slack-go
// could not parse (an inner event type it does not know fails it whole) has no
// request, so its envelope is read from the message itself.
func (s *Socket) envelope(ctx context.Context, e socketmode.Event) (envelope, bool) {
	switch e.Type {
	case socketmode.EventTypeHello:
		s.setConnected(true)
		s.log.InfoContext(ctx, "socket mode connected")
	case socketmode.EventTypeConnecting, socketmode.EventTypeDisconnect:
		s.setConnected(false)
	case socketmode.EventTypeErrorBadMessage:
		if bad, ok := e.Data.(*socketmode.ErrorBadMessage); ok {
			var out envelope
			err := json.Unmarshal(bad.Message, &out)
			switch {
			case err == nil && out.ID != "":
				return out, true
			case out.ID != "": // a field of another type than ever: kept whole
				return envelope{ID: out.ID, Type: unreadable, Payload: bad.Message}, true
			}
			s.metrics.arrived(sourceUnknown)
		}
	}
	if e.Request == nil || e.Request.EnvelopeID == "" {
		return envelope{}, false
	}
	return envelope{e.Request.EnvelopeID, e.Request.Type, e.Request.Payload, e.Request.AcceptsResponsePayload}, true
}
