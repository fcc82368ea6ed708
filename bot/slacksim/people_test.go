package slacksim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

func TestEditsAndDeletions(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	root := w.Post("U1", "C1", "rot")
	reply := w.Reply("U1", "C1", root, "före")
	b.inner()
	b.inner()

	w.Edit("U1", "C1", reply, "efter")
	e := b.inner()
	if e["subtype"] != "message_changed" || get(e, "message", "text") != "efter" || get(e, "previous_message", "text") != "före" ||
		get(e, "message", "edited", "user") != "U1" || e["hidden"] != true || e["user"] != nil {
		t.Errorf("edit arrives as %v", e)
	}
	w.Touch("C1", reply)
	e = b.inner()
	if e["subtype"] != "message_changed" || get(e, "message", "text") != get(e, "previous_message", "text") {
		t.Errorf("a detected language arrives as %v", e)
	}
	if diff := cmp.Diff(get(e, "previous_message", "edited"), get(e, "message", "edited")); diff != "" {
		t.Errorf("edited changed without an edit:\n%s", diff)
	}
	w.Delete("U1", "C1", root)
	e = b.inner()
	if e["subtype"] != "message_changed" || get(e, "message", "subtype") != "tombstone" || get(e, "message", "ts") != root {
		t.Errorf("a deleted root with a reply arrives as %v", e)
	}
	w.Delete("U1", "C1", reply)
	e = b.inner()
	if e["subtype"] != "message_deleted" || e["deleted_ts"] != reply || get(e, "previous_message", "text") != "efter" {
		t.Errorf("a deletion arrives as %v", e)
	}
	w.clean()
}

func TestBroadcastReply(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	root := w.Post("U1", "C1", "rot")
	ts := w.ReplyWith("U1", "C1", root, slacksim.Draft{Text: "till alla", Broadcast: true})
	b.inner()
	e := b.inner()
	if e["subtype"] != "thread_broadcast" || get(e, "root", "ts") != root || get(e, "root", "reply_count") != 1.0 {
		t.Errorf("a broadcast reply arrives as %v", e)
	}
	if got := w.Messages("C1"); len(got) != 2 || got[1].TS != ts {
		t.Errorf("the channel shows %v", got)
	}
}

func TestExternalUser(t *testing.T) {
	w := start(t, slacksim.Options{})
	w.Share("C1")
	b := w.connect()
	w.Post("U3", "C1", "utifrån")
	outer := b.event()
	if outer["team_id"] != "T0EXT" || outer["is_ext_shared_channel"] != true || get(outer, "authorizations", 0, "team_id") != "T0HOME" {
		t.Errorf("outer event %v", outer)
	}
	want := object{"team": "T0EXT", "user_team": "T0EXT", "source_team": "T0EXT"}
	if diff := cmp.Diff(want, pick(outer["event"].(object), "team", "user_team", "source_team")); diff != "" {
		t.Errorf("teams (-want +got):\n%s", diff)
	}
	w.clean()
	if _, err := w.Slash("U3", "C1", "help").Ack(patience(t)); err == nil {
		t.Error("an external user has a slash command")
	}
	if diff := cmp.Diff([]string{"test Slash"}, w.whats()); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}

func TestFilesOfPeople(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	w.ReplyWith("U1", "C1", "", slacksim.Draft{Text: "bifogat", Files: []slacksim.File{{Name: "a.txt", Content: []byte("hej")}}})
	e := b.inner()
	if e["subtype"] != "file_share" || get(e, "files", 0, "name") != "a.txt" {
		t.Errorf("a file arrives as %v", e)
	}
	w.ReplyWith("U3", "C1", "", slacksim.Draft{Files: []slacksim.File{{Name: "b.txt", Content: []byte("hej"), Stub: true}}})
	stub := get(b.inner(), "files", 0).(object)
	if stub["file_access"] != "check_file_info" || stub["name"] != nil {
		t.Errorf("a stub is %v", stub)
	}
	if got := get(w.ok("files.info", object{"file": stub["id"]}), "file", "name"); got != "b.txt" {
		t.Errorf("files.info of a stub: %v", got)
	}
}

func TestChannelEvents(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	steps := []struct {
		name string
		do   func()
		want []object
	}{
		{"rename", func() { w.Rename("U1", "C1", "nytt") }, []object{{"type": "channel_rename"}}},
		{"archive", func() { w.Archive("U1", "C1") }, []object{{"type": "channel_archive", "channel": "C1", "user": "U1"}}},
		{"unarchive", func() { w.Unarchive("U1", "C1") }, []object{{"type": "channel_unarchive", "channel": "C1", "user": "U1"}}},
		{"new id", func() { w.ChangeID("C1", "C1NEW") }, []object{{"type": "channel_id_changed", "old_channel_id": "C1", "new_channel_id": "C1NEW"}}},
		{"invited", func() { w.Invite("U1", "G1", w.app.BotUserID) }, []object{
			{"type": "message", "subtype": "group_join", "user": w.app.BotUserID, "channel": "G1"},
			{"type": "member_joined_channel", "user": w.app.BotUserID, "channel": "G1", "channel_type": "G", "inviter": "U1"},
		}},
		{"kicked", func() { w.Kick("C1NEW", w.app.BotUserID) }, []object{
			{"type": "member_left_channel", "user": w.app.BotUserID, "channel": "C1NEW", "channel_type": "C"},
			{"type": "channel_left", "channel": "C1NEW"},
		}},
		{"home", func() { w.OpenHome("U1") }, []object{{"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"}}},
	}
	for _, s := range steps {
		s.do()
		for _, want := range s.want {
			keys := []string{"subtype", "user", "channel_type", "inviter", "old_channel_id", "new_channel_id", "tab", "type"}
			e := b.inner()
			if want["channel"] != nil {
				keys = append(keys, "channel")
			}
			if want["type"] == "message" {
				delete(e, "channel_type")
			}
			if want["inviter"] == nil {
				delete(e, "inviter")
			}
			if diff := cmp.Diff(want, pick(e, keys...)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", s.name, diff)
			}
		}
	}
	if got := w.call("chat.postMessage", object{"channel": "C1", "text": "x"})["error"]; got != "channel_not_found" {
		t.Errorf("the old id: %v", got)
	}
	w.clean()
}

func TestMistakesOfATestAreNoted(t *testing.T) {
	w := start(t, slacksim.Options{})
	w.Post("U9", "C1", "x")
	w.Post("U1", "C9", "x")
	w.Post("U2", "C2", "x")
	w.Edit("U1", "C1", "1.000001", "x")
	w.React("U1", "C1", "1.000001", "star")
	if diff := cmp.Diff([]string{"test Post", "test Post", "test Post", "test Edit", "test React"}, w.whats()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := len(w.bad.list); got != 5 {
		t.Errorf("OnViolation was called %d times, want 5", got)
	}
}
