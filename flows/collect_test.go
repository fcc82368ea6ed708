package flows_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// Whose a reply is: a member of an organisation; else the Slack Connect
// workspace; else staff or working group (a comment); else the organisation's
// own channel; else nobody knows, and the person is asked.
func TestWhoseAReplyIs(t *testing.T) {
	const both = flows.UserID("U0BOTH") // a member of bildning and of the working group
	w := newWorld(t, func(s *flows.Settings) {
		s.Organisations[1].Members = append(s.Organisations[1].Members, both)
		s.Roles.WorkingGroup.Users = append(s.Roles.WorkingGroup.Users, both)
	})
	w.ask()
	for _, c := range []struct {
		name    string
		user    flows.UserID
		team    flows.TeamID
		channel flows.ChannelID
		want    flows.OrganisationID
		comment bool
		asked   bool
	}{
		{name: "a member", user: kompis, team: home, channel: room, want: "kompis"},
		{name: "a member who writes from an external workspace", user: kompis, team: external, channel: room, want: "kompis"},
		{name: "a member who writes in another organisation's channel", user: kompis, team: home, channel: ownRoom, want: "kompis"},
		{name: "a member who is of the working group too", user: both, team: home, channel: room, want: "bildning"},
		{name: "somebody of an external workspace", user: guest, team: external, channel: room, want: "externa"},
		{name: "somebody of an external workspace in another's channel", user: guest, team: external, channel: ownRoom, want: "externa"},
		{name: "an official of an external workspace", user: official, team: external, channel: room, want: "externa"},
		{name: "the working group", user: group, team: home, channel: room, comment: true},
		{name: "an official", user: official, team: home, channel: room, comment: true},
		{name: "an official in an organisation's channel", user: official, team: home, channel: ownRoom, comment: true},
		{name: "a stranger in an organisation's channel", user: stranger, team: home, channel: ownRoom, want: "egen"},
		{name: "a stranger", user: stranger, team: home, channel: room, asked: true},
		{name: "somebody of an unknown workspace", user: "U0FAR", team: "T0FAR", channel: room, asked: true},
	} {
		w.run(c.name, func(t *testing.T) {
			r := w.says(c.user, "q1", "Läxhjälp ger barnen bättre betyg.")
			r.Team, r.Place.Channel, r.Thread = c.team, c.channel, w.thread("q1", c.channel)
			if c.comment {
				w.collect(r, flows.OutcomeNoQuestion)
				if _, err := w.store.Contribution(t.Context(), r.Place); flows.CodeOf(err) != flows.CodeNotFound {
					t.Errorf("a comment was stored: %v", err)
				}
				if sent := w.deliver(); len(sent) != 0 {
					t.Errorf("a comment led to %+v", sent)
				}
				return
			}
			w.collect(r, flows.OutcomeNew)
			if got := w.contribution(r).Organisation; got != c.want {
				t.Errorf("organisation = %q, want %q", got, c.want)
			}
			want := map[flows.Lane][]flows.OrganisationQuestion{}
			if c.asked {
				want[flows.Lane(c.user)] = []flows.OrganisationQuestion{{Channel: c.channel, Meeting: meetingID, Question: "Hur främjar bildning integrationen?", Answer: &r.Place}}
			}
			if diff := cmp.Diff(want, sentTo[flows.OrganisationQuestion](w)); diff != "" {
				t.Errorf("asked (-want +got):\n%s", diff)
			}
		})
	}
}

func TestStrangerIsAskedOnceAMeeting(t *testing.T) {
	w := newWorld(t)
	w.ask()
	w.answer(stranger, "q1", "Ett svar.")
	w.answer(stranger, "q3", "Ett svar till.")
	w.must(w.collector.AskUnknown(t.Context(), w.meeting()))
	if got := sentTo[flows.OrganisationQuestion](w); len(got) != 1 || len(got[flows.Lane(stranger)]) != 1 {
		t.Errorf("asked %+v; want one question to one person", got)
	}
}

// A reply may come, twice, before the post of its question is recorded.
func TestStrangerBeforeThePostIsAskedOnce(t *testing.T) {
	w := newWorld(t)
	_, err := w.jobs.Asker.Fire(t.Context(), w.meeting(), "all", 1)
	w.must(err)
	ticket, ok, err := w.store.Take(t.Context(), "test", time.Minute, 0)
	if err != nil || !ok || ticket.Lane != flows.Lane(room) {
		t.Fatal(ticket.Lane, ok, err)
	}
	thread := w.ts()
	r := flows.Reply{Place: flows.Place{Channel: room, TS: w.ts()}, Thread: thread, User: stranger, Team: home, Text: "Ett svar."}
	w.collect(r, flows.OutcomeKept)
	w.collect(r, flows.OutcomeDuplicate)
	w.must(w.store.Done(t.Context(), ticket, flows.Sent{Channel: room, TS: thread}))
	w.must(w.collector.AskUnknown(t.Context(), w.meeting()))
	w.collect(r, flows.OutcomeDuplicate)
	if got := sentTo[flows.OrganisationQuestion](w); len(got[flows.Lane(stranger)]) != 1 {
		t.Errorf("asked %+v; want one question", got)
	}
}

