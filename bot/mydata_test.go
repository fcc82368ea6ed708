package bot

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

// shared is a world whose meeting's channel has the question and somebody of
// another workspace, which is the organisation extern's.
func shared(t *testing.T) (w *world, question string) {
	t.Helper()
	w = newWorld(t, func(s *setting) {
		s.settings = func(s *flows.Settings) {
			s.Organisations = append(s.Organisations, flows.Organisation{ID: "extern", Name: "Externa", Team: outsideTeam, Managed: true})
		}
	})
	w.connect()
	question = w.asked()
	w.AddUser(slacksim.User{ID: outside, TeamID: outsideTeam})
	w.Invite(group, room, outside)
	return w, question
}

// ephemerals are the texts that a person alone sees.
func (w *world) ephemerals(user string) []string {
	var out []string
	for _, m := range w.Ephemerals(user) {
		out = append(out, m.Text)
	}
	return out
}

// Everybody sees by a button what is kept of them, alone and in their language.
func TestMyDataButton(t *testing.T) {
	t.Parallel()
	const guest = "U0GUEST"
	w, question := shared(t)
	w.AddUser(slacksim.User{ID: guest, Guest: true, Locale: "en-GB"})
	w.Invite(group, room, guest)
	sv, en := locale.For("sv"), locale.For("en")
	speaksFor := func(name string) string {
		return sv.Text("command.mydata.organisation", locale.Args{"Organisation": name})
	}
	for _, c := range []struct{ name, user, want string }{
		{"of another workspace", outside, speaksFor("Externa")},
		{"a guest", guest, en.Text("command.mydata.no_organisation", nil)},
		{"a member", alfa, speaksFor("Alfa")},
		{"a stranger", stranger, sv.Text("command.mydata.no_organisation", nil)},
		{"the working group", group, sv.Text("command.mydata.no_organisation", nil)},
		{"an official", official, sv.Text("command.mydata.no_organisation", nil)},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(w.Messages(room))
			got := w.pressed(w.Click(c.user, room, question, "mydata_open", ""))
			if !strings.HasPrefix(got, c.want) {
				t.Errorf("answered %q, want %q first", got, c.want)
			}
			if diff := cmp.Diff([]string{got}, w.ephemerals(c.user)); diff != "" {
				t.Errorf("what they alone see (-want +got):\n%s", diff)
			}
			if after := len(w.Messages(room)); after != before {
				t.Errorf("%d messages in the channel, %d before", after, before)
			}
		})
	}
}

// Somebody of another workspace, who has no slash command, has everything
// forgotten by buttons: what they read is replaced, so that it does not stay.
func TestForgetByButtons(t *testing.T) {
	t.Parallel()
	w, question := shared(t)
	w.Reply(outside, room, question, "Vi saknar <scener>.")
	w.stored("Vi saknar <scener>.")
	if got := w.pressed(w.Click(outside, room, question, "mydata_open", "")); !strings.Contains(got, "Vi saknar &lt;scener&gt;.") {
		t.Errorf("what is kept: %q", got)
	}
	for _, step := range []struct{ action, want string }{
		{"forget_ask", locale.For("sv").Count("command.forget.ask", 1, nil)},
		{"forget_confirm", locale.For("sv").Text("notice.forgotten", locale.Args{"Count": 1})},
	} {
		shown := w.with(w.Ephemerals, outside, step.action)
		w.pressed(w.Click(outside, room, shown.TS, step.action, ""))
		if diff := cmp.Diff([]string{step.want}, w.ephemerals(outside)); diff != "" {
			t.Errorf("after %s (-want +got):\n%s", step.action, diff)
		}
	}
	w.stored("")
	w.pressed(w.Click(outside, room, question, "mydata_open", ""))
	last := w.Ephemerals(outside)[1]
	if !strings.Contains(last.Text, words("command.mydata.nothing")) || bytes.Contains(last.Blocks, []byte("forget_ask")) {
		t.Errorf("after it: %q, %s", last.Text, last.Blocks)
	}
}

// What a command lists is left by the same button.
func TestForgetFromTheCommand(t *testing.T) {
	t.Parallel()
	w, question := shared(t)
	w.Reply(alfa, room, question, "Ett svar.")
	w.stored("Ett svar.")
	w.answered(w.Slash(alfa, room, "mydata"))
	listed := w.with(w.Ephemerals, alfa, "forget_ask")
	w.pressed(w.Click(alfa, room, listed.TS, "forget_ask", ""))
	w.with(w.Ephemerals, alfa, "forget_confirm")
	w.stored("Ett svar.")
}
