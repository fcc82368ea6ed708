package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/samrad/samrad/flows"
)

const (
	// poll is how long a sender waits for something to send before it looks
	// whether it should stop.
	poll = time.Second
	// pace is Slack's limit: one message a second and channel. See
	// https://docs.slack.dev/apis/web-api/rate-limits.
	pace = time.Second
	// giveUp is how long one intent may be put off because of errors that
	// should have passed: its lane waits behind it.
	giveUp = 24 * time.Hour
)

// Messenger sends what stands in the outbox.
type Messenger struct {
	slack    *Slack
	outbox   flows.Outbox
	register *flows.Register
	metrics  *Metrics
	owner    string
	log      *slog.Logger
	pace     time.Duration // between two messages to a lane
	chance   func() float64
	giveUp   time.Duration
	// tokenEvery is how often WatchToken asks.
	tokenEvery time.Duration

	mu   sync.Mutex
	last map[flows.Lane]time.Time // when a message went to the lane
	told map[flows.Lane]string    // failures that staff were told of
	fail func(ctx context.Context, lane flows.Lane, reason string) error
	// shutOut is told once, when Slack refuses the token.
	shutOut func(ctx context.Context, reason string) error
}

// MessengerOptions configure a Messenger.
type MessengerOptions struct {
	Owner string // names this process among the replicas
	// Failed is called when a lane refuses for good, once a reason.
	Failed func(ctx context.Context, lane flows.Lane, reason string) error
	// ShutOut is called when Slack refuses the token, once until it takes it.
	ShutOut func(ctx context.Context, reason string) error
	Metrics *Metrics
	Log     *slog.Logger
}

// NewMessenger makes a Messenger.
func NewMessenger(s *Slack, outbox flows.Outbox, register *flows.Register, o MessengerOptions) *Messenger {
	return &Messenger{slack: s, outbox: outbox, register: register, metrics: o.Metrics, owner: o.Owner, log: o.Log, pace: pace, giveUp: giveUp, tokenEvery: tokenEvery, chance: rand.Float64,
		last: make(map[flows.Lane]time.Time), told: make(map[flows.Lane]string), fail: o.Failed, shutOut: o.ShutOut}
}

// Run sends with the given number of senders until ctx ends. What is in hand
// then is finished within a moment, or given back for another replica.
func (m *Messenger) Run(ctx context.Context, senders int) error {
	var wg sync.WaitGroup
	for range senders {
		wg.Go(func() { m.send(ctx) })
	}
	wg.Wait()
	return nil
}

