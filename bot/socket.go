package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// Socket receives over Socket Mode.
type Socket struct {
	slack     *Slack
	router    *Router
	metrics   *Metrics
	log       *slog.Logger
	silence   time.Duration // without a ping, after which a connection is dead
	dialer    func(take func(message []byte) bool) *websocket.Dialer
	chance    func() float64
	connected atomic.Bool
	accepted  atomic.Bool // Slack has taken the app-level token
}

// NewSocket makes a receiver.
func NewSocket(s *Slack, router *Router, metrics *Metrics, log *slog.Logger) *Socket {
	return &Socket{slack: s, router: router, metrics: metrics, log: log, silence: silence, dialer: dialer, chance: rand.Float64}
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
// just rotated), so it is supervised. An app-level token that Slack refuses before
// it has ever taken it is an error at once: it was never right.
func (s *Socket) Run(ctx context.Context) error {
	for failures := 0; ctx.Err() == nil; {
		started := time.Now()
		err := s.session(ctx)
		s.setConnected(false)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // asked to stop
		}
		refused := refusesSocket(err)
		if refused && !s.accepted.Load() {
			return fmt.Errorf("apps.connections.open: %w", err)
		}
		if time.Since(started) > time.Minute {
			failures = 0
		}
		failures++
		wait := jittered(backoff(failures), s.chance())
		attrs := []any{"error", err, "wait", wait.String()}
		if refused {
			attrs = append(attrs, "hint", "check SLACK_APP_TOKEN; samrad check tells more")
		}
		s.log.WarnContext(ctx, "socket mode ended, connecting again", attrs...)
		pause(ctx, wait)
	}
	return nil
}

func (s *Socket) setConnected(yes bool) {
	s.connected.Store(yes)
	if yes {
		s.accepted.Store(true)
	}
	s.metrics.online(yes)
}

// longestWait is how long slack-go's client may put off connecting again: its
// own back-off goes to five minutes, after which Slack has given deliveries up.
const longestWait = 30 * time.Second

// hopeless is the failure that an event tells of where slack-go should not go on
// by itself: Slack refuses the token, which slack-go knows by some words only, or
// it waits too long before it connects again, though Slack did not tell it to.
func hopeless(e socketmode.Event) error {
	failed, ok := e.Data.(*slack.ConnectionErrorEvent)
	if !ok {
		return nil
	}
	var limited *slack.RateLimitedError
	if refusesSocket(failed.ErrorObj) || failed.Backoff > longestWait && !errors.As(failed.ErrorObj, &limited) {
		return failed.ErrorObj
	}
	return nil
}

// session runs one client of slack-go until it gives up, or puts it off too
// long. When ctx ends nothing more is taken in, and what is in hand is finished
// and acknowledged before the connection ends.
func (s *Socket) session(ctx context.Context) error {
	connected, disconnect := context.WithCancelCause(context.WithoutCancel(ctx))
	defer disconnect(nil)
	taking, stopTaking := context.WithCancel(ctx)
	defer stopTaking()
	in := intake{
		events: make(chan envelope, inHand),
		end:    disconnect,
	}
	in.client = socketmode.New(s.slack.api, socketmode.OptionPingInterval(s.silence),
		socketmode.OptionDialer(s.dialer(func(message []byte) bool { return takeEvent(taking, in.events, message) })))
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() {
		s.receive(taking, connected, in)
		pause(connected, flush)
		disconnect(nil)
	})
	err := in.client.RunContext(connected)
	if cause := context.Cause(connected); cause != nil {
		err = cause
	}
	disconnect(nil)
	stopTaking()
	return err
}

// flush is how long slack-go has to send the last acknowledgements: it does not
// tell when it has.
const flush = 100 * time.Millisecond

// intake is what a session takes from.
type intake struct {
	client *socketmode.Client
	events chan envelope           // that the tap took
	end    context.CancelCauseFunc // ends the session
}

// receive hands deliveries on, at most inHand at once, until taking ends; then it
// finishes what is in hand.
func (s *Socket) receive(taking, connected context.Context, in intake) {
	var wg sync.WaitGroup
	defer wg.Wait()
	// Workers that stay keep the stack that they have grown.
	for range inHand {
		wg.Go(func() {
			for {
				select {
				case <-taking.Done():
					return
				case e := <-in.events:
					s.handle(connected, in.client, e)
				}
			}
		})
	}
	for {
		select {
		case <-taking.Done():
			return
		case e := <-in.client.Events:
			if err := hopeless(e); err != nil {
				in.end(err)
			}
			next, ok := s.envelope(taking, e)
			if !ok {
				continue
			}
			select {
			case in.events <- next:
			case <-taking.Done():
			}
		}
	}
}

// handle works on one delivery and acknowledges it while there is a connection,
// unless its event could not be stored: then Slack delivers it again.
func (s *Socket) handle(connected context.Context, client *socketmode.Client, e envelope) {
	ctx := context.WithoutCancel(connected)
	var answer Answer
	var err error
	switch e.Type {
	case typeEvent:
		_, err = s.router.Event(ctx, sourceSocket, e.Payload)
	case "slash_commands":
		var c wireCommand
		if err = json.Unmarshal(e.Payload, &c); err == nil {
			answer = s.router.Command(ctx, c)
		} else {
			err = s.router.deadLetter(ctx, sourceSocket, err, e.Payload)
		}
	case "interactive":
		var i wireInteraction
		if err = json.Unmarshal(e.Payload, &i); err == nil {
			answer = s.router.Interaction(ctx, i)
		} else {
			err = s.router.deadLetter(ctx, sourceSocket, err, e.Payload)
		}
	case unreadable:
		err = s.router.deadLetter(ctx, sourceSocket, errors.New("envelope not understood"), e.Payload)
	default:
		s.metrics.arrived(sourceUnknown)
	}
	if err != nil {
		s.log.With("envelope_id", e.ID).WarnContext(ctx, "not acknowledged, Slack delivers it again", logged(err)...)
		return
	}
	if err := s.acknowledge(connected, client, e, answer); err != nil {
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
