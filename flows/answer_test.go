package flows_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

func form(user flows.UserID, q flows.QuestionID, text string) flows.FormAnswer {
	return flows.FormAnswer{User: user, Team: home, Channel: room, Meeting: meetingID, Question: q, Text: text, Attribution: flows.AttributionUnnamed}
}

func (w *world) submit(f flows.FormAnswer) flows.Contribution {
	w.t.Helper()
	c, err := w.answers.Submit(w.t.Context(), f)
	w.must(err)
	return c
}

func (w *world) stored() []flows.Contribution {
	w.t.Helper()
	d, err := w.register.FreshDirectory(w.t.Context())
	w.must(err)
	all, err := w.store.Contributions(w.t.Context(), meetingID, flows.StoreChannels(w.meeting(), d))
	w.must(err)
	return all
}

func TestFormAnswer(t *testing.T) {
	w := newWorld(t)
	f := form(kompis, "Q1", "  Rad ett.\r\nRad två.\n")
	f.Attribution, f.KeyMessage = flows.AttributionNamed, true
	got := w.submit(f)
	want := flows.Contribution{ID: got.ID, Place: got.Place, Meeting: meetingID, Question: "q1", Organisation: "kompis", User: kompis, Team: home,
		Text: "Rad ett.\nRad två.", SubmittedAt: midway.UTC(), ChangedAt: midway.UTC(), Attribution: flows.AttributionNamed, Source: flows.SourceModal,
		KeyMessage: "Rad ett.\nRad två.", KeyMessageAt: midway.UTC()}
	if diff := cmp.Diff([]flows.Contribution{want}, w.stored()); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	if got := w.digest().Participation.Answered; got != 1 {
		t.Errorf("answered = %d, want 1", got)
	}
}

// The same person's second answer to a question replaces the first and keeps
// the time of the first.
func TestSecondFormAnswerReplaces(t *testing.T) {
	w := newWorld(t)
	first := w.submit(form(kompis, "q1", "Ett."))
	w.clock.set(closes.Add(time.Hour))
	second := w.submit(form(kompis, "Q1", "Två."))
	w.submit(form(kompis2, "q1", "En annan persons."))
	if first.ID != second.ID {
		t.Errorf("ids differ: %s and %s", first.ID, second.ID)
	}
	all := w.stored()
	if len(all) != 2 || all[0].Text != "Två." || !all[0].SubmittedAt.Equal(midway) || !all[0].EditedAt.Equal(closes.Add(time.Hour)) {
		t.Errorf("stored %+v", all)
	}
	if marked := flows.MarkLate(w.meeting(), all); marked[0].Late || !marked[1].Late {
		t.Errorf("late: %v, %v; want only the second person's", marked[0].Late, marked[1].Late)
	}
	before, err := w.answers.Before(t.Context(), meetingID, "q1", kompis)
	w.must(err)
	if before.Text != "Två." {
		t.Errorf("before = %q", before.Text)
	}
	if before, err = w.answers.Before(t.Context(), meetingID, "q2", kompis); err != nil || before.Text != "" {
		t.Errorf("before of an unanswered question = %q, %v", before.Text, err)
	}
}

func TestFormAnswerRefused(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name   string
		change func(*flows.FormAnswer)
		want   flows.Code
	}{
		{"empty", func(f *flows.FormAnswer) { f.Text = "" }, flows.CodeInvalid},
		{"blank", func(f *flows.FormAnswer) { f.Text = " \r\n\t " }, flows.CodeInvalid},
		{"too long", func(f *flows.FormAnswer) { f.Text = strings.Repeat("å", flows.MaxAnswerLength+1) }, flows.CodeInvalid},
		{"an unknown question", func(f *flows.FormAnswer) { f.Question = "q9" }, flows.CodeNotFound},
		{"an unknown meeting", func(f *flows.FormAnswer) { f.Meeting = "2022" }, flows.CodeNotFound},
		{"the working group", func(f *flows.FormAnswer) { f.User = group }, flows.CodeForbidden},
		{"an official", func(f *flows.FormAnswer) { f.User = official }, flows.CodeForbidden},
	} {
		w.run(c.name, func(t *testing.T) {
			f := form(kompis, "q1", "Ett svar.")
			c.change(&f)
			_, err := w.answers.Submit(t.Context(), f)
			wantCode(t, err, c.want)
			if got := w.stored(); len(got) != 0 {
				t.Errorf("stored %+v", got)
			}
		})
	}
	w.submit(form(kompis, "q1", strings.Repeat("å", flows.MaxAnswerLength)))
}

func TestFormAnswerOfAStranger(t *testing.T) {
	w := newWorld(t)
	if c := w.submit(form(stranger, "q1", "Ett svar.")); c.Assigned() {
		t.Errorf("counted for %q", c.Organisation)
	}
	want := map[flows.Lane][]flows.OrganisationQuestion{
		flows.Lane(stranger): {{Channel: room, Meeting: meetingID, Question: "Hur främjar bildning integrationen?"}},
	}
	if diff := cmp.Diff(want, sentTo[flows.OrganisationQuestion](w)); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	if got := w.digest().Participation.Unassigned; got != 1 {
		t.Errorf("unassigned = %d, want 1", got)
	}
}

