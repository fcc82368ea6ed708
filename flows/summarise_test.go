package flows_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

func (w *world) summary(to time.Time) flows.Summary {
	w.t.Helper()
	s, err := w.jobs.Summaries.Make(w.t.Context(), to)
	w.must(err)
	return s
}

// The summary of a week: what came in it and in all, who answered which
// question, and what happens next.
func TestSummary(t *testing.T) {
	w := newWorld(t)
	_, err := w.jobs.Asker.Fire(t.Context(), w.meeting(), "f1", 2) // the first two themes
	w.must(err)
	w.deliver()
	old := w.says(kompis, "q1", "Förra veckans.")
	old.Place.TS = flows.TSOf(midway.AddDate(0, 0, -8))
	w.collect(old, flows.OutcomeNew)
	w.answer(kompis, "q3", "Veckans.")
	w.answer(kompis2, "q3", "Veckans till.")
	w.answer(stranger, "q1", "Okänd.")
	w.react(group, w.answer(bildning, "q2", "Åt sidan."), flows.ReactionSetAside, true)
	w.delete(w.answer(bildning, "q1", "Borttagen."))
	_, err = w.answers.NothingToAdd(t.Context(), form(bildning, "q3", ""))
	w.must(err)

	to := midway.Add(time.Hour)
	want := flows.Summary{From: to.AddDate(0, 0, -7), To: to, Language: "sv", Meetings: []flows.MeetingSummary{{
		Meeting: meetingID, Title: "Samråd om integration", Starts: starts, Closes: closes, Week: 5, Total: 6,
		Participation: flows.Participation{Invited: 4, Answered: 1, Unassigned: 1, SetAside: 1},
		Questions: []flows.QuestionCount{
			{ID: "q1", Text: "Hur främjar bildning integrationen?", Posted: true, Answered: 1},
			{ID: "q2", Text: "Vilka insatser ges i dag?", Posted: true},
			{ID: "q3", Text: "Vilken roll har civilsamhället?", Posted: true, Answered: 1},
			{ID: "q4", Text: "Hur ökar vi ungas deltagande?"},
		},
		Next: []flows.Upcoming{
			{Step: flows.StepAsk, At: at(10, 23, 9, 0), Themes: []string{"Unga"}},
			{Step: flows.StepRemind, At: at(10, 26, 17, 0)},
			{Step: flows.StepRemind, At: at(11, 2, 17, 0)},
			{Step: flows.StepCloses, At: closes},
		},
	}}}
	if diff := cmp.Diff(want, w.summary(to)); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}

// A meeting is in the summary from its opening to the week in which it was held.
func TestMeetingsOfASummary(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name string
		to   time.Time
		in   bool
	}{
		{"before it opens", opens, false},
		{"as it opens", opens.Add(time.Second), true},
		{"midway", midway, true},
		{"the week in which it is held", starts.AddDate(0, 0, 6), true},
		{"a week later", starts.AddDate(0, 0, 7), false},
	} {
		w.run(c.name, func(t *testing.T) {
			if got := len(w.summary(c.to).Meetings) == 1; got != c.in {
				t.Errorf("in = %v, want %v", got, c.in)
			}
		})
	}
}

