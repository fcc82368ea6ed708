package flows_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
)

// With no meeting named it is the open one, else the next, else the latest.
func TestCurrentMeeting(t *testing.T) {
	of := func(id flows.MeetingID, month time.Month) flows.Meeting {
		m := theMeeting()
		m.ID, m.Starts = id, time.Date(2023, month, 15, 13, 0, 0, 0, stockholm)
		return m
	}
	all := []flows.Meeting{of("march", 3), of("june", 6), of("july", 7)}
	overlapping := []flows.Meeting{of("june", 6), of("late-june", 6)}
	overlapping[1].Starts = overlapping[1].Starts.AddDate(0, 0, 7)
	for _, c := range []struct {
		name     string
		meetings []flows.Meeting
		now      time.Time
		want     flows.MeetingID
	}{
		{"before all", all, time.Date(2023, 1, 1, 0, 0, 0, 0, stockholm), "march"},
		{"open", all, time.Date(2023, 3, 1, 0, 0, 0, 0, stockholm), "march"},
		{"as it begins", all, all[0].Starts, "june"},
		{"between two windows", all, time.Date(2023, 4, 1, 0, 0, 0, 0, stockholm), "june"},
		{"after all", all, time.Date(2024, 1, 1, 0, 0, 0, 0, stockholm), "july"},
		{"two are open: the first to start", overlapping, time.Date(2023, 6, 1, 0, 0, 0, 0, stockholm), "june"},
		{"none", nil, midway, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := flows.Current(c.meetings, c.now)
			if got.ID != c.want || ok != (c.want != "") {
				t.Errorf("got %q, %v; want %q", got.ID, ok, c.want)
			}
		})
	}
}

func TestMeetingByID(t *testing.T) {
	w := newWorld(t, func(s *flows.Settings) { s.Meetings[0].ID = "Spring" })
	m, err := w.register.Meeting(t.Context(), " sPRING ")
	w.must(err)
	if m.ID != "Spring" {
		t.Errorf("found %q", m.ID)
	}
	_, err = w.register.Meeting(t.Context(), "autumn")
	wantCode(t, err, flows.CodeNotFound)
	if got, want := flows.HintOf(err), "the meetings are Spring"; got != want {
		t.Errorf("hint = %q, want %q", got, want)
	}
}

// A meeting of the file stands before one of the same id that was made in Slack.
func TestFilesMeetingGoesFirst(t *testing.T) {
	w := newWorld(t)
	made := theMeeting()
	made.ID, made.Title = "2023-11-07", "En annan"
	w.must(w.store.SaveMeeting(t.Context(), made, 0))
	if got := w.meeting().Title; got != "Samråd om integration" {
		t.Errorf("title = %q", got)
	}
	made.ID = "other"
	wantCode(t, w.planner.Save(t.Context(), theMeeting(), 1), flows.CodeConflict)
	w.must(w.planner.Save(t.Context(), made, 0))
	wantCode(t, w.planner.Save(t.Context(), made, 0), flows.CodeConflict)
}

// A question that was asked is frozen; the others may change.
func TestAskedQuestionsAreFrozen(t *testing.T) {
	w := newWorld(t, func(s *flows.Settings) { s.Meetings = nil })
	w.must(w.planner.Save(t.Context(), theMeeting(), 0))
	_, err := w.jobs.Asker.Fire(t.Context(), w.meeting(), "f1", 3)
	w.must(err)
	asked, other := theMeeting(), theMeeting()
	asked.Themes[0].Questions[1].Text = "Något annat?"
	other.Themes[1].Questions[0].Text = "Något annat?"
	wantCode(t, w.planner.Save(t.Context(), asked, 1), flows.CodeFrozen)
	w.must(w.planner.Save(t.Context(), other, 1))
	if q, _ := w.meeting().Question("Q3"); q.Text != "Något annat?" {
		t.Errorf("text = %q", q.Text)
	}
}

// usergroup answers as Slack does, and counts how often.
type usergroup struct {
	members []flows.UserID
	err     error
	calls   int
}

func (g *usergroup) UsergroupMembers(context.Context, flows.UsergroupID) ([]flows.UserID, error) {
	g.calls++
	return g.members, g.err
}

// Rights come from users and user groups, never from being in a channel.
func TestRights(t *testing.T) {
	roles := flows.Roles{
		WorkingGroup: flows.Team{Users: []flows.UserID{group, official}, Usergroup: "S0WG", Channel: room},
		Staff:        flows.Team{Users: []flows.UserID{official}, Channel: room},
	}
	slack := &usergroup{members: []flows.UserID{bildning}}
	rights := flows.NewRights(roles, slack)
	for user, want := range map[flows.UserID]flows.Role{
		official: flows.RoleStaff, group: flows.RoleWorkingGroup, bildning: flows.RoleWorkingGroup, stranger: flows.RoleEveryone,
	} {
		if got, err := rights.Role(t.Context(), user); err != nil || got != want {
			t.Errorf("%s: role %d, %v; want %d", user, got, err, want)
		}
	}
	if slack.calls != 1 {
		t.Errorf("Slack was asked %d times, want once", slack.calls)
	}
	down := flows.NewRights(roles, &usergroup{err: errors.New("ratelimited")})
	if got, err := down.Role(t.Context(), group); err != nil || got != flows.RoleWorkingGroup {
		t.Errorf("somebody of the file, Slack being down: role %d, %v", got, err)
	}
	if got, err := down.Role(t.Context(), stranger); err == nil || got != flows.RoleEveryone {
		t.Errorf("a stranger, Slack being down: role %d, %v", got, err)
	}
}