// "Nothing to add" is noted, and is neither an answer nor a statement.
func TestNothingToAdd(t *testing.T) {
	w := newWorld(t)
	for range 2 {
		_, err := w.answers.NothingToAdd(t.Context(), form(kompis, "q1", ""))
		w.must(err)
	}
	all := w.stored()
	if len(all) != 1 || !all[0].NothingToAdd || all[0].Organisation != "kompis" {
		t.Errorf("stored %+v", all)
	}
	d := w.digest()
	if diff := cmp.Diff(flows.Participation{Invited: 4}, d.Participation); diff != "" {
		t.Errorf("participation (-want +got):\n%s", diff)
	}
	if got := d.Themes[0].Questions[0]; got.Answered != 0 || len(got.Points)+len(got.WithoutPoint) != 0 {
		t.Errorf("in the digest: %+v", got)
	}
}

// A person sees and withdraws what they wrote, wherever they wrote it.
func TestOwnDataAndForget(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(stranger, "q1", "Ett svar.")
	w.answer(kompis, "q1", "Ett annat svar.")
	w.submit(form(stranger, "q3", "Ett svar till."))
	_, err := w.registrar.Choose(t.Context(), stranger, "bildning")
	w.must(err)
	own, err := w.answers.Own(t.Context(), stranger, home, room)
	w.must(err)
	if own.Organisation.ID != "bildning" || !own.Chosen || len(own.Contributions) != 2 {
		t.Errorf("own data: %q, chosen %v, %d contributions", own.Organisation.ID, own.Chosen, len(own.Contributions))
	}
	w.clock.set(midway.Add(time.Hour))
	n, err := w.answers.Forget(t.Context(), stranger, w.store)
	w.must(err)
	if n != 2 {
		t.Errorf("withdrew %d, want 2", n)
	}
	edit := r
	edit.EditedTS, edit.EventTS = w.ts(), w.ts()
	w.collect(edit, flows.OutcomeStale) // what is withdrawn stays so
	for _, c := range w.stored() {
		if !c.Withdrawn && c.User != kompis {
			t.Errorf("still stored: %+v", c)
		}
		if c.Withdrawn && (c.Text != "" || c.User != "" || c.Organisation != "") {
			t.Errorf("a tombstone keeps %+v", c)
		}
	}
	if own, err = w.answers.Own(t.Context(), stranger, home, room); err != nil || own.Organisation.ID != "" || len(own.Contributions) != 0 {
		t.Errorf("after forget: %+v, %v", own, err)
	}
	if member, err := w.answers.Own(t.Context(), kompis, home, room); err != nil || member.Chosen || len(member.Contributions) != 1 {
		t.Errorf("a member of the file: %+v, %v", member, err)
	}
}

// A person is told whom what they write counts for, where they ask.
func TestOwnOrganisation(t *testing.T) {
	w := newWorld(t)
	_, err := w.registrar.Choose(t.Context(), "U0CHOSE", "bildning")
	w.must(err)
	for _, c := range []struct {
		name    string
		user    flows.UserID
		team    flows.TeamID
		channel flows.ChannelID
		want    flows.OrganisationID
		chosen  bool
	}{
		{"a member", kompis, home, room, "kompis", false},
		{"somebody who chose", "U0CHOSE", home, room, "bildning", true},
		{"somebody of an external workspace", guest, external, room, "externa", false},
		{"somebody of an external workspace in another's channel", guest, external, ownRoom, "externa", false},
		{"a stranger in an organisation's channel", stranger, home, ownRoom, "egen", false},
		{"a stranger", stranger, home, room, "", false},
		{"an official in an organisation's channel", official, home, ownRoom, "", false},
	} {
		w.run(c.name, func(t *testing.T) {
			own, err := w.answers.Own(t.Context(), c.user, c.team, c.channel)
			w.must(err)
			if own.Organisation.ID != c.want || own.Chosen != c.chosen {
				t.Errorf("speaks for %q, chosen %v; want %q, %v", own.Organisation.ID, own.Chosen, c.want, c.chosen)
			}
		})
	}
}

// Whoever withdrew a form's answer may answer anew.
func TestFormAnswerAfterForget(t *testing.T) {
	w := newWorld(t)
	w.submit(form(kompis, "q1", "Ett."))
	_, err := w.answers.Forget(t.Context(), kompis, w.store)
	w.must(err)
	w.clock.set(midway.Add(time.Hour))
	w.submit(form(kompis, "q1", "Två."))
	all := w.stored()
	if len(all) != 1 || all[0].Text != "Två." || all[0].Withdrawn || !all[0].SubmittedAt.Equal(midway.Add(time.Hour)) {
		t.Errorf("stored %+v", all)
	}
}

// What was written in a form goes along when its author chooses again.
func TestFormChooseAgain(t *testing.T) {
	w := newWorld(t)
	w.ask()
	_, err := w.registrar.Choose(t.Context(), stranger, "kompis")
	w.must(err)
	c, err := w.answers.Submit(t.Context(), form(stranger, "q1", "Ett svar."))
	w.must(err)
	if c.Organisation != "kompis" {
		t.Errorf("counted for %q", c.Organisation)
	}
	_, err = w.registrar.Choose(t.Context(), stranger, "bildning")
	w.must(err)
	rows, err := flows.Export(t.Context(), w.meeting(), w.store, w.register)
	w.must(err)
	if len(rows) != 1 || rows[0].Organisation == nil || *rows[0].Organisation != "bildning" {
		t.Errorf("exported %+v", rows)
	}
}
