package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// A channel that refuses for good costs its own messages only: the intents are
// closed, staff hear of it once, and other channels go on.
func TestRefusedForGood(t *testing.T) {
	t.Parallel()
	cases := []struct {
		reason string
		refuse func(*world)
	}{
		{"not_in_channel", func(w *world) { w.Kick(room, w.app.BotUserID) }},
		{"is_archived", func(w *world) { w.Archive(official, room) }},
		{"channel_not_found", func(w *world) { w.ChangeID(room, "C0MOVED") }},
		{"restricted_action", func(w *world) {
			w.SetFault(slacksim.Fault{Method: "chat.postMessage", Channel: room, SlackError: "restricted_action"})
		}},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			c.refuse(w)
			w.queue(room, "check", flows.CheckMark{TS: "1700000000.000100"})
			w.ask(room, "one", "two")
			w.ask(other, "elsewhere")
			w.messenger("a")
			w.until("staff are told", func() bool { return len(w.Messages(staff)) > 0 })
			w.settled()
			told := w.Messages(staff)
			if len(told) != 1 || !strings.Contains(told[0].Text, c.reason) {
				t.Errorf("staff heard %d times, first %q", len(told), told[0].Text)
			}
			if diff := cmp.Diff([]string{"elsewhere"}, idsOf(w.Messages(other))); diff != "" {
				t.Errorf("other channel (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(map[flows.Lane]string{room: c.reason}, w.failures()); diff != "" {
				t.Errorf("failures (-want +got):\n%s", diff)
			}
			if n := w.counted("post_failed_total", "question"); n != 2 {
				t.Errorf("%d failed, want 2", n)
			}
		})
	}
}

// A check mark that Slack refuses, or that fails for longer than giveUp, does
// not hold up what waits behind it in its channel; staff hear of it once.
func TestCheckMarkHoldsUpNothing(t *testing.T) {
	t.Parallel()
	for _, reason := range []string{"telepathy_failed", "missing_scope", "internal_error"} {
		t.Run(reason, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.SetFault(slacksim.Fault{Method: "reactions.add", SlackError: reason})
			for _, id := range []string{"first check", "second check"} {
				w.queue(room, id, flows.CheckMark{TS: flows.MessageTS(w.Post(alfa, room, "Ett svar"))})
			}
			w.ask(room, "one")
			m := w.newMessenger("a", flows.NewTroubles(w.store, w.register, flows.WallClock{}).Tell)
			m.giveUp = 600 * time.Millisecond
			w.run(func(ctx context.Context) error { return m.Run(ctx, 4) })
			w.until("staff are told, and the question stands", func() bool { return len(w.Messages(staff)) > 0 && len(w.Messages(room)) > 2 })
			w.settled()
			if told := w.Messages(staff); len(told) != 1 || !strings.Contains(told[0].Text, reason) {
				t.Errorf("staff heard %d times, first %q", len(told), told[0].Text)
			}
			if diff := cmp.Diff([]string{"one"}, idsOf(w.Messages(room))); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
			if n := w.counted("post_failed_total", "check_mark"); n != 2 {
				t.Errorf("%d failed, want 2", n)
			}
		})
	}
}

// What Slack asks to wait for is not given up, however long it takes.
func TestLimitsAreWaitedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.SetFault(slacksim.Fault{Method: "chat.postMessage", Channel: room, Status: 429, RetryAfter: 1, Times: 2})
	w.ask(room, "one")
	m := w.newMessenger("a", nil)
	m.giveUp = 0
	w.run(func(ctx context.Context) error { return m.Run(ctx, 4) })
	w.until("the question", func() bool { return len(w.Messages(room)) > 0 })
	w.settled()
	if f := w.failures(); len(f) != 0 {
		t.Errorf("failures: %v", f)
	}
}

// A revoked token is no channel's fault: nothing is given up, and what waits
// is sent once the app is installed again.
func TestRevokedTokenLosesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.RevokeTokens()
	w.ask(room, "one")
	m := w.newMessenger("a", nil)
	w.run(func(ctx context.Context) error { return m.Run(ctx, 1) })
	w.eventually("the attempt", func() bool { return w.counted("post_retried_total", "question") > 0 })
	w.eventually("the refusal is told", m.Refused)
	if n, _, err := w.store.Backlog(t.Context()); err != nil || n != 1 {
		t.Errorf("%d wait (%v), want 1", n, err)
	}
	if f := w.failures(); len(f) != 0 {
		t.Errorf("failures: %v", f)
	}
}

