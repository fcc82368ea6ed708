package slacksim_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"github.com/samrad/samrad/bot/slacksim"
)

func TestSocketModeDeliversMessages(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	root := w.post("C1", "Fråga", nil)
	echo := b.inner()
	if diff := cmp.Diff(object{"type": "message", "user": w.app.BotUserID, "bot_id": w.app.BotID, "ts": root, "text": "Fråga"},
		pick(echo, "type", "user", "bot_id", "ts", "text")); diff != "" {
		t.Errorf("the bot's own message comes back as (-want +got):\n%s", diff)
	}
	ts := w.Reply("U1", "C1", root, "Svar & <b>\n- ett\n- två")
	want := object{
		"type": "message", "user": "U1", "ts": ts, "thread_ts": root, "parent_user_id": w.app.BotUserID, "channel": "C1",
		"channel_type": "channel", "event_ts": ts, "text": "Svar &amp; &lt;b&gt;\n• ett\n• två", "team": "T0HOME",
	}
	outer := b.event()
	got := pick(outer["event"].(object), "type", "subtype", "user", "ts", "thread_ts", "parent_user_id", "channel", "channel_type", "event_ts", "text", "team")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reply event (-want +got):\n%s", diff)
	}
	auth := object{"enterprise_id": nil, "team_id": "T0HOME", "user_id": w.app.BotUserID, "is_bot": true, "is_enterprise_install": false}
	if diff := cmp.Diff([]any{auth}, outer["authorizations"]); diff != "" {
		t.Errorf("authorizations (-want +got):\n%s", diff)
	}
	w.clean()
}

func TestSocketModeRedelivers(t *testing.T) {
	w := start(t, slacksim.Options{RedeliverAfter: 20 * time.Millisecond})
	b := w.connect()
	w.Post("U1", "C1", "hej")
	first, second := b.read(), b.read()
	if first.ID == second.ID {
		t.Error("the retry has the same envelope_id")
	}
	if a, b := decode(t, first.Payload)["event_id"], decode(t, second.Payload)["event_id"]; a != b {
		t.Errorf("event_id %v became %v", a, b)
	}
	if second.Attempt != 1 || second.RetryReason != "timeout" {
		t.Errorf("retry is attempt %d because of %q", second.Attempt, second.RetryReason)
	}
	b.ack(second, nil)
	w.clean()
}

func TestConnectionsShareTheLoad(t *testing.T) {
	w := start(t, slacksim.Options{})
	one, two := w.connect(), w.connect()
	w.Post("U1", "C1", "ett")
	w.Post("U1", "C1", "två")
	if diff := cmp.Diff([]any{"ett", "två"}, []any{one.inner()["text"], two.inner()["text"]}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTicketIsUsedOnce(t *testing.T) {
	w := start(t, slacksim.Options{})
	url := w.socketURL()
	conn, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, res, err := websocket.DefaultDialer.Dial(url, nil); err == nil || res.StatusCode != http.StatusForbidden {
		t.Errorf("second use of a ticket: %v", err)
	}
	if diff := cmp.Diff([]string{"socket ticket"}, w.whats()); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}
