package slacksim_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

func texts(answer object) []string {
	var out []string
	list, _ := answer["messages"].([]any)
	for _, m := range list {
		out = append(out, m.(object)["text"].(string))
	}
	return out
}

func TestHistoryPages(t *testing.T) {
	w := start(t, slacksim.Options{})
	var ts []string
	for i := range 5 {
		ts = append(ts, w.Post("U1", "C1", fmt.Sprint(i)))
	}
	w.Reply("U1", "C1", ts[0], "ett svar")
	var got [][]string
	args := object{"channel": "C1", "limit": 2}
	for {
		answer := w.ok("conversations.history", args)
		got = append(got, texts(answer))
		next, _ := get(answer, "response_metadata", "next_cursor").(string)
		if answer["has_more"] != (next != "") {
			t.Errorf("has_more %v with cursor %q", answer["has_more"], next)
		}
		if next == "" {
			break
		}
		args["cursor"] = next
	}
	if diff := cmp.Diff([][]string{{"4", "3"}, {"2", "1"}, {"0"}}, got); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	if got := w.call("conversations.replies", args)["error"]; got != "thread_not_found" {
		t.Errorf("replies without ts: %v", got)
	}
	args["ts"] = ts[0]
	if got := w.call("conversations.replies", args)["error"]; got != "invalid_cursor" {
		t.Errorf("a cursor of another method: %v", got)
	}
}

func TestHistorySpan(t *testing.T) {
	w := start(t, slacksim.Options{})
	ts := []string{w.Post("U1", "C1", "a"), w.Post("U1", "C1", "b"), w.Post("U1", "C1", "c")}
	tests := []struct {
		name string
		args object
		want []string
	}{
		{"all", object{}, []string{"c", "b", "a"}},
		{"oldest", object{"oldest": ts[0]}, []string{"c", "b"}},
		{"oldest inclusive", object{"oldest": ts[0], "inclusive": true}, []string{"c", "b", "a"}},
		{"latest", object{"latest": ts[2]}, []string{"b", "a"}},
		{"one message", object{"oldest": ts[1], "latest": ts[1], "inclusive": true, "limit": 1}, []string{"b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.args["channel"] = "C1"
			if diff := cmp.Diff(tt.want, texts(w.ok("conversations.history", tt.args))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if got := w.call("conversations.history", object{"channel": "C1", "oldest": "yesterday"})["error"]; got != "invalid_ts_oldest" {
		t.Errorf("oldest yesterday: %v", got)
	}
}

func TestRepliesPagesBeginWithTheRoot(t *testing.T) {
	w := start(t, slacksim.Options{})
	root := w.post("C1", "fråga", object{"metadata": object{"event_type": "q", "event_payload": object{"id": "m1"}}})
	for i := range 3 {
		w.Reply("U1", "C1", root, fmt.Sprint(i))
	}
	first := w.ok("conversations.replies", object{"channel": "C1", "ts": root, "limit": 2, "include_all_metadata": true})
	second := w.ok("conversations.replies", object{"channel": "C1", "ts": root, "limit": 2, "cursor": get(first, "response_metadata", "next_cursor")})
	if diff := cmp.Diff([][]string{{"fråga", "0", "1"}, {"fråga", "2"}}, [][]string{texts(first), texts(second)}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := get(first, "messages", 0, "metadata", "event_payload", "id"); got != "m1" {
		t.Errorf("metadata when asked for: %v", got)
	}
	if got := get(second, "messages", 0, "metadata"); got != nil {
		t.Errorf("metadata when not asked for: %v", got)
	}
	if got := get(second, "messages", 0, "reply_count"); got != 3.0 {
		t.Errorf("reply_count %v", got)
	}
	reply := w.Thread("C1", root)[1]
	if got := texts(w.ok("conversations.replies", object{"channel": "C1", "ts": reply.TS})); !slices.Equal(got, []string{"0"}) {
		t.Errorf("replies of a reply: %v", got)
	}
}

func TestTimestampsGrow(t *testing.T) {
	clock := newClock()
	w := start(t, slacksim.Options{Now: clock.now})
	got := []string{w.Post("U1", "C1", "a"), w.Post("U1", "C1", "b")}
	clock.advance(-3600)
	got = append(got, w.Post("U1", "C1", "c"))
	if !slices.IsSorted(got) || got[0] == got[1] || got[1] == got[2] {
		t.Errorf("timestamps %v", got)
	}
}

func TestChannelsAndUsers(t *testing.T) {
	w := start(t, slacksim.Options{})
	w.AddUsergroup("S0WG", "U1", "U2")
	w.DirectChannel("U1")
	ids := func(answer object, list string) (out []string) {
		for _, o := range answer[list].([]any) {
			out = append(out, o.(object)["id"].(string))
		}
		return out
	}
	if diff := cmp.Diff([]string{"C1", "C2"}, ids(w.ok("conversations.list", object{"types": "public_channel,private_channel"}), "channels")); diff != "" {
		t.Errorf("conversations.list (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"C1", "D1"}, ids(w.ok("users.conversations", object{"types": "public_channel,im"}), "channels")); diff != "" {
		t.Errorf("users.conversations (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{w.app.BotUserID, "U1", "U2"}, ids(w.ok("users.list", nil), "members")); diff != "" {
		t.Errorf("users.list, without the external U3 (-want +got):\n%s", diff)
	}
	u := w.ok("users.info", object{"user": "U3", "include_locale": true})["user"].(object)
	if diff := cmp.Diff(object{"team_id": "T0EXT", "is_stranger": true}, pick(u, "team_id", "is_stranger", "locale")); diff != "" {
		t.Errorf("users.info of an external user (-want +got):\n%s", diff)
	}
	if got := get(w.ok("users.info", object{"user": "U1", "include_locale": true}), "user", "locale"); got != "sv-SE" {
		t.Errorf("locale %v", got)
	}
	if diff := cmp.Diff([]any{"U1", "U2"}, w.ok("usergroups.users.list", object{"usergroup": "S0WG"})["users"]); diff != "" {
		t.Errorf("usergroups.users.list (-want +got):\n%s", diff)
	}
	first := w.ok("conversations.members", object{"channel": "C1", "limit": 3})
	second := w.ok("conversations.members", object{"channel": "C1", "limit": 3, "cursor": get(first, "response_metadata", "next_cursor")})
	all := append(first["members"].([]any), second["members"].([]any)...)
	if diff := cmp.Diff([]any{"U1", "U2", "U3", w.app.BotUserID}, all); diff != "" {
		t.Errorf("conversations.members (-want +got):\n%s", diff)
	}
	if got := w.call("conversations.info", object{"channel": "G1"})["error"]; got != "channel_not_found" {
		t.Errorf("a private channel without the bot: %v", got)
	}
	w.ok("conversations.join", object{"channel": "C2"})
	w.post("C2", "hej", nil)
	w.clean()
}
