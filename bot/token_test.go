package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
)

// A revoked token is seen, and told once each time, though nothing is sent; and
// it is over by itself when Slack takes the token again.
func TestWatchToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	told := make(chan string, 10)
	m := NewMessenger(w.slack, w.store, w.register, MessengerOptions{Log: w.log, ShutOut: func(_ context.Context, reason string) error {
		told <- reason
		return nil
	}})
	m.tokenEvery = time.Millisecond
	w.run(func(ctx context.Context) error { m.WatchToken(ctx); return nil })
	logged := func(message string) int { return strings.Count(w.logged.String(), `"msg":"`+message) }
	for n := 1; n <= 2; n++ {
		w.RevokeTokens()
		w.eventually("the refusal", m.Refused)
		if got := <-told; got != "token_revoked" {
			t.Errorf("told %q", got)
		}
		w.Install(w.app)
		w.eventually("it is over", func() bool { return !m.Refused() && logged("slack takes the bot's token again") == n })
		if got := logged("slack refuses the bot's token"); got != n || len(told) != 0 {
			t.Errorf("logged %d times, want %d, and told %d times more", got, n, len(told))
		}
	}
}

// Every call shows what Slack makes of the token; reading threads back may be
// the only one for a week. Another refusal says nothing of it.
func TestTokenSeenByReading(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	question := w.question()
	threads, m := w.pages(flows.WallClock{}, -1), w.newMessenger("b", nil)
	w.RevokeTokens()
	if found, err := w.readBack(flows.WallClock{}, threads); err != nil || found.Failed != 1 {
		t.Fatalf("found %+v (%v), want a failed thread", found, err)
	}
	if got := w.slack.Refusal(); got != "token_revoked" || !m.Refused() {
		t.Errorf("refusal %q", got)
	}
	w.Install(w.app)
	if _, err := threads.Page(t.Context(), flows.Place{Channel: room, TS: flows.MessageTS(question)}, ""); err != nil || m.Refused() {
		t.Errorf("still refused (%v)", err)
	}
	w.Kick(room, w.app.BotUserID)
	if _, err := threads.Page(t.Context(), flows.Place{Channel: room, TS: flows.MessageTS(question)}, ""); err == nil || m.Refused() {
		t.Errorf("a channel's refusal (%v) is taken for the token's", err)
	}
}
