package flows_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// themes is a meeting with n themes of two questions each.
func themes(n int) flows.Meeting {
	m := theMeeting()
	m.Themes = nil
	for i := range n {
		m.Themes = append(m.Themes, flows.Theme{Title: fmt.Sprintf("Tema %d", i+1), Questions: []flows.Question{
			{ID: flows.QuestionID(fmt.Sprintf("q%d", 2*i+1)), Text: "Hur?"}, {ID: flows.QuestionID(fmt.Sprintf("q%d", 2*i+2)), Text: "Varför?"},
		}})
	}
	return m
}

// Each firing posts ⌈themes left ÷ firings left⌉ themes, so that every theme is
// out before closes. A firing that was missed (done is false) leaves its themes
// to the next.
func TestThemesOfEachFiring(t *testing.T) {
	for _, c := range []struct {
		name   string
		themes int
		done   []bool
		want   []int // themes posted by each firing
	}{
		{"one each", 3, []bool{true, true, true}, []int{1, 1, 1}},
		{"more themes than firings", 5, []bool{true, true, true}, []int{2, 2, 1}},
		{"more firings than themes", 2, []bool{true, true, true, true}, []int{1, 1, 0, 0}},
		{"the only firing", 4, []bool{true}, []int{4}},
		{"the first was missed", 3, []bool{false, true, true}, []int{0, 2, 1}},
		{"the middle was missed", 3, []bool{true, false, true}, []int{1, 0, 2}},
		{"all but the last were missed", 5, []bool{false, false, true}, []int{0, 0, 5}},
		{"the last was missed", 2, []bool{true, true, false}, []int{1, 1, 0}},
		{"no themes", 0, []bool{true, true}, []int{0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := themes(c.themes)
			asked := make(map[flows.QuestionID]string)
			var got []int
			for i, done := range c.done {
				n := 0
				if done {
					firing := fmt.Sprint("f", i)
					for _, q := range flows.NextQuestions(m, asked, firing, len(c.done)-i) {
						asked[q] = firing
						n++
					}
				}
				got = append(got, n/2)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("themes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNextQuestions(t *testing.T) {
	m := themes(3)
	for _, c := range []struct {
		name  string
		asked map[flows.QuestionID]string
		left  int
		want  []flows.QuestionID
	}{
		{"the first", nil, 3, []flows.QuestionID{"q1", "q2"}},
		{"the rest of a theme that was half asked", map[flows.QuestionID]string{"q1": "before"}, 3, []flows.QuestionID{"q2"}},
		{"ids of another case", map[flows.QuestionID]string{"Q1": "before", "Q2": "before"}, 2, []flows.QuestionID{"q3", "q4"}},
		{"the same firing again", map[flows.QuestionID]string{"q1": "now"}, 1, nil},
		{"no firing left", nil, 0, []flows.QuestionID{"q1", "q2", "q3", "q4", "q5", "q6"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, flows.NextQuestions(m, c.asked, "now", c.left)); diff != "" {
				t.Errorf("questions (-want +got):\n%s", diff)
			}
		})
	}
}

// A question is posted once in each channel, and a firing that is repeated
// posts nothing more.
func TestAskPostsOnce(t *testing.T) {
	w := newWorld(t)
	fire := func(firing string, left int, want ...string) {
		t.Helper()
		got, err := w.jobs.Asker.Fire(t.Context(), w.meeting(), firing, left)
		w.must(err)
		if !slices.Equal(got, want) {
			t.Errorf("%s: themes %q, want %q", firing, got, want)
		}
	}
	posted := func() map[flows.Lane][]flows.QuestionID {
		t.Helper()
		out := make(map[flows.Lane][]flows.QuestionID)
		for lane, posts := range sentTo[flows.QuestionPost](w) {
			for _, p := range posts {
				out[lane] = append(out[lane], p.Question)
			}
		}
		return out
	}
	check := func(when string, questions ...flows.QuestionID) {
		t.Helper()
		want := map[flows.Lane][]flows.QuestionID{}
		if len(questions) > 0 {
			want = map[flows.Lane][]flows.QuestionID{flows.Lane(room): questions, flows.Lane(ownRoom): questions}
		}
		if diff := cmp.Diff(want, posted()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	fire("f1", 3, "Utbildning")
	fire("f1", 3, "Utbildning") // before anything was sent
	check("the first firing", "q1", "q2")
	fire("f1", 3, "Utbildning") // and after
	check("the first firing again")
	fire("f2", 1, "Delaktighet", "Unga")
	check("the last firing", "q3", "q4")
	fire("f3", 1)
	check("a firing with nothing left")
}

// The post says all that its reader needs, frozen as it was asked; its intent's
// id is of the meeting, the question and the channel.
func TestQuestionPost(t *testing.T) {
	w := newWorld(t)
	_, err := w.jobs.Asker.Fire(t.Context(), w.meeting(), "f1", 3)
	w.must(err)
	ids := make(map[string]bool)
	for _, i := range w.deliver() {
		ids[i.ID] = true
	}
	wantIDs := map[string]bool{"question/2023-11-07/q1/C0SAMRAD": true, "question/2023-11-07/q1/C0EGEN": true,
		"question/2023-11-07/q2/C0SAMRAD": true, "question/2023-11-07/q2/C0EGEN": true}
	if diff := cmp.Diff(wantIDs, ids); diff != "" {
		t.Errorf("intents (-want +got):\n%s", diff)
	}
	var got []flows.QuestionPost
	for _, i := range w.outbox {
		if i.Lane == flows.Lane(room) {
			got = append(got, i.Content.(flows.QuestionPost))
		}
	}
	want := flows.QuestionPost{Meeting: meetingID, Title: "Samråd om integration", Starts: starts, Closes: closes,
		Theme: "Utbildning", Question: "q2", Text: "Vilka insatser ges i dag?", Number: 2, Of: 4}
	if len(got) != 2 {
		t.Fatalf("%d posts", len(got))
	}
	if diff := cmp.Diff(want, got[1]); diff != "" {
		t.Errorf("post (-want +got):\n%s", diff)
	}
}

// A channel that is the meeting's and an organisation's gets one post a question.
func TestOnePostAQuestionAndChannel(t *testing.T) {
	w := newWorld(t, func(s *flows.Settings) {
		s.Meetings[0].Channels = []flows.ChannelID{room, ownRoom, room}
	})
	_, err := w.jobs.Asker.Fire(t.Context(), w.meeting(), "f1", 1)
	w.must(err)
	for lane, posts := range sentTo[flows.QuestionPost](w) {
		if len(posts) != 4 {
			t.Errorf("%d posts in %s, want 4", len(posts), lane)
		}
	}
}

func TestAskCommand(t *testing.T) {
	w := newWorld(t)
	do := func(name string, want flows.Notice) {
		t.Helper()
		view, err := w.commands.Do(t.Context(), flows.Command{Name: name, User: group, Text: "ask"})
		w.must(err)
		if diff := cmp.Diff(flows.View(want), view); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	asked := func(theme string) flows.Notice {
		return flows.Notice{Key: "asked", Args: map[string]any{"Meeting": string(meetingID), "Theme": theme}}
	}
	w.clock.set(opens.Add(-1))
	do("early", flows.Notice{Key: "ask_not_open", Args: map[string]any{"Meeting": string(meetingID), "Opens": "2023-10-10T13:00:00+02:00"}})
	w.clock.set(midway)
	do("t1", asked("Utbildning"))
	do("t1", asked("Utbildning")) // Slack sent the command again
	do("t2", asked("Delaktighet"))
	do("t3", asked("Unga"))
	do("t4", flows.Notice{Key: "asked_again", Args: map[string]any{"Count": 2}}) // they wait to be sent
	w.deliver()
	do("t5", flows.Notice{Key: "ask_nothing_left", Args: map[string]any{"Meeting": string(meetingID)}})
}

// A process that ended after a firing had got its questions, and before they
// were queued, has asked nobody: they are queued when the bot starts again,
// once.
func TestResume(t *testing.T) {
	w := newWorld(t)
	_, err := w.store.AssignQuestions(t.Context(), meetingID, "asked/x", []flows.QuestionID{"q1"}, []flows.ChannelID{room})
	w.must(err)
	for range 2 {
		_, err := w.jobs.Asker.Resume(t.Context(), w.meeting())
		w.must(err)
		w.deliver()
	}
	posts, err := w.store.Posts(t.Context(), meetingID, []flows.ChannelID{room})
	w.must(err)
	n := 0
	for _, p := range posts {
		if p.Question != "q1" {
			t.Errorf("posted %s, which nobody asked", p.Question)
		}
		if p.Place.Channel == room {
			n++
		}
	}
	if n != 1 {
		t.Errorf("q1 was posted %d times", n)
	}
}

// A meeting keeps the answers of a channel that it leaves.
func TestChannelLeft(t *testing.T) {
	w := newWorld(t)
	w.ask()
	w.answer(bildning, "q1", "Ett svar.")
	settings := theSettings()
	for i := range settings.Meetings {
		settings.Meetings[i].Channels = []flows.ChannelID{"C0OTHER"}
	}
	w.wire(settings)
	if got := w.digest().Participation.Answered; got != 1 {
		t.Errorf("%d organisations have answered, want 1", got)
	}
}

// A question that a channel refused, and a channel that came later, get what
// was asked when it is looked for again; after the closing they do not.
func TestResumeMissing(t *testing.T) {
	w := newWorld(t)
	_, err := w.jobs.Asker.Fire(t.Context(), w.meeting(), "all", 1)
	w.must(err)
	for refused := true; refused; {
		ticket, ok, err := w.store.Take(t.Context(), "test", time.Minute, 0)
		w.must(err)
		if refused = ok; ok && ticket.Lane == flows.Lane(ownRoom) {
			w.must(w.store.Fail(t.Context(), ticket, "not_in_channel"))
		} else if ok {
			w.must(w.store.Done(t.Context(), ticket, flows.Sent{Channel: flows.ChannelID(ticket.Lane), TS: w.ts()}))
		}
	}
	settings := theSettings()
	settings.Meetings[0].Channels = append(settings.Meetings[0].Channels, "C0NEW")
	w.wire(settings)
	lacking, err := w.jobs.Asker.Resume(t.Context(), w.meeting())
	w.must(err)
	posted := map[flows.Lane]int{}
	for _, i := range w.deliver() {
		posted[i.Lane]++
	}
	want := map[flows.Lane]int{flows.Lane(ownRoom): len(w.meeting().Questions()), "C0NEW": len(w.meeting().Questions())}
	if diff := cmp.Diff(want, posted); diff != "" || lacking != 2 {
		t.Errorf("%d channels lacked questions; posted (-want +got):\n%s", lacking, diff)
	}
	window, err := w.meeting().Window()
	w.must(err)
	w.clock.set(window.Closes)
	settings.Meetings[0].Channels = append(settings.Meetings[0].Channels, "C0LATE")
	w.wire(settings)
	if lacking, err := w.jobs.Asker.Resume(t.Context(), w.meeting()); err != nil || lacking != 0 {
		t.Errorf("after the closing %d channels lacked questions, %v", lacking, err)
	}
}