// A process may end between storing a reply and asking whose it is.
func TestAskUnknownFindsWhoWasNotAsked(t *testing.T) {
	w := newWorld(t)
	w.ask()
	unknown := w.says(stranger, "q2", "Ett svar.")
	for _, r := range []flows.Reply{unknown, w.says("U0GONE", "q2", "Ett annat."), w.says(kompis, "q2", "Vårt svar.")} {
		organisation := flows.OrganisationID("")
		if r.User == kompis {
			organisation = "kompis"
		}
		_, err := w.store.SaveReply(t.Context(), flows.StoredReply{Reply: r, Organisation: organisation})
		w.must(err)
		if r.User == "U0GONE" {
			w.delete(r)
		}
	}
	w.must(w.collector.AskUnknown(t.Context(), w.meeting()))
	want := map[flows.Lane][]flows.OrganisationQuestion{
		flows.Lane(stranger): {{Channel: room, Meeting: meetingID, Question: "Vilka insatser ges i dag?", Answer: &unknown.Place}},
	}
	if diff := cmp.Diff(want, sentTo[flows.OrganisationQuestion](w)); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

func TestReplyIsCheckedOnceItIsStored(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Ett svar.")
	w.collect(r, flows.OutcomeDuplicate)
	edited := r
	edited.Text, edited.EditedTS, edited.EventTS = "Ett bättre svar.", w.ts(), w.ts()
	w.collect(edited, flows.OutcomeEdited)
	want := map[flows.Lane][]flows.CheckMark{flows.Lane(room): {{TS: r.Place.TS}}}
	if diff := cmp.Diff(want, sentTo[flows.CheckMark](w)); diff != "" {
		t.Errorf("check marks (-want +got):\n%s", diff)
	}
}

// What is stored of a reply, in full.
func TestReplyAsStored(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.says(guest, "q3", "Ett svar.")
	r.Team, r.Files = external, []flows.File{{Name: "bilaga.pdf", Link: "https://files.example/1"}}
	w.collect(r, flows.OutcomeNew)
	edit := r
	edit.Text, edit.EditedTS, edit.EventTS = "Ett rättat svar.", w.ts(), w.ts()
	w.collect(edit, flows.OutcomeEdited)
	want := flows.Contribution{ID: r.Place.ContributionID(), Place: r.Place, Thread: r.Thread, Meeting: meetingID, Question: "q3",
		Organisation: "externa", User: guest, Team: external, Text: "Ett rättat svar.", Files: r.Files,
		SubmittedAt: r.Place.TS.Time(), EditedAt: edit.EditedTS.Time(), ChangedAt: edit.EditedTS.Time(), Source: flows.SourceSlack}
	if diff := cmp.Diff(want, w.contribution(r)); diff != "" {
		t.Errorf("contribution (-want +got):\n%s", diff)
	}
}

// The events of one reply may come in any order, twice, and after its deletion.
func TestEditsAndDeletesOutOfOrder(t *testing.T) {
	w := newWorld(t)
	w.ask()
	type step struct {
		what string // new, edit, later, language, delete
		want flows.Outcome
	}
	for _, c := range []struct {
		name  string
		steps []step
		text  string // at the end; "" for a tombstone
	}{
		{"in order", []step{{"new", flows.OutcomeNew}, {"edit", flows.OutcomeEdited}, {"later", flows.OutcomeEdited}}, "tre"},
		{"an older edit after a newer", []step{{"new", flows.OutcomeNew}, {"later", flows.OutcomeEdited}, {"edit", flows.OutcomeStale}}, "tre"},
		{"the original after its edit", []step{{"edit", flows.OutcomeNew}, {"new", flows.OutcomeStale}}, "två"},
		{"everything twice", []step{{"new", flows.OutcomeNew}, {"new", flows.OutcomeDuplicate}, {"edit", flows.OutcomeEdited}, {"edit", flows.OutcomeDuplicate}}, "två"},
		{"language detection is no edit", []step{{"new", flows.OutcomeNew}, {"language", flows.OutcomeDuplicate}}, "ett"},
		{"language detection of the old text after an edit", []step{{"new", flows.OutcomeNew}, {"edit", flows.OutcomeEdited}, {"language", flows.OutcomeStale}}, "två"},
		{"deleted", []step{{"new", flows.OutcomeNew}, {"delete", flows.OutcomeWithdrawn}}, ""},
		{"deleted twice", []step{{"new", flows.OutcomeNew}, {"delete", flows.OutcomeWithdrawn}, {"delete", flows.OutcomeDuplicate}}, ""},
		{"an edit after the deletion", []step{{"new", flows.OutcomeNew}, {"delete", flows.OutcomeWithdrawn}, {"later", flows.OutcomeStale}}, ""},
		{"the deletion before the reply", []step{{"delete", flows.OutcomeWithdrawn}, {"new", flows.OutcomeStale}, {"edit", flows.OutcomeStale}}, ""},
	} {
		w.run(c.name, func(t *testing.T) {
			r := w.says(kompis, "q1", "ett")
			edit, later, language := r, r, r
			edit.Text, edit.EditedTS, edit.EventTS = "två", flows.TSOf(midway.Add(time.Minute)), flows.TSOf(midway.Add(time.Minute))
			later.Text, later.EditedTS, later.EventTS = "tre", flows.TSOf(midway.Add(time.Hour)), flows.TSOf(midway.Add(time.Hour))
			language.EventTS = flows.TSOf(midway.Add(time.Second))
			replies := map[string]flows.Reply{"new": r, "edit": edit, "later": later, "language": language}
			for i, s := range c.steps {
				if s.what == "delete" {
					if got := w.delete(r); got != s.want {
						t.Fatalf("step %d, %s: outcome = %s, want %s", i, s.what, got, s.want)
					}
					continue
				}
				w.collect(replies[s.what], s.want)
			}
			got := w.contribution(r)
			if got.Text != c.text || got.Withdrawn != (c.text == "") {
				t.Errorf("text %q, withdrawn %v; want %q", got.Text, got.Withdrawn, c.text)
			}
			if got.Withdrawn && (got.User != "" || got.Organisation != "") {
				t.Errorf("a tombstone tells who wrote it: %+v", got)
			}
		})
	}
}

// A reply that is also sent to the channel is one answer, and leads to no offer.
func TestThreadBroadcastIsOneAnswer(t *testing.T) {
	w := newWorld(t)
	w.ask()
	w.deliver()
	r := w.answer(kompis, "q1", "Ett svar till alla.")
	w.collect(r, flows.OutcomeDuplicate) // delivered as thread_broadcast too
	all, err := w.store.Contributions(t.Context(), meetingID, []flows.ChannelID{room})
	w.must(err)
	if len(all) != 1 {
		t.Errorf("%d contributions, want 1", len(all))
	}
	if offers := sentTo[flows.CountOffer](w); len(offers) != 0 {
		t.Errorf("offered %+v", offers)
	}
}

func TestReplyInAnotherThreadIsNotStored(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.says(kompis, "q1", "Ses vi klockan tolv?")
	r.Thread = "1690000000.000100"
	w.collect(r, flows.OutcomeNoQuestion)
	if _, err := w.store.Contribution(t.Context(), r.Place); flows.CodeOf(err) != flows.CodeNotFound {
		t.Errorf("stored: %v", err)
	}
}

// Late is Slack's ts at or after closes; a moved meeting moves it.
func TestLate(t *testing.T) {
	w := newWorld(t)
	w.ask()
	for _, c := range []struct {
		name string
		at   time.Time
		want bool
	}{
		{"a microsecond before closes", closes.Add(-time.Microsecond), false},
		{"at closes", closes, true},
		{"after closes", closes.Add(time.Hour), true},
		{"after the meeting began", starts.Add(time.Minute), true},
	} {
		w.run(c.name, func(t *testing.T) {
			r := w.says(kompis, "q1", "Ett svar.")
			r.Place.TS = flows.TSOf(c.at)
			w.collect(r, flows.OutcomeNew)
			if got := flows.MarkLate(w.meeting(), []flows.Contribution{w.contribution(r)})[0].Late; got != c.want {
				t.Errorf("late = %v, want %v", got, c.want)
			}
			moved := w.meeting()
			moved.Starts = moved.Starts.AddDate(0, 0, 7)
			if flows.MarkLate(moved, []flows.Contribution{w.contribution(r)})[0].Late {
				t.Error("still late although the meeting was moved a week ahead")
			}
		})
	}
}

func TestEditAfterClosesDoesNotMakeAnAnswerLate(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Ett svar.")
	r.Text, r.EditedTS, r.EventTS = "Ett rättat svar.", flows.TSOf(closes.Add(time.Hour)), flows.TSOf(closes.Add(time.Hour))
	w.collect(r, flows.OutcomeEdited)
	if flows.MarkLate(w.meeting(), []flows.Contribution{w.contribution(r)})[0].Late {
		t.Error("late")
	}
}
