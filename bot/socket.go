package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack/socketmode"
	"github.com/tidwall/gjson"
)

// Socket receives over Socket Mode.
type Socket struct {
	slack     *Slack
	router    *Router
	metrics   *Metrics
	log       *slog.Logger
	silence   time.Duration // without a ping, after which a connection is dead
	dialer    func(take func(message []byte) bool) *websocket.Dialer
	connected atomic.Bool
}

// NewSocket makes a receiver.
func NewSocket(s *Slack, router *Router, metrics *Metrics, log *slog.Logger) *Socket {
	return &Socket{slack: s, router: router, metrics: metrics, log: log, silence: silence, dialer: dialer}
}

// Connected reports whether Slack is connected.
func (s *Socket) Connected() bool { return s.connected.Load() }

// silence is slack-go's own default; Slack pings every few seconds.
const silence = 30 * time.Second

// inHand bounds how many deliveries are worked on at once.
const inHand = 64

// maxResponse is the size above which Slack drops an acknowledgement's payload.
const maxResponse = 20_000

// Run connects, and connects again whenever the connection ends, until ctx
// does. slack-go's client gives up on errors that may pass (a token that was
// just rotated), so it is supervised.
func (s *Socket) Run(ctx context.Context) error {
	for failures := 0; ctx.Err() == nil; {
		started := time.Now()
		err := s.session(ctx)
		s.setConnected(false)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // asked to stop
		}
		if time.Since(started) > time.Minute {
			failures = 0
		}
		failures++
		s.log.WarnContext(ctx, "socket mode ended, connecting again", "error", err, "wait", backoff(failures).String())
		pause(ctx, backoff(failures))
	}
	return nil
}

func (s *Socket) setConnected(yes bool) {
	s.connected.Store(yes)
	s.metrics.online(yes)
}

// session runs one client of slack-go until it gives up.
func (s *Socket) session(ctx context.Context) error {
	running, cancel := context.WithCancel(ctx)
	defer cancel()
	events := make(chan envelope, inHand)
	client := socketmode.New(s.slack.api, socketmode.OptionPingInterval(s.silence),
		socketmode.OptionDialer(s.dialer(func(message []byte) bool { return takeEvent(running, events, message) })))
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { s.receive(running, client, events) })
	err := client.RunContext(running)
	cancel()
	return err
}

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

// receive hands deliveries on, at most inHand at once, until ctx ends; then it
// finishes what is in hand.
func (s *Socket) receive(ctx context.Context, client *socketmode.Client, events chan envelope) {
	var wg sync.WaitGroup
	defer wg.Wait()
	// Workers that stay keep the stack that they have grown.
	for range inHand {
		wg.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case e := <-events:
					s.handle(context.WithoutCancel(ctx), client, e)
				}
			}
		})
	}
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-client.Events:
			next, ok := s.envelope(ctx, e)
			if !ok {
				continue
			}
			select {
			case events <- next:
			case <-ctx.Done():
			}
		}
	}
}

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
			s.metrics.arrived("unknown")
		}
	}
	if e.Request == nil || e.Request.EnvelopeID == "" {
		return envelope{}, false
	}
	return envelope{e.Request.EnvelopeID, e.Request.Type, e.Request.Payload, e.Request.AcceptsResponsePayload}, true
}

// handle works on one delivery and acknowledges it, unless its event could not
// be stored: then Slack delivers it again.
func (s *Socket) handle(ctx context.Context, client *socketmode.Client, e envelope) {
	var answer Answer
	var err error
	switch e.Type {
	case typeEvent:
		_, err = s.router.Event(ctx, "socket", e.Payload)
	case "slash_commands":
		var c wireCommand
		if err = json.Unmarshal(e.Payload, &c); err == nil {
			answer = s.router.Command(ctx, c)
		} else {
			err = s.router.deadLetter(ctx, "socket", err, e.Payload)
		}
	case "interactive":
		var i wireInteraction
		if err = json.Unmarshal(e.Payload, &i); err == nil {
			answer = s.router.Interaction(ctx, i)
		} else {
			err = s.router.deadLetter(ctx, "socket", err, e.Payload)
		}
	case unreadable:
		err = s.router.deadLetter(ctx, "socket", errors.New("envelope not understood"), e.Payload)
	default:
		s.metrics.arrived("unknown")
	}
	if err != nil {
		s.log.WarnContext(ctx, "not acknowledged, Slack delivers it again", "envelope_id", e.ID, "error", err)
		return
	}
	if err := s.acknowledge(ctx, client, e, answer); err != nil {
		s.log.WarnContext(ctx, "acknowledgement not sent", "envelope_id", e.ID, "error", err)
	}
}

func (s *Socket) acknowledge(ctx context.Context, client *socketmode.Client, e envelope, answer Answer) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if answer == nil {
		return client.AckCtx(ctx, e.ID, nil)
	}
	data, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	if e.Accepts && len(data) < maxResponse {
		return client.AckCtx(ctx, e.ID, json.RawMessage(data))
	}
	var c struct {
		ResponseURL string `json:"response_url"`
	}
	_ = json.Unmarshal(e.Payload, &c)
	return errors.Join(client.AckCtx(ctx, e.ID, nil), s.slack.RespondRaw(ctx, c.ResponseURL, data))
}
