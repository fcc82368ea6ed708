package bot

import (
	"testing"

	"github.com/samrad/samrad/flows"
)

// change is a message_changed event of the channel C1.
func change(message, previous string) string {
	s := `{"type":"message","subtype":"message_changed","channel":"C1","hidden":true,"ts":"1700000005.000000","event_ts":"1700000005.000000","message":` + message
	if previous != "" {
		s += `,"previous_message":` + previous
	}
	return s + `}`
}

// inThread is the inner message of a change.
func inThread(text, more string) string {
	return `{"type":"message","user":"U1","text":"` + text + `","ts":"1700000001.000200","thread_ts":"1700000000.000100"` + more + `}`
}

func TestParseChange(t *testing.T) {
	t.Parallel()
	const editedAt = `,"edited":{"user":"U1","ts":"1700000004.000000"}`
	edit := aReply(func(r *flows.Reply) { r.EditedTS, r.EventTS = "1700000004.000000", "1700000005.000000" })
	none := ignored{"message_changed"}
	testParse(t, []parseCase{
		{"edit", change(inThread("Vi behöver lokaler", editedAt), inThread("Vi behöver", "")), edit},
		{"edit of an edit, same words", change(inThread("Vi behöver lokaler", editedAt), inThread("Vi behöver lokaler", `,"edited":{"ts":"1700000003.000000"}`)), edit},
		{"edit without what was before", change(inThread("Vi behöver lokaler", editedAt), ""), edit},
		{"edit whose message lacks its ts", change(`{"type":"message","user":"U1","text":"Vi behöver lokaler"`+editedAt+`}`, inThread("Vi behöver", "")), edit},
		{"edit without its time", change(inThread("Vi behöver lokaler", ""), inThread("Vi behöver", "")),
			aReply(func(r *flows.Reply) { r.EventTS = "1700000005.000000" })},
		{"a file was taken off", change(inThread("Vi behöver lokaler", `,"subtype":"file_share"`+editedAt), inThread("Vi behöver lokaler", `,"subtype":"file_share","files":[{"id":"F1"}]`)), edit},
		{"a file was taken off, the time unchanged", change(inThread("Vi behöver lokaler", ""), inThread("Vi behöver lokaler", `,"files":[{"id":"F1"}]`)),
			aReply(func(r *flows.Reply) { r.EventTS = "1700000005.000000" })},
		{"a file was deleted", change(inThread("Vi behöver lokaler", `,"files":[{"id":"F1","mode":"tombstone"}]`), inThread("Vi behöver lokaler", `,"files":[{"id":"F1","mode":"hosted"}]`)),
			aReply(func(r *flows.Reply) { r.EventTS = "1700000005.000000" })},
		{"a file was added", change(inThread("Vi behöver lokaler", `,"files":[{"id":"F1","name":"plan.pdf"}]`), inThread("Vi behöver lokaler", "")),
			aReply(func(r *flows.Reply) {
				r.EventTS, r.Files = "1700000005.000000", []flows.File{{ID: "F1", Name: "plan.pdf"}}
				r.Said = r.Text + "\x00F1"
			})},
		{"what is known of a file", change(inThread("Vi", `,"files":[{"id":"F1","name":"plan.pdf"}]`), inThread("Vi", `,"files":[{"id":"F1"}]`)), none},
		{"unfurl", change(inThread("Vi", `,"attachments":[{"title":"x"}]`), inThread("Vi", "")), none},
		{"unfurl of an edited message", change(inThread("Vi", editedAt+`,"attachments":[{"title":"x"}]`), inThread("Vi", editedAt)), none},
		{"language detected", change(inThread("Vi", `,"language":{"locale":"sv","is_reliable":true}`), inThread("Vi", "")), none},
		{"reply count of our question", change(`{"type":"message","user":"U0SAMRAD","bot_id":"B0SAMRAD","text":"Fråga","ts":"1700000000.000100","reply_count":1}`, ""), none},
		{"of a bot", change(inThread("x", `,"bot_id":"B1","subtype":"bot_message"`), ""), none},
		{"assistant thread", change(inThread("x", `,"subtype":"assistant_app_thread"`), ""), none},
		{"no message", `{"type":"message","subtype":"message_changed","channel":"C1"}`, none},
		{"message null", change(`null`, ""), none},
		{"no ts at all", change(`{"type":"message","user":"U1","text":"x"}`, ""), nil},
		{"of a bot, no ts at all", change(`{"type":"message","bot_id":"B1","text":"x"}`, ""), none},
		{"message a string", change(`"x"`, ""), nil},
		{"what was before a number", change(inThread("x", ""), `7`), nil},
		{"edited a boolean", change(inThread("x", `,"edited":true`), ""), nil},
	})
}

func TestParseDeletion(t *testing.T) {
	t.Parallel()
	deletion := func(change func(*flows.Deletion)) flows.Deletion {
		d := flows.Deletion{EventID: "Ev1", Place: flows.Place{Channel: "C1", TS: "1700000001.000200"}, Thread: "1700000000.000100", EventTS: "1700000005.000000"}
		if change != nil {
			change(&d)
		}
		return d
	}
	const deleted = `{"type":"message","subtype":"message_deleted","channel":"C1","hidden":true,"ts":"1700000005.000000","event_ts":"1700000005.000000"`
	none := ignored{"message_deleted"}
	testParse(t, []parseCase{
		{"reply", deleted + `,"deleted_ts":"1700000001.000200","previous_message":` + inThread("x", "") + `}`, deletion(nil)},
		{"without what was before", deleted + `,"deleted_ts":"1700000001.000200"}`, deletion(func(d *flows.Deletion) { d.Thread = "" })},
		{"without its ts", deleted + `,"previous_message":` + inThread("x", "") + `}`, deletion(nil)},
		{"of a bot", deleted + `,"deleted_ts":"1700000001.000200","previous_message":` + inThread("x", `,"bot_id":"B1"`) + `}`, none},
		{"of ours", deleted + `,"deleted_ts":"1700000001.000200","previous_message":` + inThread("x", `,"user":"U0SAMRAD"`) + `}`, none},
		{"nothing named", deleted + `}`, nil},
		{"tombstone of a root", change(`{"type":"message","subtype":"tombstone","user":"USLACKBOT","text":"This message was deleted.","ts":"1700000001.000200","thread_ts":"1700000001.000200"}`, inThread("x", "")),
			deletion(func(d *flows.Deletion) { d.Thread = "1700000001.000200" })},
		{"deleted ts a huge number", deleted + `,"deleted_ts":99999999999999999999999999}`, nil},
	})
}
