package flows_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// topLevel is a message outside the threads.
func (w *world) topLevel(user flows.UserID, c flows.ChannelID, text string) flows.Reply {
	ts := w.ts()
	return flows.Reply{Place: flows.Place{Channel: c, TS: ts}, User: user, Team: home, Text: text, EventTS: ts}
}

// A message outside the threads is no answer, but a representative gets one
// private offer to count it as one while a question is open.
func TestOfferToCountATopLevelMessage(t *testing.T) {
	w := newWorld(t)
	w.ask()
	for _, c := range []struct {
		name    string
		user    flows.UserID
		team    flows.TeamID
		channel flows.ChannelID
		text    string
		at      time.Time
		offered bool
	}{
		{"a representative", kompis, home, room, "Vi tycker så här.", midway, true},
		{"an external representative", guest, external, room, "Vi tycker så här.", midway, true},
		{"after closes, before the meeting", kompis, home, room, "Vi tycker så här.", closes.Add(time.Hour), true},
		{"before opens", kompis, home, room, "Hej!", opens.Add(-time.Hour), false},
		{"after the meeting began", kompis, home, room, "Tack för i dag!", starts, false},
		{"the working group", group, home, room, "Välkomna!", midway, false},
		{"an official", official, home, room, "Välkomna!", midway, false},
		{"a stranger", stranger, home, room, "Hej!", midway, false},
		{"another channel", kompis, home, "C0ANNAN", "Vi tycker så här.", midway, false},
		{"no words", kompis, home, room, "", midway, false},
	} {
		w.run(c.name, func(t *testing.T) {
			w.clock.set(c.at)
			m := w.topLevel(c.user, c.channel, c.text)
			m.Team = c.team
			w.collect(m, flows.OutcomeNoQuestion)
			w.collect(m, flows.OutcomeNoQuestion) // delivered again
			if _, err := w.store.Contribution(t.Context(), m.Place); flows.CodeOf(err) != flows.CodeNotFound {
				t.Errorf("it was stored: %v", err)
			}
			want := map[flows.Lane][]flows.CountOffer{}
			if c.offered {
				offer := flows.CountOffer{User: c.user, Message: m.Place, Meeting: meetingID}
				for i, q := range w.meeting().Questions() {
					offer.Questions = append(offer.Questions, flows.OpenQuestion{ID: q.ID, Text: q.Text, Number: i + 1,
						Post: flows.Place{Channel: room, TS: w.thread(q.ID, room)}})
				}
				want[flows.Lane(room)] = []flows.CountOffer{offer}
			}
			if diff := cmp.Diff(want, sentTo[flows.CountOffer](w)); diff != "" {
				t.Errorf("offers (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNoOfferBeforeAQuestionStandsInTheChannel(t *testing.T) {
	w := newWorld(t)
	w.collect(w.topLevel(kompis, room, "Vi tycker så här."), flows.OutcomeNoQuestion)
	if got := w.deliver(); len(got) != 0 {
		t.Errorf("sent %+v", got)
	}
}

// A message that was counted is an answer like any other: it can be edited and
// withdrawn, and is in the export.
func TestCountedMessage(t *testing.T) {
	w := newWorld(t)
	w.ask()
	m := w.topLevel(kompis, room, "Vi tycker så här.")
	w.collect(m, flows.OutcomeNoQuestion)
	for _, want := range []flows.Outcome{flows.OutcomeNew, flows.OutcomeDuplicate} { // pressed twice
		got, err := w.collector.CountMessage(t.Context(), m, w.thread("q3", room))
		w.must(err)
		if got != want {
			t.Errorf("outcome = %s, want %s", got, want)
		}
	}
	if c := w.contribution(m); c.Question != "q3" || c.Organisation != "kompis" {
		t.Errorf("counted for %s by %q", c.Question, c.Organisation)
	}
	edit := m
	edit.Text, edit.EditedTS, edit.EventTS = "Vi tycker annorlunda.", w.ts(), w.ts()
	w.collect(edit, flows.OutcomeEdited)
	if c := w.contribution(m); c.Text != "Vi tycker annorlunda." || c.Question != "q3" {
		t.Errorf("after the edit: %s, %q", c.Question, c.Text)
	}
	if got := w.delete(m); got != flows.OutcomeWithdrawn {
		t.Errorf("delete: %s", got)
	}
	if got := w.digest().Participation.Answered; got != 0 {
		t.Errorf("%d answered after the deletion", got)
	}
}

// An edit of a message that nobody counted stores nothing.
func TestEditOfAnUncountedMessage(t *testing.T) {
	w := newWorld(t)
	w.ask()
	m := w.topLevel(kompis, room, "Vi tycker så här.")
	m.EditedTS = w.ts()
	w.collect(m, flows.OutcomeNoQuestion)
	if _, err := w.store.Contribution(t.Context(), m.Place); flows.CodeOf(err) != flows.CodeNotFound {
		t.Errorf("stored: %v", err)
	}
}
