package slacksim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

func TestReactions(t *testing.T) {
	w := start(t, slacksim.Options{})
	ts := w.Post("U1", "C1", "svar")
	b := w.connect()
	args := object{"channel": "C1", "timestamp": ts, "name": "white_check_mark"}
	w.ok("reactions.add", args)
	want := object{
		"type": "reaction_added", "user": w.app.BotUserID, "reaction": "white_check_mark", "item_user": "U1",
		"item": object{"type": "message", "channel": "C1", "ts": ts},
	}
	e := b.inner()
	if e["event_ts"] == nil {
		t.Error("no event_ts")
	}
	if diff := cmp.Diff(want, pick(e, "type", "user", "reaction", "item_user", "item")); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
	if got := w.call("reactions.add", args)["error"]; got != "already_reacted" {
		t.Errorf("again: %v", got)
	}
	w.React("U1", "C1", ts, "star")
	if got := b.inner(); got["reaction"] != "star" || got["user"] != "U1" {
		t.Errorf("a person's reaction arrives as %v", got)
	}
	if diff := cmp.Diff(map[string][]string{"white_check_mark": {w.app.BotUserID}, "star": {"U1"}}, w.Messages("C1")[0].Reactions); diff != "" {
		t.Errorf("reactions (-want +got):\n%s", diff)
	}
	if got := get(w.ok("reactions.get", object{"channel": "C1", "timestamp": ts, "full": true}), "message", "reactions", 1, "users", 0); got != "U1" {
		t.Errorf("reactions.get: %v", got)
	}
	w.ok("reactions.remove", args)
	if got := b.inner()["type"]; got != "reaction_removed" {
		t.Errorf("event %v", got)
	}
	if got := w.call("reactions.remove", args)["error"]; got != "no_reaction" {
		t.Errorf("removed again: %v", got)
	}
	w.Unreact("U1", "C1", ts, "star")
	if got := b.inner()["type"]; got != "reaction_removed" {
		t.Errorf("event %v", got)
	}
	for name, args := range map[string]object{
		"bad_timestamp":     {"channel": "C1", "timestamp": "x", "name": "star"},
		"message_not_found": {"channel": "C1", "timestamp": "1.000001", "name": "star"},
		"invalid_name":      {"channel": "C1", "timestamp": ts, "name": ":star:"},
	} {
		if got := w.call("reactions.add", args)["error"]; got != name {
			t.Errorf("%v: %v", args, got)
		}
	}
}
