package flows_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

const springID = flows.MeetingID("2023-04-18")

// twoMeetings is a consultation whose spring meeting has published what three
// organisations said.
func twoMeetings(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, func(s *flows.Settings) {
		spring := theMeeting()
		spring.ID, spring.Title, spring.Starts = springID, "Vårens samråd", starts.AddDate(0, -6, -20)
		spring.Themes = []flows.Theme{{Title: "Trafik", Questions: []flows.Question{{ID: "v1", Text: "Vad behöver landsbygden?"}}}}
		s.Meetings = append(s.Meetings, spring)
	})
	w.import3(springID, "v1")
	m := w.theMeetingOf(springID)
	must := func(p flows.Published, err error) {
		w.must(err)
		if !p.Done {
			t.Fatalf("published: %+v", p)
		}
	}
	w.must(w.jobs.Drafts.Show(t.Context(), m, 0, group, "look"))
	must(w.jobs.Drafts.Publish(t.Context(), m, 1, group))
	return w
}

func (w *world) theMeetingOf(id flows.MeetingID) flows.Meeting {
	w.t.Helper()
	m, err := w.register.Meeting(w.t.Context(), string(id))
	w.must(err)
	return m
}

// import3 imports the same view of three organisations, in other words each.
func (w *world) import3(id flows.MeetingID, q string) {
	w.t.Helper()
	var rows []flows.ImportRow
	for i, words := range []string{"Bussarna måste gå oftare på kvällen.", "Bussarna måste gå oftare på kvällar och helger.", "Låt bussarna gå oftare på kvällen!"} {
		rows = append(rows, flows.ImportRow{Line: i + 1, Question: q, Organisation: []string{"kompis", "bildning", "egen"}[i],
			Text: words + fmt.Sprintf(" Lokaler saknas i kommun nummer %d.", i+1), ID: fmt.Sprintf("%s-%d", id, i)})
	}
	_, err := w.importer.Import(w.t.Context(), w.theMeetingOf(id), rows, flows.ImportOptions{})
	w.must(err)
}

// raised are the headings of the points that came up before, with where.
func raised(d flows.Digest) map[string][]flows.MeetingID {
	out := map[string][]flows.MeetingID{}
	for _, t := range d.Themes {
		for _, q := range t.Questions {
			for _, p := range q.Points {
				for _, r := range p.RaisedBefore {
					out[string(q.ID)] = append(out[string(q.ID)], r.Meeting)
				}
			}
		}
	}
	return out
}

// A point that stood in what an earlier meeting of the year published says so,
// as long as that holds.
func TestRaisedBefore(t *testing.T) {
	w := twoMeetings(t)
	w.import3(meetingID, "q1")
	got := raised(w.digest())
	if len(got["q1"]) == 0 || got["q1"][0] != springID || len(got) != 1 {
		t.Errorf("raised before: %v", got)
	}
	if d := w.digest().Unattributed(); len(raised(d)["q1"]) != len(got["q1"]) {
		t.Error("everybody's edition does not say what came up before")
	}
	c, err := w.compiler.Compile(t.Context(), w.theMeetingOf(springID))
	w.must(err)
	if got := raised(c.Digest); len(got) != 0 {
		t.Errorf("the earlier meeting has points of the later one: %v", got)
	}
	w.withdrawImport(springID)
	w.must(w.jobs.Drafts.Supersede(t.Context(), w.theMeetingOf(springID)))
	if diff := cmp.Diff(map[string][]flows.MeetingID{}, raised(w.digest())); diff != "" {
		t.Errorf("what holds no more is told (-want +got):\n%s", diff)
	}
}

// withdrawImport takes back one imported answer.
func (w *world) withdrawImport(id flows.MeetingID) {
	w.t.Helper()
	all, err := w.store.Contributions(w.t.Context(), id, []flows.ChannelID{flows.ImportChannel(id)})
	w.must(err)
	_, err = w.store.SaveDeletion(w.t.Context(), flows.Deletion{Place: all[0].Place, EventTS: w.ts()})
	w.must(err)
}

// An organisation that joined after the earlier meeting is not named by what
// that meeting's points were called.
func TestRaisedBeforeNamesNoLaterOrganisation(t *testing.T) {
	w := twoMeetings(t)
	o, err := w.registrar.Propose(t.Context(), stranger, "Kvällen")
	w.must(err)
	_, err = w.registrar.Confirm(t.Context(), o.ID)
	w.must(err)
	w.import3(meetingID, "q1")
	d := w.digest().Unattributed()
	if len(raised(d)["q1"]) == 0 {
		t.Fatal("no point was raised before")
	}
	for _, p := range d.Themes[0].Questions[0].Points {
		for _, r := range p.RaisedBefore {
			if strings.Contains(strings.ToLower(r.Label), "kvällen") {
				t.Errorf("raised before as %q", r.Label)
			}
		}
	}
}