// A sector of fewer than three invited organisations is not shown by itself,
// nor are the others if they are fewer or there is no sector beside them, nor can
// they be reckoned from the rest.
func TestSectors(t *testing.T) {
	for _, c := range []struct {
		name    string
		invited map[string]int
		want    []flows.SectorCount
	}{
		{"sectors of three and more", map[string]int{"idrott": 3, "kultur": 4}, []flows.SectorCount{
			{Sector: "idrott", Invited: 3, Answered: 1}, {Sector: "kultur", Invited: 4, Answered: 1}}},
		{"small ones together", map[string]int{"idrott": 3, "kultur": 2, "": 1}, []flows.SectorCount{
			{Sector: "idrott", Invited: 3, Answered: 1}, {Invited: 3, Answered: 2}}},
		// Shown alone, what is left of all would tell who of the two answered.
		{"small ones that are few together", map[string]int{"idrott": 3, "kultur": 2}, nil},
		{"few small ones with the smallest of the rest", map[string]int{"idrott": 3, "kultur": 2, "musik": 4}, []flows.SectorCount{
			{Sector: "musik", Invited: 4, Answered: 1}, {Invited: 5, Answered: 2}}},
		{"no sectors", map[string]int{"": 7}, nil},
		{"two organisations in all", map[string]int{"idrott": 2}, []flows.SectorCount{}},
		{"nobody", nil, []flows.SectorCount{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var organisations []flows.Organisation
			var answers []flows.Contribution
			for sector, n := range c.invited {
				for i := range n {
					id := flows.OrganisationID(fmt.Sprintf("%s%d", sector, i))
					organisations = append(organisations, flows.Organisation{ID: id, Name: string(id), Sector: sector})
					if i == 0 {
						answers = append(answers, said("c"+string(id), id, "q1", "Ett svar."))
					}
				}
			}
			got := flows.Count(theMeeting(), flows.NewDirectory(home, organisations, nil), nil, answers).Sectors
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("sectors (-want +got):\n%s", diff)
			}
		})
	}
}

// Staff get one summary a firing, also of an empty week; a person who asks
// gets theirs.
func TestSummaryIsSentOnce(t *testing.T) {
	w := newWorld(t)
	for range 2 {
		w.must(w.jobs.Summaries.Fire(t.Context(), opens.AddDate(0, 0, -20), "f1"))
		w.must(w.jobs.Summaries.Show(t.Context(), official, "trigger"))
	}
	sent := sentTo[flows.SummaryPost](w)
	if len(sent) != 2 || len(sent[staffLane]) != 1 || len(sent[flows.Lane(official)]) != 1 {
		t.Fatalf("sent %+v", sent)
	}
	if got := sent[staffLane][0].Summary.Meetings; len(got) != 0 {
		t.Errorf("the empty week has %+v", got)
	}
	if got := sent[flows.Lane(official)][0].Summary; len(got.Meetings) != 1 || !got.To.Equal(midway) {
		t.Errorf("the person's: %+v", got)
	}
}

// Where staff have no channel, each of them is written to.
func TestSummaryToPeople(t *testing.T) {
	w := newWorld(t, func(s *flows.Settings) { s.Roles.Staff = flows.Team{Users: []flows.UserID{official, "U0ST2"}} })
	w.must(w.jobs.Summaries.Fire(t.Context(), midway, "f1"))
	sent := sentTo[flows.SummaryPost](w)
	if len(sent) != 2 || len(sent[flows.Lane(official)]) != 1 || len(sent["U0ST2"]) != 1 {
		t.Errorf("sent to %+v", sent)
	}
}

// What people must mend is told: dead letters of the week, and channels that
// refuse what is sent.
func TestTroublesOfASummary(t *testing.T) {
	w := newWorld(t)
	for i, at := range []time.Time{midway.AddDate(0, 0, -8), midway.AddDate(0, 0, -1), midway.AddDate(0, 0, -1)} {
		w.must(w.store.KeepDeadLetter(t.Context(), flows.DeadLetter{At: at, Source: "socket", Reason: "unknown", Raw: []byte{byte(i)}}))
	}
	w.must(w.store.Enqueue(t.Context(), flows.Intent{ID: "n", Lane: "C0GONE", QueuedAt: midway, Content: flows.Notice{Key: "unpublished"}}))
	ticket, ok, err := w.store.Take(t.Context(), "test", time.Minute, 0)
	w.must(err)
	if !ok {
		t.Fatal("nothing was queued")
	}
	w.must(w.store.Fail(t.Context(), ticket, "is_archived"))
	want := []flows.Trouble{
		{Kind: flows.TroubleDeadLetters, Count: 2},
		{Kind: flows.TroubleCannotPost, Channel: "C0GONE", Reason: "is_archived", Count: 1},
	}
	if diff := cmp.Diff(want, w.summary(midway).Troubles); diff != "" {
		t.Errorf("troubles (-want +got):\n%s", diff)
	}
}
