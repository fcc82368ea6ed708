package bot

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// botself is the bot of the parser's tests.
var botself = Identity{Team: "T0HOME", User: "U0SAMRAD", BotID: "B0SAMRAD"}

func nobody(string) string { return "" }

// callback is an Events API payload with the event ID "Ev1".
func callback(inner string) json.RawMessage {
	return json.RawMessage(`{"type":"event_callback","team_id":"T0HOME","event_id":"Ev1","event":` + inner + `}`)
}

type parseCase struct {
	name  string
	inner string
	want  any // nil: the parse fails, and the event becomes a dead letter
}

func testParse(t *testing.T, cases []parseCase) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := parseEvent(callback(c.inner), botself, nobody)
			if (err != nil) != (c.want == nil) {
				t.Fatalf("error %v", err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("event (-want +got):\n%s", diff)
			}
		})
	}
}

// aReply is the reply of most cases below.
func aReply(change func(*flows.Reply)) flows.Reply {
	r := flows.Reply{
		EventID: "Ev1", Place: flows.Place{Channel: "C1", TS: "1700000001.000200"}, Thread: "1700000000.000100",
		User: "U1", Text: "Vi behöver lokaler", EventTS: "1700000001.000200",
	}
	if change != nil {
		change(&r)
	}
	return r
}

// typed is a message as a person wrote it in a question's thread, with more
// fields or other values of them.
func typed(more string) string {
	return `{"type":"message","channel":"C1","user":"U1","text":"Vi behöver lokaler","ts":"1700000001.000200",` +
		`"thread_ts":"1700000000.000100","event_ts":"1700000001.000200"` + more + `}`
}

func TestParseMessage(t *testing.T) {
	t.Parallel()
	message := ignored{"message"}
	testParse(t, []parseCase{
		{"reply", typed(``), aReply(nil)},
		{"top level", `{"type":"message","channel":"C1","user":"U1","text":"Vi behöver lokaler","ts":"1700000001.000200","event_ts":"1700000001.000200"}`,
			aReply(func(r *flows.Reply) { r.Thread = "" })},
		{"author of the thread's root", typed(`,"parent_user_id":"U0SAMRAD"`), aReply(func(r *flows.Reply) { r.ParentUser = "U0SAMRAD" })},
		{"sent to the channel too", typed(`,"subtype":"thread_broadcast","root":{"text":"Fråga","ts":"1700000000.000100","user":"U0SAMRAD","bot_id":"B0SAMRAD"}`), aReply(nil)},
		{"slash me", typed(`,"subtype":"me_message"`), aReply(nil)},
		{"no event_ts", strings.Replace(typed(``), `,"event_ts":"1700000001.000200"`, ``, 1), aReply(nil)},
		{"team of a guest", typed(`,"team":"T0EXT"`), aReply(func(r *flows.Reply) { r.Team = "T0EXT" })},
		{"the person's team, not the channel's", typed(`,"team":"T0HOME","source_team":"T0HOME","user_team":"T0EXT"`), aReply(func(r *flows.Reply) { r.Team = "T0EXT" })},
		{"rich text before text", typed(`,"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"Två & tre"}]}]}]`),
			aReply(func(r *flows.Reply) { r.Text = "Två & tre" })},
		{"blocks that are no rich text", typed(`,"blocks":[{"type":"image","image_url":"https://example.org/a.png","alt_text":"a"}]`), aReply(nil)},
		{"blocks of a wrong type", typed(`,"blocks":"none"`), aReply(nil)},
		{"fields unknown today", typed(`,"new_in_2030":{"deep":[1,2,{"x":null}]},"reply_count":1e400,"huge":123456789012345678901234567890`), aReply(nil)},
		{"nulls", typed(`,"subtype":null,"bot_id":null,"files":null,"edited":null,"blocks":null,"metadata":null,"team":null`), aReply(nil)},
		{"edited before it arrived", typed(`,"edited":{"user":"U1","ts":"1700000009.000000"}`), aReply(func(r *flows.Reply) { r.EditedTS = "1700000009.000000" })},
		{"escaped words", typed(`,"text":"a &lt;b&gt; &amp; c"`), aReply(func(r *flows.Reply) { r.Text = "a <b> & c" })},
		{"no words", typed(`,"text":""`), aReply(func(r *flows.Reply) { r.Text = "" })},

		{"replied, without its subtype", `{"type":"message","message":{"type":"message","user":"U1","text":"x","thread_ts":"1700000000.000100","ts":"1700000000.000100","reply_count":1},"channel":"C1","event_ts":"1700000001.000200","ts":"1700000001.000200"}`, message},
		{"our own", typed(`,"user":"U0SAMRAD"`), message},
		{"a bot with a user", typed(`,"bot_id":"B1"`), message},
		{"Slackbot", typed(`,"user":"USLACKBOT"`), message},
		{"no author", strings.Replace(typed(``), `"user":"U1",`, ``, 1), message},
		{"no ts", strings.Replace(typed(``), `"ts":"1700000001.000200",`, ``, 1), nil},
		{"no ts and nothing said", `{"type":"message","subtype":"file_share","channel":"C1","user":"U1","files":[]}`, message},
		{"our own, no ts", strings.Replace(typed(`,"user":"U0SAMRAD"`), `"ts":"1700000001.000200",`, ``, 1), message},
		{"only an emoji", typed(`,"text":":thumbsup:","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"emoji","name":"thumbsup","unicode":"1f44d"}]}]}]`),
			aReply(func(r *flows.Reply) { r.Text = ":thumbsup:" })},
		{"only an emoji of their own", typed(`,"text":":samråd:","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"emoji","name":"samråd"}]}]}]`),
			aReply(func(r *flows.Reply) { r.Text = ":samråd:" })},
		{"only a mention", typed(`,"text":"<@U2>","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"user","user_id":"U2"}]}]}]`),
			aReply(func(r *flows.Reply) { r.Text = "@…" })},
		{"only a mention, without blocks", typed(`,"text":"<!channel>"`), aReply(func(r *flows.Reply) { r.Text = "@channel" })},
		{"of a bot", typed(`,"subtype":"bot_message","bot_id":"B1"`), ignored{"message.bot_message"}},
		{"a person joined", typed(`,"subtype":"channel_join"`), ignored{"message.channel_join"}},
		{"a person left a private channel", typed(`,"subtype":"group_leave"`), ignored{"message.group_leave"}},
		{"a topic", typed(`,"subtype":"channel_topic","topic":"x"`), ignored{"message.channel_topic"}},
		{"a reminder of Slack's", typed(`,"subtype":"reminder_add"`), ignored{"message.reminder_add"}},
		{"subtype of tomorrow", typed(`,"subtype":"telepathy"`), ignored{"message.telepathy"}},

		{"text of a wrong type", typed(`,"text":{"a":1}`), nil},
		{"ts a number", typed(`,"ts":1700000001.0002`), nil},
		{"thread ts a huge number", typed(`,"thread_ts":1e999`), nil},
		{"user a list", typed(`,"user":["U1"]`), nil},
		{"files an object", typed(`,"files":{"id":"F1"}`), nil},
	})
}

