package bot

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

// askedWhose is a world in which somebody of a workspace that nobody knows has
// answered in a thread, and was asked by direct message whom they speak for.
func askedWhose(t *testing.T, change func(*setting)) (w *world, question slacksim.Message) {
	t.Helper()
	w = newWorld(t, change)
	w.connect()
	root := w.asked()
	w.AddUser(slacksim.User{ID: outside, TeamID: outsideTeam})
	w.Invite(group, room, outside)
	reply := w.Reply(outside, room, root, "Vi saknar scener.")
	question = w.with(w.Direct, outside, "organisation_choose")
	link := "/archives/" + room + "/p" + strings.Replace(reply, ".", "", 1)
	if blocks := string(question.Blocks); !strings.Contains(blocks, link) || !strings.Contains(blocks, "Du svarade på: q1") {
		t.Errorf("no link %s, or not the question, in %s", link, blocks)
	}
	return w, question
}

// organisation is what the answer counts for.
func (w *world) organisation() string {
	w.t.Helper()
	rows := w.rows()
	if len(rows) != 1 {
		w.t.Fatalf("%d rows, want one", len(rows))
	}
	if rows[0].Organisation == nil {
		return ""
	}
	return string(*rows[0].Organisation)
}

// Whichever way a person answers whom they speak for, the thanks take the place
// of the question, with a menu to choose again.
func TestWhoseAnswered(t *testing.T) {
	t.Parallel()
	said := func(key, name string) string {
		return locale.For("sv").Text("notice."+key, locale.Args{"Organisation": name})
	}
	propose := func(name string) func(*world, slacksim.Message) {
		return func(w *world, question slacksim.Message) {
			form := w.opens(w.Click(outside, question.Channel, question.TS, "organisation_new", ""))
			w.sends(outside, form, map[string]any{"name": name})
		}
	}
	press := func(action, value string) func(*world, slacksim.Message) {
		return func(w *world, question slacksim.Message) {
			w.pressed(w.Click(outside, question.Channel, question.TS, action, value))
		}
	}
	for _, c := range []struct {
		name   string
		answer func(*world, slacksim.Message)
		want   string // what is said
		counts string
	}{
		{"chosen from the menu", press("organisation_choose", "alfa"), said("chosen", "Alfa"), "alfa"},
		{"not on the list", propose("Nya <Scenen>"), said("proposed", "Nya &lt;Scenen&gt;"), "nya-scenen"},
		{"on the list after all", propose("alfa"), said("chosen", "Alfa"), "alfa"},
		{"none", press("organisation_none", ""), said("chosen_none", ""), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w, question := askedWhose(t, nil)
			c.answer(w, question)
			w.until("the thanks", func() bool { return w.Direct(outside)[0].Text == c.want })
			w.router.Wait()
			all := w.Direct(outside)
			if blocks := all[0].Blocks; len(all) != 1 || !bytes.Contains(blocks, []byte("organisation_choose")) || bytes.Contains(blocks, []byte("organisation_new")) {
				t.Errorf("%d messages, the first: %s", len(all), blocks)
			}
			if got := w.organisation(); got != c.counts {
				t.Errorf("counts for %q, want %q", got, c.counts)
			}
			w.pressed(w.Click(outside, question.Channel, question.TS, "organisation_choose", "alfa"))
			if got := w.organisation(); got != "alfa" {
				t.Errorf("chosen again, it counts for %q", got)
			}
		})
	}
}

// Where the direct message was refused, the thanks take the place of the
// question that only the person sees in the channel.
func TestWhoseAnsweredInTheChannel(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.connect()
	w.SetFault(slacksim.Fault{Method: "conversations.open", SlackError: "cannot_dm_bot"})
	w.queue(stranger, "whose", flows.OrganisationQuestion{Channel: room, Meeting: theMeeting, Question: "Vilka lokaler saknas?"})
	w.messenger("a")
	question := w.with(w.Ephemerals, stranger, "organisation_new")
	form := w.opens(w.Click(stranger, room, question.TS, "organisation_new", ""))
	w.sends(stranger, form, map[string]any{"name": "Alfa"})
	want := []string{locale.For("sv").Text("notice.chosen", locale.Args{"Organisation": "Alfa"})}
	w.until("the thanks", func() bool { return cmp.Equal(want, w.ephemerals(stranger)) })
}

// A form that stayed open for longer than Slack lets its message be replaced is
// thanked for by direct message.
func TestWhoseAnsweredLate(t *testing.T) {
	t.Parallel()
	w, question := askedWhose(t, func(s *setting) { s.slack.ResponseLife = time.Nanosecond })
	form := w.opens(w.Click(outside, question.Channel, question.TS, "organisation_new", ""))
	w.sends(outside, form, map[string]any{"name": "Alfa"})
	want := locale.For("sv").Text("notice.chosen", locale.Args{"Organisation": "Alfa"})
	if got := w.toldOf(outside, 2); got != want {
		t.Errorf("told %q, want %q", got, want)
	}
}

// Who is listed as a member meanwhile is told so, and nothing else.
func TestWhoseAnsweredByAListedMember(t *testing.T) {
	t.Parallel()
	w, question := askedWhose(t, nil)
	if err := w.store.SaveOrganisation(t.Context(), flows.Organisation{ID: "beta", Name: "Beta", Members: []flows.UserID{outside}}); err != nil {
		t.Fatal(err)
	}
	form := w.opens(w.Click(outside, question.Channel, question.TS, "organisation_new", ""))
	want := locale.For("sv").Text("notice.listed", locale.Args{"Organisation": "Beta"})
	if errs, err := w.Submit(outside, form.ID, map[string]any{"name": "Alfa"}).Errors(t.Context()); err != nil || errs["name"] != want {
		t.Errorf("form: %v (%v)", errs, err)
	}
	if got := w.pressed(w.Click(outside, question.Channel, question.TS, "organisation_none", "")); got != want {
		t.Errorf("none: %q", got)
	}
	if got := w.organisation(); got != "beta" {
		t.Errorf("counts for %q", got)
	}
}
