package flows_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// keyMessages lists the texts of each theme's key messages.
func keyMessages(d flows.Digest) [][]string {
	out := make([][]string, len(d.Themes))
	for i, t := range d.Themes {
		for _, k := range t.KeyMessages {
			out[i] = append(out[i], k.Text)
		}
	}
	return out
}

// A star by its author makes a reply the organisation's key message of the
// theme: the newest star wins, and taking it off undoes it.
func TestStars(t *testing.T) {
	w := newWorld(t)
	w.ask()
	first := w.answer(kompis, "q1", "Satsa på läxhjälp.")
	second := w.answer(kompis2, "q2", "Ge bidrag till lokaler.") // of the same theme and organisation
	third := w.answer(kompis, "q3", "Lyssna på kvinnorna.")
	other := w.answer(bildning, "q1", "Folkbildning för alla.")
	for _, step := range []struct {
		name  string
		user  flows.UserID
		reply flows.Reply
		added bool
		want  [][]string
	}{
		{"a star of another organisation's person", bildning, first, true, [][]string{nil, nil, nil}},
		{"a star of a colleague", kompis2, first, true, [][]string{nil, nil, nil}},
		{"a star of the working group", group, first, true, [][]string{nil, nil, nil}},
		{"a star", kompis, first, true, [][]string{{"Satsa på läxhjälp."}, nil, nil}},
		{"a newer star of the organisation on the theme", kompis2, second, true, [][]string{{"Ge bidrag till lokaler."}, nil, nil}},
		{"a star of another organisation", bildning, other, true, [][]string{{"Ge bidrag till lokaler.", "Folkbildning för alla."}, nil, nil}},
		{"a star on another theme", kompis, third, true, [][]string{{"Ge bidrag till lokaler.", "Folkbildning för alla."}, {"Lyssna på kvinnorna."}, nil}},
		{"the newer star is taken off", kompis2, second, false, [][]string{{"Satsa på läxhjälp.", "Folkbildning för alla."}, {"Lyssna på kvinnorna."}, nil}},
		{"the older star is put on anew", kompis, first, true, [][]string{{"Folkbildning för alla.", "Satsa på läxhjälp."}, {"Lyssna på kvinnorna."}, nil}},
		{"the older star is taken off too", kompis, first, false, [][]string{{"Folkbildning för alla."}, {"Lyssna på kvinnorna."}, nil}},
	} {
		w.run(step.name, func(t *testing.T) {
			w.react(step.user, step.reply, flows.ReactionStar, step.added)
			if diff := cmp.Diff(step.want, keyMessages(w.digest())); diff != "" {
				t.Errorf("key messages (-want +got):\n%s", diff)
			}
		})
	}
}

// A starred reply that is edited is lifted as it now reads, and one that is
// deleted or set aside is not lifted.
func TestStarFollowsItsReply(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Satsa på läxhjälp.")
	w.react(kompis, r, flows.ReactionStar, true)
	edit := r
	edit.Text, edit.EditedTS, edit.EventTS = "Satsa mer på läxhjälp.", w.ts(), w.ts()
	w.collect(edit, flows.OutcomeEdited)
	want := [][]string{{"Satsa mer på läxhjälp."}, nil, nil}
	if diff := cmp.Diff(want, keyMessages(w.digest())); diff != "" {
		t.Errorf("edited (-want +got):\n%s", diff)
	}
	w.react(kompis, r, flows.ReactionSetAside, true)
	if diff := cmp.Diff([][]string{nil, nil, nil}, keyMessages(w.digest())); diff != "" {
		t.Errorf("set aside (-want +got):\n%s", diff)
	}
	w.react(kompis, r, flows.ReactionSetAside, false)
	w.delete(r)
	if diff := cmp.Diff([][]string{nil, nil, nil}, keyMessages(w.digest())); diff != "" {
		t.Errorf("deleted (-want +got):\n%s", diff)
	}
}