func TestParseFiles(t *testing.T) {
	t.Parallel()
	const link = "https://example.org/files/F1"
	testParse(t, []parseCase{
		{"with words", typed(`,"subtype":"file_share","files":[{"id":"F1","name":"plan.pdf","title":"Planen","permalink":"` + link + `","size":1e3,"mode":"hosted"}]`),
			aReply(func(r *flows.Reply) {
				r.Files, r.Said = []flows.File{{ID: "F1", Name: "plan.pdf", Link: link}}, r.Text+"\x00F1"
			})},
		{"without words", typed(`,"subtype":"file_share","text":"","files":[{"id":"F1","name":"plan.pdf","permalink":"` + link + `"},{"id":"F2","title":"Bilaga"}]`),
			aReply(func(r *flows.Reply) {
				r.Text, r.Files = "plan.pdf\nBilaga", []flows.File{{ID: "F1", Name: "plan.pdf", Link: link}, {ID: "F2", Name: "Bilaga"}}
				r.Said = "\x00F1\x00F2"
			})},
		{"stub, and an emoji", typed(`,"subtype":"file_share","text":":tada:","files":[{"id":"F1","mode":"file_access","file_access":"check_file_info"}]`),
			aReply(func(r *flows.Reply) { r.Text, r.Files, r.Said = ":tada:", []flows.File{{ID: "F1"}}, ":tada:\x00F1" })},
		{"stub of Slack Connect", typed(`,"subtype":"file_share","text":"","files":[{"id":"F1","created":0,"mode":"file_access","file_access":"check_file_info"}]`),
			aReply(func(r *flows.Reply) { r.Text, r.Files, r.Said = "", []flows.File{{ID: "F1"}}, "\x00F1" })},
		{"none after all", typed(`,"subtype":"file_share","files":[],"upload":false`), aReply(nil)},
		{"deleted meanwhile", typed(`,"subtype":"file_share","files":[{"id":"F1","mode":"tombstone"}]`), aReply(nil)},
	})
}
