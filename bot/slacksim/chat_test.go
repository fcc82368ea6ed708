package slacksim_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

func TestPostMessageRefusals(t *testing.T) {
	section := func(text string) []object {
		return []object{{"type": "section", "text": object{"type": "mrkdwn", "text": text}}}
	}
	tests := []struct {
		name  string
		body  object
		code  string
		whats []string
	}{
		{"private channel without the bot", object{"channel": "G1", "text": "x"}, "channel_not_found", nil},
		{"public channel without the bot", object{"channel": "C2", "text": "x"}, "not_in_channel", nil},
		{"unknown channel", object{"channel": "C9", "text": "x"}, "channel_not_found", nil},
		{"nothing to say", object{"channel": "C1"}, "no_text", []string{"chat.postMessage no_text"}},
		{"too long", object{"channel": "C1", "text": strings.Repeat("å", 40001)}, "msg_too_long", []string{"chat.postMessage msg_too_long"}},
		{"blocks not JSON", object{"channel": "C1", "text": "x", "blocks": "[{"}, "invalid_blocks_format", []string{"chat.postMessage invalid_blocks_format"}},
		{"section too long", object{"channel": "C1", "text": "x", "blocks": section(strings.Repeat("x", 3001))}, "invalid_blocks", []string{"chat.postMessage invalid_blocks"}},
		{"thread not there", object{"channel": "C1", "text": "x", "thread_ts": "1.000001"}, "thread_not_found", nil},
		{"metadata without payload", object{"channel": "C1", "text": "x", "metadata": object{"event_type": "a"}}, "invalid_metadata_format", []string{"chat.postMessage invalid_metadata_format"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := start(t, slacksim.Options{})
			tt.body["unfurl_links"], tt.body["unfurl_media"] = false, false
			if got := w.call("chat.postMessage", tt.body)["error"]; got != tt.code {
				t.Errorf("error %v, want %s", got, tt.code)
			}
			if diff := cmp.Diff(append([]string{}, tt.whats...), w.whats()); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
			if got := w.Messages("C1"); len(got) != 0 {
				t.Errorf("a refused message was stored: %v", got)
			}
		})
	}
}