// no_entry_sign by the author or the working group sets a reply aside: not in
// the digest, counted there, still in the export. The author is told when the
// working group does it.
func TestSetAside(t *testing.T) {
	for _, c := range []struct {
		name  string
		user  flows.UserID
		aside bool
		told  []string
	}{
		{"the author", kompis, true, nil},
		{"the working group", group, true, []string{"set_aside", "set_aside_undone"}},
		{"an official", official, false, nil},
		{"a colleague of the author", kompis2, false, nil},
		{"another organisation", bildning, false, nil},
		{"a stranger", stranger, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.ask()
			r := w.answer(kompis, "q1", "Satsa på läxhjälp.")
			w.answer(bildning, "q1", "Folkbildning för alla.")
			told := func() (keys []string) {
				t.Helper()
				for lane, notices := range sentTo[flows.Notice](w) {
					for _, n := range notices {
						if lane != flows.Lane(kompis) || n.Place == nil || *n.Place != r.Place {
							t.Errorf("%s told %s of %v", n.Key, lane, n.Place)
						}
						keys = append(keys, n.Key)
					}
				}
				return keys
			}
			check := func(when string, aside bool) {
				t.Helper()
				want := flows.Participation{Invited: 4, Answered: 2}
				if aside {
					want = flows.Participation{Invited: 4, Answered: 1, SetAside: 1}
				}
				if diff := cmp.Diff(want, w.digest().Participation); diff != "" {
					t.Errorf("%s: participation (-want +got):\n%s", when, diff)
				}
				rows, err := flows.Export(t.Context(), w.meeting(), w.store, w.register)
				w.must(err)
				if len(rows) != 2 || rows[0].Text != "Satsa på läxhjälp." || rows[0].SetAside != aside {
					t.Errorf("%s: exported %+v", when, rows)
				}
			}
			w.react(c.user, r, flows.ReactionSetAside, true)
			notices := told()
			check("put on", c.aside)
			w.react(c.user, r, flows.ReactionSetAside, false)
			notices = append(notices, told()...)
			check("taken off", false)
			if diff := cmp.Diff(c.told, notices); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
		})
	}
}

// Taking off one person's sign leaves another's.
func TestSetAsideByTwo(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Satsa på läxhjälp.")
	w.react(kompis, r, flows.ReactionSetAside, true)
	w.react(group, r, flows.ReactionSetAside, true)
	w.react(kompis, r, flows.ReactionSetAside, false)
	if !w.contribution(r).SetAside {
		t.Error("the working group's sign went with the author's")
	}
}

// A reaction that is delivered twice tells the author once.
func TestSetAsideDeliveredTwice(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Satsa på läxhjälp.")
	reaction := flows.Reaction{Place: r.Place, User: group, Name: flows.ReactionSetAside, Added: true, EventTS: w.ts()}
	for _, want := range []flows.Outcome{flows.OutcomeNew, flows.OutcomeDuplicate} {
		got, err := w.collector.React(t.Context(), reaction)
		w.must(err)
		if got != want {
			t.Errorf("outcome = %s, want %s", got, want)
		}
	}
	if got := sentTo[flows.Notice](w)[flows.Lane(kompis)]; len(got) != 1 {
		t.Errorf("told %d times", len(got))
	}
}

// A reaction that comes after a newer one of the same person tells nobody.
func TestSetAsideOutOfOrder(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Satsa på läxhjälp.")
	on, off := w.ts(), w.ts()
	for _, step := range []struct {
		added bool
		at    flows.MessageTS
		want  flows.Outcome
	}{{false, off, flows.OutcomeNew}, {true, on, flows.OutcomeStale}} {
		got, err := w.collector.React(t.Context(), flows.Reaction{Place: r.Place, User: group, Name: flows.ReactionSetAside, Added: step.added, EventTS: step.at})
		w.must(err)
		if got != step.want {
			t.Errorf("added %v: outcome = %s, want %s", step.added, got, step.want)
		}
	}
	if w.contribution(r).SetAside {
		t.Error("set aside by a reaction that was taken off")
	}
	for _, n := range sentTo[flows.Notice](w)[flows.Lane(kompis)] {
		if n.Key == "set_aside" {
			t.Error("told of a reaction that was taken off")
		}
	}
}

// Whoever sets their own reply aside need not be told, also in the working group.
func TestOwnReplySetAsideByTheWorkingGroup(t *testing.T) {
	w := newWorld(t, func(s *flows.Settings) { s.Roles.WorkingGroup.Users = append(s.Roles.WorkingGroup.Users, kompis) })
	w.ask()
	r := w.answer(kompis, "q1", "Satsa på läxhjälp.")
	w.react(kompis, r, flows.ReactionSetAside, true)
	if !w.contribution(r).SetAside {
		t.Error("not set aside")
	}
	if got := sentTo[flows.Notice](w); len(got) != 0 {
		t.Errorf("told %+v", got)
	}
}

func TestOtherReactionsMeanNothing(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Satsa på läxhjälp.")
	before := w.contribution(r)
	for _, name := range []flows.ReactionName{"heart", "+1", flows.ReactionCheckMark, "star2"} {
		w.react(kompis, r, name, true)
	}
	if diff := cmp.Diff(before, w.contribution(r)); diff != "" {
		t.Errorf("changed (-want +got):\n%s", diff)
	}
}
