package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// entered are the values of a form that is filled in.
func entered(text string) map[string]any {
	return map[string]any{"question": "q1", "organisation": "alfa", "via": "phone", "text": text}
}

// with is a message among those of a person that has a button, the newest.
func (w *world) with(messages func(user string) []slacksim.Message, user, action string) slacksim.Message {
	w.t.Helper()
	var found slacksim.Message
	w.until("a message with "+action, func() bool {
		for _, m := range messages(user) {
			if bytes.Contains(m.Blocks, []byte(`"`+action+`"`)) {
				found = m
			}
		}
		return found.TS != ""
	})
	return found
}

// opens is the form that a button opens.
func (w *world) opens(in *slacksim.Interaction) slacksim.View {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	v, err := in.WaitView(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// openEntry opens the form by the button under /samrad status.
func (w *world) openEntry(user string) slacksim.View {
	w.t.Helper()
	w.answered(w.Slash(user, room, "status"))
	status := w.with(w.Ephemerals, user, "entry_open")
	return w.opens(w.Click(user, room, status.TS, "entry_open", ""))
}

// openCorrection opens the form by the button of the newest direct message.
func (w *world) openCorrection(user string) slacksim.View {
	w.t.Helper()
	told := w.with(w.Direct, user, "entry_correct")
	return w.opens(w.Click(user, told.Channel, told.TS, "entry_correct", ""))
}

// sends submits a form, and fails the test unless it is taken.
func (w *world) sends(user string, form slacksim.View, values map[string]any) {
	w.t.Helper()
	if errs, err := w.Submit(user, form.ID, values).Errors(w.t.Context()); err != nil || len(errs) != 0 {
		w.t.Fatalf("refused: %v (%v)", errs, err)
	}
}

// rows are what is exported.
func (w *world) rows() []flows.ExportRow {
	w.t.Helper()
	rows, err := flows.Export(w.t.Context(), w.theMeeting(), w.store, w.register)
	if err != nil {
		w.t.Fatal(err)
	}
	return rows
}

// toldOf waits until a person has so many direct messages, and returns the last.
func (w *world) toldOf(user string, n int) string {
	w.t.Helper()
	w.until("a direct message", func() bool { return len(w.Direct(user)) >= n })
	all := w.Direct(user)
	return all[len(all)-1].Text
}

// An answer that came by phone is registered, corrected and taken away; the
// organisation hears nothing of it.
func TestEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	var withdrawn atomic.Int32
	w.router.cases.Withdrawn = func() { withdrawn.Add(1) }
	w.connect()
	form := w.openEntry(group)
	values := entered("Vi saknar scener.")
	values["attribution"], values["key_message"] = "named", []string{"yes"}
	w.sends(group, form, values)
	told := w.toldOf(group, 1)
	if !strings.Contains(told, "Alfa") || strings.Contains(told, words("notice.entry_late")) {
		t.Errorf("told %q", told)
	}
	rows := w.rows()
	alfaID := flows.OrganisationID("alfa")
	want := flows.ExportRow{ID: rows[0].ID, Question: "q1", Organisation: &alfaID, Text: "Vi saknar scener.", SubmittedAt: rows[0].SubmittedAt,
		Attribution: flows.AttributionNamed, Source: flows.SourceModal, KeyMessage: "Vi saknar scener.", EnteredBy: group, Via: flows.ViaPhone}
	if diff := cmp.Diff([]flows.ExportRow{want}, rows); diff != "" {
		t.Errorf("exported (-want +got):\n%s", diff)
	}

	form = w.openCorrection(group)
	if !bytes.Contains(form.Blocks, []byte(`"initial_value":"Vi saknar scener."`)) {
		t.Errorf("the form is not filled in: %s", form.Blocks)
	}
	w.sends(group, form, map[string]any{"text": "Vi saknar två scener.", "via": "email"})
	if rows = w.rows(); len(rows) != 1 || rows[0].Text != "Vi saknar två scener." || rows[0].Via != flows.ViaEmail || rows[0].KeyMessage != rows[0].Text || rows[0].EditedAt == nil {
		t.Errorf("corrected: %+v", rows)
	}
	w.toldOf(group, 2)

	form = w.openCorrection(group)
	w.sends(group, form, map[string]any{"text": nil})
	if told := w.toldOf(group, 3); told != words("notice.answer_withdrawn") {
		t.Errorf("told %q", told)
	}
	if n := withdrawn.Load(); n != 1 {
		t.Errorf("what was published is looked at %d times after the withdrawal, want once", n)
	}
	if rows = w.rows(); len(rows) != 1 || !rows[0].Withdrawn || rows[0].Text != "" || rows[0].EnteredBy != "" || rows[0].Via != "" {
		t.Errorf("withdrawn: %+v", rows)
	}
	button := w.with(w.Direct, group, "entry_correct")
	if got := w.pressed(w.Click(group, button.Channel, button.TS, "entry_correct", "")); got != words("notice.entry_withdrawn") {
		t.Errorf("the button of an answer that is gone: %q", got)
	}
	w.router.Wait()
	if n := len(w.Direct(alfa)) + len(w.Ephemerals(alfa)) + len(w.Messages(room)); n != 0 {
		t.Errorf("%d messages to the organisation, want none", n)
	}
}

// Staff have a button for each meeting in the weekly summary, and two calls are
// two answers.
func TestEntryFromTheSummary(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(s *setting) {
		s.settings = func(s *flows.Settings) {
			second := s.Meetings[0]
			second.ID, second.Starts = "summer", second.Starts.AddDate(0, 0, 2)
			s.Meetings = append(s.Meetings, second)
		}
	})
	w.connect()
	w.messenger("a")
	if _, err := w.Slash(official, staff, "summary").Ack(t.Context()); err != nil {
		t.Fatal(err)
	}
	summary := w.with(w.Direct, official, "entry_open")
	for _, meeting := range []string{"spring", "spring", "summer"} {
		w.sends(official, w.opens(w.Click(official, summary.Channel, summary.TS, "entry_open", meeting)), entered("Vi saknar scener."))
	}
	w.stored("Vi saknar scener.", "Vi saknar scener.") // for the spring's meeting
	w.router.Wait()
}