func TestPostMessageHabits(t *testing.T) {
	mention := []object{{"type": "section", "text": object{"type": "mrkdwn", "text": "<!channel>"}}}
	quoted := []object{{"type": "section", "text": object{"type": "plain_text", "text": "<!channel>"}}}
	rich := []object{{"type": "rich_text", "elements": []object{{"type": "rich_text_section", "elements": []object{{"type": "broadcast", "range": "here"}}}}}}
	tests := []struct {
		name string
		body object
		want []string
	}{
		{"as it should be", object{"text": "hej", "unfurl_links": false, "unfurl_media": false}, []string{}},
		{"unfurl", object{"text": "hej", "unfurl_links": false}, []string{"chat.postMessage unfurl"}},
		{"everyone in text", object{"text": "<!everyone>", "unfurl_links": false, "unfurl_media": false}, []string{"chat.postMessage broadcast"}},
		{"escaped everyone", object{"text": "&lt;!everyone&gt;", "unfurl_links": false, "unfurl_media": false}, []string{}},
		{"channel in mrkdwn", object{"text": "a", "blocks": mention, "unfurl_links": false, "unfurl_media": false}, []string{"chat.postMessage broadcast"}},
		{"channel in plain text", object{"text": "a", "blocks": quoted, "unfurl_links": false, "unfurl_media": false}, []string{}},
		{"here in rich text", object{"text": "a", "blocks": rich, "unfurl_links": false, "unfurl_media": false}, []string{"chat.postMessage broadcast"}},
		{"blocks without text", object{"blocks": quoted, "unfurl_links": false, "unfurl_media": false}, []string{"chat.postMessage no_text_beside_blocks"}},
		{"long text", object{"text": strings.Repeat("x", 4001), "unfurl_links": false, "unfurl_media": false}, []string{"chat.postMessage text_over_4000"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := start(t, slacksim.Options{})
			tt.body["channel"] = "C1"
			w.ok("chat.postMessage", tt.body)
			if diff := cmp.Diff(tt.want, w.whats()); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFormAndJSONSayTheSame(t *testing.T) {
	w := start(t, slacksim.Options{})
	blocks := `[{"type":"divider","block_id":"d"}]`
	w.form("chat.postMessage", url.Values{"channel": {"C1"}, "text": {"hej"}, "blocks": {blocks}, "unfurl_links": {"false"}, "unfurl_media": {"false"}})
	w.post("C1", "hej", object{"blocks": []object{{"type": "divider", "block_id": "d"}}})
	got := w.Messages("C1")
	if len(got) != 2 {
		t.Fatalf("%d messages, want 2", len(got))
	}
	if diff := cmp.Diff(decodeList(t, got[0].Blocks), decodeList(t, got[1].Blocks)); diff != "" {
		t.Errorf("(-form +json):\n%s", diff)
	}
	w.clean()
}

func TestUpdateAndDelete(t *testing.T) {
	w := start(t, slacksim.Options{})
	ts := w.post("C1", "före", object{"metadata": object{"event_type": "q", "event_payload": object{"id": "m1"}}})
	theirs := w.Post("U1", "C1", "mitt")
	w.ok("chat.update", object{"channel": "C1", "ts": ts, "text": "efter"})
	got := w.Messages("C1")[0]
	if got.Text != "efter" || got.EditedTS == "" || got.Metadata == nil {
		t.Errorf("updated message is %+v", got)
	}
	w.ok("chat.update", object{"channel": "C1", "ts": ts, "text": "efter", "metadata": object{}})
	if got := w.Messages("C1")[0]; got.Metadata != nil {
		t.Errorf("metadata %s is still there", got.Metadata)
	}
	refusals := []object{
		w.call("chat.update", object{"channel": "C1", "ts": theirs, "text": "x"}),
		w.call("chat.delete", object{"channel": "C1", "ts": theirs}),
		w.call("chat.update", object{"channel": "C1", "ts": "1.000001", "text": "x"}),
	}
	want := []any{"cant_update_message", "cant_delete_message", "message_not_found"}
	if diff := cmp.Diff(want, []any{refusals[0]["error"], refusals[1]["error"], refusals[2]["error"]}); diff != "" {
		t.Errorf("refusals (-want +got):\n%s", diff)
	}
	w.Reply("U1", "C1", ts, "svar")
	w.ok("chat.delete", object{"channel": "C1", "ts": ts})
	if got := w.Messages("C1")[0]; !got.Deleted || got.Subtype != "tombstone" || got.ReplyCount != 1 {
		t.Errorf("a deleted root with a reply is %+v", got)
	}
}

func TestEphemeralReachesThoseWhoAreThere(t *testing.T) {
	w := start(t, slacksim.Options{})
	for _, user := range []string{"U1", "U2"} {
		w.ok("chat.postEphemeral", object{"channel": "C1", "user": user, "text": "bara du"})
	}
	if len(w.Ephemerals("U1")) != 1 || len(w.Ephemerals("U2")) != 0 {
		t.Errorf("U1 sees %v, U2, who is away, %v", w.Ephemerals("U1"), w.Ephemerals("U2"))
	}
	if got := w.call("chat.postEphemeral", object{"channel": "C1", "user": "U9", "text": "x"})["error"]; got != "user_not_in_channel" {
		t.Errorf("a stranger: %v", got)
	}
	w.clean()
}

func TestDirectMessages(t *testing.T) {
	w := start(t, slacksim.Options{})
	id := get(w.ok("conversations.open", object{"users": "U1"}), "channel", "id").(string)
	w.post(id, "ett", nil)
	w.post("U1", "två", nil)
	var got []string
	for _, m := range w.Direct("U1") {
		got = append(got, m.Channel+" "+m.Text)
	}
	if diff := cmp.Diff([]string{id + " ett", id + " två"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if id != w.DirectChannel("U1") {
		t.Errorf("DirectChannel is %s, want %s", w.DirectChannel("U1"), id)
	}
	w.clean()
}

func TestPermalink(t *testing.T) {
	w := start(t, slacksim.Options{})
	root := w.post("C1", "fråga", nil)
	reply := w.Reply("U1", "C1", root, "svar")
	got := w.ok("chat.getPermalink", object{"channel": "C1", "message_ts": reply})["permalink"]
	want := w.URL() + "/archives/C1/p" + strings.Replace(reply, ".", "", 1) + "?thread_ts=" + root + "&cid=C1"
	if got != want {
		t.Errorf("permalink %v, want %s", got, want)
	}
}
