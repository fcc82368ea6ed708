package bot

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

const (
	// lease is how long a sender holds an intent, by the wall's clock.
	lease = 45 * time.Second
	// deadline is how long one attempt may take: inside the lease, so that a
	// sender that is late stops before another begins.
	deadline = 30 * time.Second
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
	giveUp   time.Duration

	refused atomic.Bool

	mu   sync.Mutex
	last map[flows.Lane]time.Time // when a message went to the lane
	told map[flows.Lane]string    // failures that staff were told of
	fail func(ctx context.Context, lane flows.Lane, reason string) error
}

// MessengerOptions configure a Messenger.
type MessengerOptions struct {
	Owner string // names this process among the replicas
	// Failed is called when a lane refuses for good, once a reason.
	Failed  func(ctx context.Context, lane flows.Lane, reason string) error
	Metrics *Metrics
	Log     *slog.Logger
}

// NewMessenger makes a Messenger.
func NewMessenger(s *Slack, outbox flows.Outbox, register *flows.Register, o MessengerOptions) *Messenger {
	return &Messenger{slack: s, outbox: outbox, register: register, metrics: o.Metrics, owner: o.Owner, log: o.Log, pace: pace, giveUp: giveUp,
		last: make(map[flows.Lane]time.Time), told: make(map[flows.Lane]string), fail: o.Failed}
}

// Run sends with the given number of senders until ctx ends, and finishes what
// is in hand.
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
			pause(ctx, backoff(failures))
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

// deliver makes one attempt. It goes on when the process is asked to stop: what
// is in hand is finished within its deadline.
func (m *Messenger) deliver(ctx context.Context, t flows.Ticket) {
	working, cancel := context.WithDeadline(context.WithoutCancel(ctx), t.Until.Add(deadline-lease))
	defer cancel()
	sent, err := m.attempt(working, ctx, t)
	log := m.log.With("intent", t.ID, "lane", t.Lane, "kind", t.Content.Kind(), "attempt", t.Attempt)
	closing, cancelClosing := context.WithTimeout(context.WithoutCancel(ctx), lease-deadline)
	defer cancelClosing()
	if err == nil {
		m.metrics.sent(t)
		m.refused.Store(false)
		m.setTold(t.Lane, "") // a refusal after this is news
		if err := m.outbox.Done(closing, t, sent); err != nil {
			log.WarnContext(ctx, "sent, but not noted", "error", err)
		} else {
			log.InfoContext(ctx, "sent", "channel", sent.Channel, "message_ts", sent.TS)
		}
		return
	}
	m.undelivered(closing, t, err, log)
}

// Refused reports whether Slack refused the token when something was last sent.
func (m *Messenger) Refused() bool { return m.refused.Load() }

func (m *Messenger) undelivered(ctx context.Context, t flows.Ticket, err error, log *slog.Logger) {
	what, wait := judge(err, t.Attempt)
	if what == verdictAuth {
		m.refused.Store(true)
	}
	if what == verdictRetry {
		t.Retried += wait
	}
	if what != verdictFail && (what != verdictRetry || t.Retried <= m.giveUp) {
		m.metrics.retried(t)
		log.WarnContext(ctx, "not sent yet", "error", err, "wait", wait.String())
		if err := m.outbox.Postpone(ctx, t, time.Now().Add(wait), errorWord(err)); err != nil {
			log.WarnContext(ctx, "intent not given back; its lease will end", "error", err)
		}
		return
	}
	reason := firstOf(errorWord(err), "refused")
	if what == verdictRetry {
		reason = firstOf(errorWord(err), "no_answer")
	}
	log.ErrorContext(ctx, "cannot be sent", "error", err)
	m.metrics.failed(t)
	if err := m.outbox.Fail(ctx, t, reason); err != nil {
		log.WarnContext(ctx, "failure not noted; the lease will end", "error", err)
		return
	}
	m.tell(ctx, t, reason, log)
}