// tell is called once a lane and reason, again when telling failed, and never
// for a check mark.
func TestTellOnce(t *testing.T) {
	t.Parallel()
	question, check := flows.QuestionPost{}, flows.CheckMark{}
	type refusal struct {
		lane   flows.Lane
		reason string
		what   flows.Content
	}
	cases := []struct {
		name     string
		refusals []refusal
		broken   int // how many tellings fail
		want     []string
	}{
		{"once", []refusal{{"C1", "is_archived", question}, {"C1", "is_archived", question}}, 0, []string{"C1 is_archived"}},
		{"another reason", []refusal{{"C1", "is_archived", question}, {"C1", "not_in_channel", question}}, 0, []string{"C1 is_archived", "C1 not_in_channel"}},
		{"another channel", []refusal{{"C1", "is_archived", question}, {"C2", "is_archived", question}}, 0, []string{"C1 is_archived", "C2 is_archived"}},
		{"a check mark alone", []refusal{{"C1", "is_archived", check}}, 0, nil},
		{"a check mark before", []refusal{{"C1", "is_archived", check}, {"C1", "is_archived", question}}, 0, []string{"C1 is_archived"}},
		{"a check mark, for a reason that is not the message's", []refusal{{"C1", "telepathy_failed", check}, {"C1", "telepathy_failed", check}}, 0, []string{"C1 telepathy_failed"}},
		{"not told the first time", []refusal{{"C1", "is_archived", question}, {"C1", "is_archived", question}, {"C1", "is_archived", question}}, 1,
			[]string{"C1 is_archived", "C1 is_archived"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var told []string
			m := NewMessenger(nil, nil, nil, MessengerOptions{Failed: func(_ context.Context, lane flows.Lane, reason string) error {
				told = append(told, string(lane)+" "+reason)
				if len(told) <= c.broken {
					return errors.New("the store is down")
				}
				return nil
			}})
			for _, r := range c.refusals {
				m.tell(t.Context(), flows.Ticket{Intent: flows.Intent{Lane: r.lane, Content: r.what}}, r.reason, quiet())
			}
			if diff := cmp.Diff(c.want, told); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
		})
	}
}

// A channel that took messages again and then refuses once more is news.
func TestTellAgainAfterRecovery(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	told := make(chan string, 10)
	w.messengerTelling("a", func(_ context.Context, lane flows.Lane, reason string) error {
		told <- string(lane) + " " + reason
		return nil
	})
	for _, id := range []string{"one", "two"} {
		w.Kick(room, w.app.BotUserID)
		w.ask(room, id)
		if got := <-told; got != room+" not_in_channel" {
			t.Errorf("told %q", got)
		}
		w.Invite(official, room, w.app.BotUserID)
		w.ask(room, id+", again")
		w.settled()
	}
	if diff := cmp.Diff([]string{"one, again", "two, again"}, idsOf(w.Messages(room))); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}

// A person whom the bot may not write to is asked in the channel instead.
func TestEphemeralWhenDirectIsRefused(t *testing.T) {
	t.Parallel()
	for _, reason := range []string{"cannot_dm_bot", "user_not_visible", "messages_tab_disabled"} {
		for _, method := range []string{"conversations.open", "chat.postMessage"} {
			t.Run(reason+" by "+method, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, nil)
				w.SetFault(slacksim.Fault{Method: method, SlackError: reason})
				w.queue(stranger, "whose", flows.OrganisationQuestion{Channel: room, Meeting: theMeeting, Question: "Vilka lokaler saknas?"})
				w.messenger("a")
				w.until("the question in the channel", func() bool { return len(w.Ephemerals(stranger)) > 0 })
				w.settled()
				if n, direct := len(w.Ephemerals(stranger)), len(w.Direct(stranger)); n != 1 || direct != 0 {
					t.Errorf("%d ephemerals, %d direct messages", n, direct)
				}
				if f := w.failures(); len(f) != 0 || len(w.Messages(staff)) != 0 {
					t.Errorf("failures: %v", f)
				}
			})
		}
	}
}

