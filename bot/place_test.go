package bot

import (
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
)

// What carries an answer and does not say where it belongs becomes a dead
// letter: in the store its key would be of another slot, or another message's.
func TestUnplaced(t *testing.T) {
	t.Parallel()
	without := func(field string) string {
		return strings.Replace(typed(``), `"`+field+`":`, `"x":`, 1)
	}
	with := func(field, value string) string {
		return strings.Replace(without(field), `"x":`, `"`+field+`":"`+value+`","x":`, 1)
	}
	testParse(t, []parseCase{
		{"a reply without channel", without("channel"), nil},
		{"a channel with a brace", with("channel", "C1}"), nil},
		{"a ts in words", with("ts", "now"), nil},
		{"a ts without micros", with("ts", "1700000001."), nil},
		{"a thread that is no ts", with("thread_ts", "1700000000:x"), nil},
		{"a user with a bar", with("user", "U1|x"), nil},
		{"an edit of no ts", typed(`,"edited":{"ts":"later"}`), nil},
		{"a message in no thread and no channel", `{"type":"message","user":"U1","text":"hej","ts":"1700000001.000200"}`, ignored{"message"}},
		{"a deletion without channel", `{"type":"message","subtype":"message_deleted","deleted_ts":"1700000001.000200"}`, nil},
		{"a reaction without channel", `{"type":"reaction_added","user":"U1","reaction":"star","item":{"type":"message","ts":"1700000001.000200"},"event_ts":"1700000002.000100"}`, nil},
		{"a channel that became nothing", `{"type":"channel_id_changed","old_channel_id":"C1"}`, nil},
		{"as it should be", typed(``), aReply(nil)},
		{"a channel that moved", `{"type":"channel_id_changed","old_channel_id":"C1","new_channel_id":"C2"}`, channelMoved{From: "C1", To: flows.ChannelID("C2")}},
	})
}
