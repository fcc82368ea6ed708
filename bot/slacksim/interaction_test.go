package slacksim_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

func TestSlashCommand(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	in := w.Slash("U1", "C1", "status 2023 & mer")
	e := b.read()
	p := decode(t, e.Payload)
	want := object{
		"command": "/samrad", "text": "status 2023 &amp; mer", "user_id": "U1", "channel_id": "C1", "team_id": "T0HOME",
		"trigger_id": in.TriggerID, "response_url": in.ResponseURL,
	}
	if diff := cmp.Diff(want, pick(p, "command", "text", "user_id", "channel_id", "team_id", "trigger_id", "response_url")); diff != "" {
		t.Errorf("payload (-want +got):\n%s", diff)
	}
	if e.Type != "slash_commands" || !e.Accepts {
		t.Errorf("envelope %+v", e)
	}
	b.ack(e, object{"text": "strax"})
	ack, err := in.Ack(patience(t))
	if err != nil || decode(t, ack)["text"] != "strax" {
		t.Errorf("Ack: %s, %v", ack, err)
	}
	if got := w.Ephemerals("U1"); len(got) != 1 || got[0].Text != "strax" || got[0].Channel != "C1" {
		t.Errorf("U1 sees %+v", got)
	}
	w.clean()
}

func TestCommandNobodyAcknowledges(t *testing.T) {
	w := start(t, slacksim.Options{RedeliverAfter: 20 * time.Millisecond})
	b := w.connect()
	in := w.Slash("U1", "C1", "help")
	late := b.read()
	if _, err := in.Ack(patience(t)); !errors.Is(err, slacksim.ErrNotAcknowledged) {
		t.Errorf("error %v", err)
	}
	b.ack(late, nil)
	w.Post("U1", "C1", "hej")
	if e := b.read(); e.Type != "events_api" {
		t.Errorf("a command was delivered again: %+v", e)
	}
}

func respondTo(t *testing.T, url string, body object) int {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Post(url, "application/json", bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}

func TestResponseURLEnds(t *testing.T) {
	w := start(t, slacksim.Options{ResponseLife: time.Nanosecond})
	b := w.connect()
	in := w.Slash("U1", "C1", "status")
	b.ack(b.read(), nil)
	if status := respondTo(t, in.ResponseURL, object{"text": "sent"}); status != http.StatusNotFound {
		t.Errorf("after its end: status %d", status)
	}
}

func TestResponseURL(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	in := w.Slash("U1", "C1", "status")
	b.ack(b.read(), nil)
	bodies := []object{
		{"text": "ett"},
		{"text": "två", "response_type": "in_channel", "unfurl_links": false, "unfurl_media": false},
		{"text": "tre"}, {"text": "fyra"}, {"text": "fem"},
	}
	for _, body := range bodies {
		if status := respondTo(t, in.ResponseURL, body); status != http.StatusOK {
			t.Fatalf("%v: status %d", body, status)
		}
	}
	w.clean()
	if e, m := w.Ephemerals("U1"), w.Messages("C1"); len(e) != 4 || len(m) != 1 || m[0].Text != "två" {
		t.Errorf("ephemerals %v, messages %v", e, m)
	}
	if got, err := in.WaitResponse(patience(t), 5); err != nil || decode(t, got)["text"] != "fem" {
		t.Errorf("fifth response %s, %v", got, err)
	}
	if status := respondTo(t, in.ResponseURL, object{"text": "sex"}); status != http.StatusNotFound {
		t.Errorf("sixth use: status %d", status)
	}
	if diff := cmp.Diff([]string{"response_url used_url"}, w.whats()); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}

func buttons() []object {
	return []object{
		{"type": "section", "text": object{"type": "mrkdwn", "text": "Vem är du?"}},
		{"type": "actions", "block_id": "who", "elements": []object{
			{"type": "button", "action_id": "none", "value": "v1", "text": object{"type": "plain_text", "text": "Ingen"}},
			{"type": "static_select", "action_id": "org", "options": []object{
				{"text": object{"type": "plain_text", "text": "Kompis"}, "value": "kompis"},
				{"text": object{"type": "plain_text", "text": "Röda korset"}, "value": "rk"},
			}},
		}},
	}
}

func TestClick(t *testing.T) {
	w := start(t, slacksim.Options{})
	ts := w.post("C1", "Vem är du?", object{"blocks": buttons()})
	b := w.connect()
	in := w.Click("U3", "C1", ts, "none", "")
	e := b.read()
	b.ack(e, nil)
	p := decode(t, e.Payload)
	want := object{"action_id": "none", "block_id": "who", "value": "v1", "type": "button"}
	if diff := cmp.Diff(want, pick(get(p, "actions", 0).(object), "action_id", "block_id", "value", "type")); diff != "" {
		t.Errorf("action (-want +got):\n%s", diff)
	}
	if get(p, "user", "team_id") != "T0EXT" || get(p, "container", "message_ts") != ts || get(p, "message", "ts") != ts || e.Accepts {
		t.Errorf("payload %v", p)
	}
	w.Click("U1", "C1", ts, "org", "rk")
	e = b.read()
	b.ack(e, nil)
	p = decode(t, e.Payload)
	if get(p, "actions", 0, "selected_option", "value") != "rk" || get(p, "state", "values", "who", "org", "selected_option", "value") != "rk" {
		t.Errorf("a choice arrives as %v", p)
	}
	if status := respondTo(t, in.ResponseURL, object{"replace_original": true, "text": "tack"}); status != http.StatusOK {
		t.Errorf("replace_original: %d", status)
	}
	if got := w.Messages("C1")[0].Text; got != "tack" {
		t.Errorf("the message says %q", got)
	}
	w.clean()
	w.Click("U1", "C1", ts, "none", "")
	if diff := cmp.Diff([]string{"test Click"}, w.whats()); diff != "" {
		t.Errorf("a button that is gone (-want +got):\n%s", diff)
	}
}

func TestClickInAnEphemeral(t *testing.T) {
	w := start(t, slacksim.Options{})
	w.ok("chat.postEphemeral", object{"channel": "C1", "user": "U1", "text": "Vem är du?", "blocks": buttons()})
	b := w.connect()
	in := w.Click("U1", "C1", w.Ephemerals("U1")[0].TS, "none", "")
	e := b.read()
	b.ack(e, nil)
	p := decode(t, e.Payload)
	if get(p, "container", "is_ephemeral") != true || p["message"] != nil {
		t.Errorf("payload %v", p)
	}
	if status := respondTo(t, in.ResponseURL, object{"delete_original": true}); status != http.StatusOK || len(w.Ephemerals("U1")) != 0 {
		t.Errorf("delete_original: %d, left %v", status, w.Ephemerals("U1"))
	}
	w.clean()
}