func TestDirectIfAllowed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.SetFault(slacksim.Fault{Method: "conversations.open", Status: 500, Times: 1})
	w.queue(stranger, "whose", flows.OrganisationQuestion{Channel: room, Meeting: theMeeting, Question: "Vilka lokaler saknas?"})
	w.messenger("a")
	w.until("the question in private", func() bool { return len(w.Direct(stranger)) > 0 })
	w.settled()
	if n, direct := len(w.Ephemerals(stranger)), len(w.Direct(stranger)); n != 0 || direct != 1 {
		t.Errorf("%d ephemerals, %d direct messages", n, direct)
	}
}

// What is tried again comes after between half and all of the back-off, as
// chance has it; what Slack told to wait is waited to the end.
func TestBackoffIsJittered(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name   string
		err    error
		chance float64
		want   time.Duration
	}{
		{"least", status(503), 0, time.Second},
		{"half way", status(503), 0.5, 1500 * time.Millisecond},
		{"a timeout", context.DeadlineExceeded, 0.25, 1250 * time.Millisecond},
		{"told by Slack", limited(7 * time.Second), 0, 7 * time.Second},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			outbox := &postponed{}
			m := NewMessenger(nil, outbox, nil, MessengerOptions{Metrics: NewMetrics(prometheus.NewRegistry())})
			m.chance = func() float64 { return c.chance }
			before := time.Now()
			ticket := flows.Ticket{Intent: flows.Intent{Lane: "C1", Content: flows.CheckMark{}}, Attempt: 3, Until: before.Add(lease)}
			m.undelivered(t.Context(), ticket, c.err, quiet())
			late := time.Since(before)
			if wait := outbox.until.Sub(before); wait < c.want || wait > c.want+late {
				t.Errorf("waits %v, want %v", wait, c.want)
			}
		})
	}
}

// postponed is an outbox that notes when an intent is to be tried again.
type postponed struct {
	flows.Outbox
	until time.Time
}

func (p *postponed) Postpone(_ context.Context, _ flows.Ticket, at time.Time, _ string) error {
	p.until = at
	return nil
}

func TestJudge(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name    string
		err     error
		attempt int
		want    verdict
		wait    time.Duration
	}{
		{"rate limited", limited(7 * time.Second), 1, verdictLimited, 7 * time.Second},
		{"rate limited without a time", limited(0), 1, verdictLimited, time.Second},
		{"rate limited in words", refused("ratelimited"), 1, verdictLimited, 5 * time.Second},
		{"first 500", status(500), 1, verdictRetry, 500 * time.Millisecond},
		{"third 503", status(503), 3, verdictRetry, 2 * time.Second},
		{"hundredth", status(503), 100, verdictRetry, time.Minute},
		{"408", status(408), 1, verdictRetry, 500 * time.Millisecond},
		{"404", status(404), 1, verdictFail, 0},
		{"413", status(413), 1, verdictFail, 0},
		{"deadline", context.DeadlineExceeded, 2, verdictRetry, time.Second},
		{"429 without a time", status(429), 1, verdictLimited, 5 * time.Second},
		{"the network", errors.New("connection reset by peer"), 1, verdictRetry, 500 * time.Millisecond},
		{"nobody's fault", refused("internal_error"), 1, verdictRetry, 500 * time.Millisecond},
		{"the workspace moves", refused("team_added_to_org"), 1, verdictRetry, 500 * time.Millisecond},
		{"unknown word", refused("telepathy_failed"), 1, verdictFail, 0},
		{"not a member", refused("not_in_channel"), 1, verdictFail, 0},
		{"archived", refused("is_archived"), 9, verdictFail, 0},
		{"token revoked", refused("token_revoked"), 1, verdictAuth, 5 * time.Second},
		{"app removed", refused("account_inactive"), 100, verdictAuth, time.Minute},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, wait := judge(c.err, c.attempt)
			if got != c.want || wait != c.wait {
				t.Errorf("verdict %d after %v, want %d after %v", got, wait, c.want, c.wait)
			}
			if auth := c.want == verdictAuth; Refused(c.err) != auth {
				t.Errorf("Refused is %v", !auth)
			}
		})
	}
}