// tell has staff told, once a lane and reason, that a channel refuses.
func (m *Messenger) tell(ctx context.Context, t flows.Ticket, reason string, log *slog.Logger) {
	if _, reaction := t.Content.(flows.CheckMark); reaction && ofOneMessage[reason] {
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

// setTold notes what staff know of a lane, and returns what they knew.
func (m *Messenger) setTold(lane flows.Lane, reason string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := m.told[lane]
	m.told[lane] = reason
	return before
}

// wait keeps one message a second and lane.
func (m *Messenger) wait(ctx context.Context, lane flows.Lane) {
	m.mu.Lock()
	next := m.last[lane].Add(m.pace)
	m.mu.Unlock()
	if left := time.Until(next); left > 0 {
		pause(ctx, left)
	}
	m.mu.Lock()
	m.last[lane] = time.Now()
	m.mu.Unlock()
}

// attempt sends one intent. stopping ends when the process is asked to stop;
// ctx is the attempt's own deadline.
func (m *Messenger) attempt(ctx, stopping context.Context, t flows.Ticket) (flows.Sent, error) {
	if c, ok := t.Content.(flows.CheckMark); ok {
		place := flows.Place{Channel: flows.ChannelID(t.Lane), TS: c.TS}
		err := m.slack.React(ctx, place, flows.ReactionCheckMark)
		if errorWord(err) == "message_not_found" {
			err = nil // it was deleted meanwhile
		}
		return flows.Sent{Channel: place.Channel}, err
	}
	l, r, err := m.form(ctx, t)
	if err != nil {
		return flows.Sent{}, err
	}
	message, err := r.Content(t.Content, l)
	if err != nil {
		return flows.Sent{}, err
	}
	m.wait(stopping, t.Lane)
	switch c := t.Content.(type) {
	case flows.CountOffer:
		return flows.Sent{Channel: c.Message.Channel}, m.slack.Ephemeral(ctx, c.Message.Channel, c.User, message)
	case flows.DigestPost:
		return m.digest(ctx, t, c, message)
	case flows.OrganisationQuestion:
		sent, err := m.message(ctx, t, message)
		if what, _ := judge(err, t.Attempt); err != nil && what == verdictFail {
			return flows.Sent{Channel: c.Channel}, m.slack.Ephemeral(ctx, c.Channel, flows.UserID(t.Lane), message)
		}
		return sent, err
	default:
		return m.message(ctx, t, message)
	}
}

// form is the language and the names that a message is written with: the
// person's own for what goes to one, else the consultation's.
func (m *Messenger) form(ctx context.Context, t flows.Ticket) (*locale.Locale, blocks.Renderer, error) {
	set := m.register.Settings()
	d, err := m.register.Directory(ctx)
	if err != nil {
		return nil, blocks.Renderer{}, err
	}
	r := blocks.Renderer{Organisations: d.Organisations(), Location: set.Location,
		Link: func(p flows.Place) string { link, _ := m.slack.Link(ctx, p); return link }}
	l := locale.For(set.Language)
	person := flows.UserID(t.Lane)
	if c, ok := t.Content.(flows.CountOffer); ok {
		person = c.User
	}
	if isUser(string(person)) {
		if u, err := m.slack.User(ctx, person); err == nil {
			l = locale.Match(u.Locale, set.Language)
		}
	}
	return l, r, nil
}

func isUser(id string) bool { return len(id) > 1 && (id[0] == 'U' || id[0] == 'W') }

// destination is the channel of a lane.
func (m *Messenger) destination(ctx context.Context, lane flows.Lane) (flows.ChannelID, error) {
	if isUser(string(lane)) {
		return m.slack.Direct(ctx, flows.UserID(lane))
	}
	return flows.ChannelID(lane), nil
}

// message posts once: an attempt after the first looks for what an earlier one
// may have posted. What all see is looked for at once: a store that failed over,
// or writes to disk only every second, may have forgotten that it was posted.
func (m *Messenger) message(ctx context.Context, t flows.Ticket, message blocks.Message) (flows.Sent, error) {
	channel, err := m.destination(ctx, t.Lane)
	if err != nil {
		return flows.Sent{}, err
	}
	if t.Attempt > 1 || seenByAll(t.Content) {
		// Slack's clock and ours differ; look from a little before the queueing.
		oldest := flows.TSOf(t.QueuedAt.Add(-time.Hour))
		ts, ok, err := m.slack.Find(ctx, channel, "", oldest, t.ID)
		if err != nil || ok {
			return flows.Sent{Channel: channel, TS: ts}, err
		}
	}
	ts, err := m.slack.Post(ctx, channel, "", message, t.ID)
	return flows.Sent{Channel: channel, TS: ts}, err
}

func seenByAll(c flows.Content) bool {
	switch c.(type) {
	case flows.QuestionPost, flows.DigestPost, flows.SummaryPost:
		return true
	default:
		return false
	}
}

// digest posts the message, then its document in the message's thread. The
// file's id is noted before it is shared, so that a second attempt shares the
// same one.
func (m *Messenger) digest(ctx context.Context, t flows.Ticket, c flows.DigestPost, message blocks.Message) (flows.Sent, error) {
	sent, err := m.message(ctx, t, message)
	if err != nil || c.Document == nil {
		return sent, err
	}
	file := t.Progress
	if file == "" {
		if file, err = m.slack.Upload(ctx, c.FileName, c.Document); err != nil {
			return sent, err
		}
		if err := m.outbox.Note(ctx, t, file); err != nil {
			return sent, err
		}
	} else if shared, err := m.slack.Shared(ctx, file, sent.Channel); err != nil || shared {
		return sent, err
	}
	return sent, m.slack.Share(ctx, file, c.FileName, sent.Channel, sent.TS)
}