// A form that Slack delivers again is stored once, and so is one that a person
// sends again because Slack said that it did not arrive.
func TestEntryAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.connect()
	for range 3 {
		if got := w.submission(official, "V0SAME", "spring||", "Vi saknar scener."); got != "" {
			t.Errorf("refused: %s", got)
		}
	}
	if got := w.submission(official, "V0SAME", "spring||", "Vi saknar två scener."); !strings.Contains(got, words("notice.entry_before")) {
		t.Errorf("another text in the same form: %s", got)
	}
	w.stored("Vi saknar scener.")
	w.submission(official, "V0OTHER", "spring||", "Vi saknar scener.")
	w.stored("Vi saknar scener.", "Vi saknar scener.")
	w.router.Wait()
}

// submission delivers a form as it is, and returns what it is answered with.
func (w *world) submission(user, view, metadata, text string) string {
	w.t.Helper()
	option := func(v string) string {
		return `{"value":{"type":"static_select","selected_option":{"value":"` + v + `"}}}`
	}
	in := w.SendRaw(json.RawMessage(`{"type":"view_submission","user":{"id":"` + user + `","team_id":"T0HOME"},"view":{"id":"` + view +
		`","callback_id":"form_entry","private_metadata":"` + metadata + `","state":{"values":{"question":` + option("q1") + `,"organisation":` + option("alfa") +
		`,"via":` + option("phone") + `,"text":{"value":{"type":"plain_text_input","value":"` + text + `"}}}}}}`))
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	ack, err := in.Ack(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(ack)
}

// Only the working group and the staff register answers: neither the button nor
// a form that somebody has open, or makes up, helps others.
func TestEntryRights(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.AddUser(slacksim.User{ID: outside, TeamID: outsideTeam})
	w.connect()
	w.sends(group, w.openEntry(group), entered("Vi saknar scener."))
	place := w.with(w.Direct, group, "entry_correct")
	_, value, _ := strings.Cut(string(place.Blocks), `"value":"`)
	value, _, _ = strings.Cut(value, `"`)
	missing := words("command.missing_right.working_group")
	for _, user := range []string{alfa, stranger, outside} {
		t.Run(user, func(t *testing.T) {
			for action, value := range map[string]string{"entry_open": "spring", "entry_correct": value} {
				in := w.Slash(stranger, other, "help") // whose response_url serves
				if _, err := in.Ack(t.Context()); err != nil {
					t.Fatal(err)
				}
				if err := w.raw(fmt.Sprintf(`{"type":"block_actions","trigger_id":"1.2.3","response_url":%q,"user":{"id":%q},"channel":{"id":%q},"actions":[{"action_id":%q,"value":%q}]}`,
					in.ResponseURL, user, room, action, value)); err != nil {
					t.Fatal(err)
				}
				if answer, err := in.WaitResponse(t.Context(), 1); err != nil || said(answer) != missing {
					t.Errorf("%s: %q (%v)", action, said(answer), err)
				}
			}
			for _, metadata := range []string{"spring||", value + "|0"} {
				for _, text := range []string{"Något annat.", ""} {
					if got := w.submission(user, "V0"+user, metadata, text); !strings.Contains(got, missing) {
						t.Errorf("%s %q: answered %s", metadata, text, got)
					}
				}
			}
		})
	}
	w.stored("Vi saknar scener.")
	if v := w.Ephemerals(alfa); len(v) != 0 {
		t.Errorf("a representative sees %d messages", len(v))
	}
}

// Buttons and forms that name nothing that there is are answered in words.
func TestEntryOfNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.connect()
	for name, c := range map[string]struct{ view, metadata, text, want string }{
		"no meeting":            {"V1", "||", "Ett svar.", "spring."},
		"no such entry":         {"V1", "spring|0123|0", "Ett svar.", words("notice.not_found")},
		"no such entry, empty":  {"V1", "spring|0123|0", "", words("notice.not_found")},
		"no time":               {"V1", "spring|0123|soon", "Ett svar.", words("notice.not_found")},
		"empty":                 {"V1", "spring||", "", words("notice.wrong_answer")},
		"no metadata":           {"V1", "", "Ett svar.", "spring."},
		"no view":               {"", "spring||", "Ett svar.", words("notice.not_found")},
		"a thing of the future": {"V1", "spring|0123|1|2", "Ett svar.", words("notice.not_found")},
	} {
		if got := w.submission(official, c.view, c.metadata, c.text); !strings.Contains(got, c.want) {
			t.Errorf("%s: answered %s, want %q in it", name, got, c.want)
		}
	}
	if got := w.answers(); len(got) != 0 {
		t.Errorf("stored %q", got)
	}
}

