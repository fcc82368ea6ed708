package flows_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// remind fires and returns the questions that each person is reminded of, and
// how many organisations were silent.
func (w *world) remind(firing string) (map[flows.Lane][]flows.QuestionID, int) {
	w.t.Helper()
	n, err := w.jobs.Reminders.Fire(w.t.Context(), w.meeting(), firing)
	w.must(err)
	out := make(map[flows.Lane][]flows.QuestionID)
	for lane, reminders := range sentTo[flows.Reminder](w) {
		for _, r := range reminders {
			for _, q := range r.Questions {
				out[lane] = append(out[lane], q.ID)
			}
		}
	}
	return out, n.Organisations + n.Unreachable
}

// Only representatives of organisations that have said nothing are reminded.
func TestRemind(t *testing.T) {
	all := []flows.QuestionID{"q1", "q2", "q3", "q4"}
	for _, c := range []struct {
		name   string
		said   func(w *world)
		want   []flows.QuestionID // of each representative of kompis
		silent int
	}{
		{"nobody has answered", func(*world) {}, all, 4},
		{"one question is enough", func(w *world) { w.answer(kompis, "q2", "Ett svar.") }, nil, 3},
		{"a colleague's answer is the organisation's", func(w *world) { w.answer(kompis2, "q3", "Ett svar.") }, nil, 3},
		{"another organisation's is not", func(w *world) { w.answer(bildning, "q1", "Ett svar.") }, all, 3},
		{"a comment is not", func(w *world) { w.collect(w.says(group, "q1", "Bra!"), flows.OutcomeNoQuestion) }, all, 4},
		{"an answer in a form", func(w *world) { w.submit(form(kompis, "Q1", "Ett svar.")) }, nil, 3},
		{"an answer that was entered for it", func(w *world) { w.enter(entry("V1", "kompis", "q2", "Ett svar.")) }, nil, 3},
		{"an entered answer that was withdrawn", func(w *world) {
			w.must(w.entries.Withdraw(w.t.Context(), correction(w.enter(entry("V1", "kompis", "q2", "Ett svar.")))))
		}, all, 4},
		{"nothing to add", func(w *world) {
			_, err := w.answers.NothingToAdd(w.t.Context(), form(kompis, "q4", ""))
			w.must(err)
		}, nil, 3},
		{"an answer that was withdrawn", func(w *world) { w.delete(w.answer(kompis, "q1", "Ett svar.")) }, all, 4},
		{"an answer that is set aside", func(w *world) { w.react(group, w.answer(kompis, "q1", "Ett svar."), flows.ReactionSetAside, true) }, nil, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.ask()
			c.said(w)
			w.deliver()
			got, silent := w.remind("f1")
			for _, user := range []flows.UserID{kompis, kompis2} {
				if diff := cmp.Diff(c.want, got[flows.Lane(user)]); diff != "" {
					t.Errorf("%s (-want +got):\n%s", user, diff)
				}
				delete(got, flows.Lane(user))
			}
			delete(got, flows.Lane(bildning))
			if len(got) != 0 {
				t.Errorf("reminded too: %v", got)
			}
			if silent != c.silent {
				t.Errorf("%d silent, want %d", silent, c.silent)
			}
		})
	}
}

// Only what was posted is reminded of, where the person reads it; once a firing.
func TestRemindOfWhatWasPosted(t *testing.T) {
	w := newWorld(t, func(s *flows.Settings) { s.Organisations[3].Members = []flows.UserID{"U0EGEN"} })
	if got, n := w.remind("f0"); n != 0 || len(got) != 0 {
		t.Errorf("before anything was posted: %d, %v", n, got)
	}
	_, err := w.jobs.Asker.Fire(t.Context(), w.meeting(), "first", 3)
	w.must(err)
	w.deliver()
	_, err = w.jobs.Reminders.Fire(t.Context(), w.meeting(), "f1")
	w.must(err)
	sent := sentTo[flows.Reminder](w)
	for user, channel := range map[flows.UserID]flows.ChannelID{kompis: room, "U0EGEN": ownRoom} {
		got := sent[flows.Lane(user)]
		if len(got) != 1 {
			t.Fatalf("%s: %d reminders", user, len(got))
		}
		var want []flows.OpenQuestion
		for i, q := range w.meeting().Questions()[:2] {
			want = append(want, flows.OpenQuestion{ID: q.ID, Text: q.Text, Number: i + 1, Post: flows.Place{Channel: channel, TS: w.thread(q.ID, channel)}})
		}
		if diff := cmp.Diff(want, got[0].Questions); diff != "" {
			t.Errorf("%s (-want +got):\n%s", user, diff)
		}
		if !got[0].Closes.Equal(closes) || got[0].Meeting != meetingID {
			t.Errorf("%s: %+v", user, got[0])
		}
	}
	if again, _ := w.remind("f1"); len(again) != 0 {
		t.Errorf("the same firing again reminded %v", again)
	}
	if next, _ := w.remind("f2"); !slices.Equal(next[flows.Lane(kompis)], []flows.QuestionID{"q1", "q2"}) {
		t.Errorf("the next firing reminded %v", next)
	}
}

// Somebody who chose an organisation is reminded as its members are.
func TestRemindWhoChose(t *testing.T) {
	w := newWorld(t)
	w.ask()
	_, err := w.registrar.Choose(t.Context(), stranger, "egen")
	w.must(err)
	w.deliver()
	got, _ := w.remind("f1")
	if len(got[flows.Lane(stranger)]) != 4 {
		t.Errorf("reminded %v", got)
	}
}