func (m *Messenger) send(ctx context.Context) {
	for failures := 0; ctx.Err() == nil; {
		t, ok, err := m.outbox.Take(ctx, m.owner, lease, poll)
		switch {
		case err != nil && ctx.Err() == nil:
			failures++
			m.log.WarnContext(ctx, "outbox not reached", "error", err)
			pause(ctx, jittered(backoff(failures), m.chance()))
		case ok:
			failures = 0
			m.deliver(ctx, t)
		default:
			failures = 0
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// deliver makes one attempt, and notes what became of it.
func (m *Messenger) deliver(ctx context.Context, t flows.Ticket) {
	log := m.log.With("intent", t.ID, "lane", t.Lane, "kind", t.Content.Kind(), "attempt", t.Attempt)
	working, h := m.hold(ctx, t)
	defer h.end()
	sent, err := m.attempt(working, ctx, h, &t)
	if cause := context.Cause(working); err != nil && cause != nil {
		err = fmt.Errorf("%w: %w", cause, err)
	}
	switch {
	case err == nil:
		m.delivered(ctx, t, sent, log)
	case ctx.Err() != nil && (errors.Is(err, errStopping) || errors.Is(err, context.Canceled)):
		log.InfoContext(ctx, "given back for another replica", "error", err)
		m.giveBack(ctx, t, m.paced(t.Lane), "", log)
	default:
		m.undelivered(ctx, t, err, log)
	}
}

func (m *Messenger) delivered(ctx context.Context, t flows.Ticket, sent flows.Sent, log *slog.Logger) {
	m.metrics.sent(t)
	m.setTold(t.Lane, "") // a refusal after this is news
	m.tellLetIn(ctx)
	err := note(ctx, func(ctx context.Context) error { return m.outbox.Done(ctx, t, sent) })
	if err != nil {
		log.WarnContext(ctx, "sent, but not noted", "error", err)
		return
	}
	ts := sent.TS
	if c, ok := t.Content.(flows.CheckMark); ok {
		ts = c.TS // it has none of its own: both lines of a reply are found by the reply's
	}
	log.InfoContext(ctx, "sent", "channel", sent.Channel, "message_ts", ts)
}

func (m *Messenger) giveBack(ctx context.Context, t flows.Ticket, at time.Time, reason string, log *slog.Logger) {
	err := note(ctx, func(ctx context.Context) error { return m.outbox.Postpone(ctx, t, at, reason) })
	if err != nil {
		log.WarnContext(ctx, "intent not given back; its lease will end", "error", err)
	}
}

// Refused reports whether Slack refused the token when it was last used.
func (m *Messenger) Refused() bool { return m.slack.Refusal() != "" }

func (m *Messenger) undelivered(ctx context.Context, t flows.Ticket, err error, log *slog.Logger) {
	what, wait := judge(err, t.Attempt)
	if what == verdictAuth {
		_ = note(ctx, func(ctx context.Context) error {
			m.tellShutOut(ctx, errorWord(err), log)
			return nil
		})
	}
	if what == verdictRetry {
		wait = jittered(wait, m.chance())
		t.Retried += wait
	}
	if what != verdictFail && (what != verdictRetry || t.Retried <= m.giveUp) {
		m.metrics.retried(t)
		log.WarnContext(ctx, "not sent yet", "error", err, "wait", wait.String())
		m.giveBack(ctx, t, time.Now().Add(wait), errorWord(err), log)
		return
	}
	reason := firstOf(errorWord(err), "refused")
	if what == verdictRetry {
		reason = firstOf(errorWord(err), "no_answer")
	}
	log.ErrorContext(ctx, "cannot be sent", "error", err)
	m.metrics.failed(t)
	closeIt := m.outbox.Fail
	switch t.Content.(type) {
	case flows.CheckMark, flows.Superseded:
		if !ofOneMessage[reason] {
			closeIt = m.outbox.Shelve // for when the bot is let in again
		}
	}
	err = note(ctx, func(ctx context.Context) error {
		if err := closeIt(ctx, t, reason); err != nil {
			return err
		}
		m.tell(ctx, t, reason, log)
		return nil
	})
	if err != nil {
		log.WarnContext(ctx, "failure not noted; the lease will end", "error", err)
	}
}

// tell has staff told, once a lane and reason, that a channel refuses.
func (m *Messenger) tell(ctx context.Context, t flows.Ticket, reason string, log *slog.Logger) {
	if _, reaction := t.Content.(flows.CheckMark); reaction && (ofOneMessage[reason] || ofDeadChannel[reason]) {
		return
	}
	if m.fail == nil || m.setTold(t.Lane, reason) == reason {
		return
	}
	if err := m.fail(ctx, t.Lane, reason); err != nil {
		m.setTold(t.Lane, "") // the next refusal tells
		log.WarnContext(ctx, "staff not told", "error", err)
	}
}

// everyLane stands for what concerns no lane of its own.
const everyLane flows.Lane = ""

// tellShutOut has it noted, once, that Slack refuses the token. Staff read of it
// when it works again: until then only the log and /readyz can say it.
func (m *Messenger) tellShutOut(ctx context.Context, reason string, log *slog.Logger) {
	if m.setTold(everyLane, reason) == reason {
		return
	}
	log.ErrorContext(ctx, "slack refuses the bot's token; nothing can be sent until it is replaced", "reason", reason)
	if m.shutOut == nil {
		return
	}
	if err := m.shutOut(ctx, reason); err != nil {
		m.setTold(everyLane, "") // the next refusal tells
		log.WarnContext(ctx, "refused token not noted", "error", err)
	}
}

// tellLetIn says once that the token is taken again; a refusal after it is news.
func (m *Messenger) tellLetIn(ctx context.Context) {
	if m.setTold(everyLane, "") != "" {
		m.log.InfoContext(ctx, "slack takes the bot's token again")
	}
}

// setTold notes what staff know of a lane, and returns what they knew.
func (m *Messenger) setTold(lane flows.Lane, reason string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := m.told[lane]
	m.told[lane] = reason
	return before
}

// wait keeps one message a second and lane; an error is that of ctx.
func (m *Messenger) wait(ctx context.Context, lane flows.Lane) error {
	if left := time.Until(m.paced(lane)); left > 0 {
		pause(ctx, left)
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("keep the pace: %w", err)
	}
	m.mu.Lock()
	m.last[lane] = time.Now()
	m.mu.Unlock()
	return nil
}

// paced is when the lane may get its next message.
func (m *Messenger) paced(lane flows.Lane) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last[lane].Add(m.pace)
}