// Late is what came late, not what was entered late; a day to come is told
// beside its field.
func TestEntryByDate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(s *setting) {
		s.settings = func(s *flows.Settings) { s.Meetings[0].Starts = s.Meetings[0].Starts.AddDate(0, 0, -6) } // it closed three days ago
	})
	w.connect()
	form := w.openEntry(official)
	values := entered("I tid.")
	values["came"] = time.Now().AddDate(0, 0, 2).Format(time.DateOnly)
	if errs, err := w.Submit(official, form.ID, values).Errors(t.Context()); err != nil || errs["came"] != words("notice.day_to_come") {
		t.Fatalf("a day to come: %v (%v)", errs, err)
	}
	values["came"] = time.Now().AddDate(0, 0, -5).Format(time.DateOnly)
	w.sends(official, form, values)
	if told := w.toldOf(official, 1); strings.Contains(told, words("notice.entry_late")) {
		t.Errorf("told %q of what came in time", told)
	}
	w.sends(official, w.openEntry(official), entered("För sent."))
	if told := w.toldOf(official, 2); !strings.Contains(told, words("notice.entry_late")) {
		t.Errorf("told %q of what came late", told)
	}
	late := map[string]bool{}
	for _, r := range w.rows() {
		late[r.Text] = r.Late
	}
	if diff := cmp.Diff(map[string]bool{"I tid.": false, "För sent.": true}, late); diff != "" {
		t.Errorf("late (-want +got):\n%s", diff)
	}
}

// Any of many organisations is chosen, by its whole name, or written where they
// are too many for a menu.
func TestEntryOfManyOrganisations(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n      int
		choose func(o flows.Organisation) string
	}{
		{150, func(o flows.Organisation) string { return string(o.ID) }},
		{1000, func(o flows.Organisation) string { return " " + strings.ToUpper(o.Name) }},
	} {
		t.Run(fmt.Sprint(c.n), func(t *testing.T) {
			t.Parallel()
			var all []flows.Organisation
			for i := range c.n {
				name := strings.Repeat("Riksförbundet för idéburen verksamhet ", 4)[:117]
				all = append(all, flows.Organisation{ID: flows.OrganisationID(fmt.Sprintf("o%d", i)), Name: fmt.Sprintf("%s%03d", name, i), Managed: true})
			}
			w := newWorld(t, func(s *setting) {
				s.settings = func(s *flows.Settings) { s.Organisations = all }
			})
			w.connect()
			values := entered("Vi saknar scener.")
			last := all[c.n-1]
			values["organisation"] = c.choose(last)
			w.sends(group, w.openEntry(group), values)
			if told := w.toldOf(group, 1); !strings.Contains(told, last.Name) {
				t.Errorf("told %q", told)
			}
			if rows := w.rows(); len(rows) != 1 || rows[0].Organisation == nil || *rows[0].Organisation != last.ID {
				t.Errorf("exported %+v", rows)
			}
			form := w.openCorrection(group)
			w.sends(group, form, map[string]any{"text": "Vi saknar två scener."})
			if rows := w.rows(); rows[0].Text != "Vi saknar två scener." || *rows[0].Organisation != last.ID {
				t.Errorf("corrected %+v", rows)
			}
			w.router.Wait()
		})
	}
}

// Before there is an organisation, the button says so.
func TestEntryOfNoOrganisation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(s *setting) {
		s.settings = func(s *flows.Settings) { s.Organisations = nil }
	})
	w.connect()
	w.answered(w.Slash(group, room, "status"))
	status := w.with(w.Ephemerals, group, "entry_open")
	if got := w.pressed(w.Click(group, room, status.TS, "entry_open", "")); got != words("command.organisations.none") {
		t.Errorf("answered %q", got)
	}
}
