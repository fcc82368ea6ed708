package flows_test

import (
	"slices"
	"testing"

	"github.com/samrad/samrad/flows"
)

// Choosing an organisation assigns what the person wrote before, and what they
// write after.
func TestChoosingAssignsWhatTheyWrote(t *testing.T) {
	w := newWorld(t)
	w.ask()
	before := w.answer(stranger, "q1", "Ett svar.")
	if got := w.digest().Participation; got.Unassigned != 1 || got.Answered != 0 {
		t.Errorf("before: %+v", got)
	}
	o, err := w.registrar.Choose(t.Context(), stranger, "KOMPIS")
	w.must(err)
	if o.ID != "kompis" {
		t.Errorf("chose %q", o.ID)
	}
	after := w.answer(stranger, "q3", "Ett svar till.")
	for name, r := range map[string]flows.Reply{"before": before, "after": after} {
		if got := w.organisationOf(r); got != "kompis" {
			t.Errorf("what was written %s counts for %q", name, got)
		}
	}
	if got := w.digest().Participation; got.Unassigned != 0 || got.Answered != 1 {
		t.Errorf("after: %+v", got)
	}
}

// What was assigned when it came stays, whatever its author chooses later.
func TestAssignedStays(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.says(stranger, "q1", "Ett svar.")
	r.Place.Channel, r.Thread = ownRoom, w.thread("q1", ownRoom)
	w.collect(r, flows.OutcomeNew)
	_, err := w.registrar.Choose(t.Context(), stranger, "bildning")
	w.must(err)
	if got := w.organisationOf(r); got != "egen" {
		t.Errorf("counts for %q, want egen", got)
	}
	edit := r
	edit.Text, edit.EditedTS, edit.EventTS = "Ett rättat svar.", w.ts(), w.ts()
	w.collect(edit, flows.OutcomeEdited)
	if got := w.organisationOf(r); got != "egen" {
		t.Errorf("after an edit it counts for %q, want egen", got)
	}
}

func TestResolve(t *testing.T) {
	settings := theSettings()
	d := flows.NewDirectory(home, settings.Organisations, map[flows.UserID]flows.OrganisationID{stranger: "bildning", kompis: "egen"})
	for _, c := range []struct {
		name string
		in   flows.Contribution
		want flows.OrganisationID
	}{
		{"assigned", flows.Contribution{Organisation: "kompis", User: bildning}, "kompis"},
		{"a member", flows.Contribution{User: bildning}, "bildning"},
		{"a choice", flows.Contribution{User: stranger}, "bildning"},
		{"a choice does not move a member", flows.Contribution{User: kompis}, "kompis"},
		{"a workspace", flows.Contribution{User: guest, Team: external}, "externa"},
		{"a channel", flows.Contribution{User: "U0X", Place: flows.Place{Channel: ownRoom}}, "egen"},
		{"an organisation that was removed", flows.Contribution{Organisation: "gone", User: "U0X"}, ""},
		{"an organisation that was removed, a member of another", flows.Contribution{Organisation: "gone", User: kompis}, "kompis"},
		{"nobody knows", flows.Contribution{User: "U0X", Team: home}, ""},
		{"withdrawn", flows.Contribution{Withdrawn: true, Place: flows.Place{Channel: ownRoom}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := []flows.Contribution{c.in}
			if got := flows.Resolve(in, d)[0].Organisation; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if in[0].Organisation != c.in.Organisation {
				t.Error("the input was changed")
			}
		})
	}
}

// The directory does not attribute the installing workspace's own members by workspace.
func TestHomeIsNobodysWorkspace(t *testing.T) {
	d := flows.NewDirectory(home, []flows.Organisation{{ID: "a", Name: "A", Team: home}}, nil)
	if got := d.Attribute(stranger, home, room, flows.RoleEveryone); got != (flows.Author{}) {
		t.Errorf("got %+v", got)
	}
}

func TestFindOrganisation(t *testing.T) {
	d := flows.NewDirectory(home, []flows.Organisation{
		{ID: "a", Name: "Anna Stiftelse", Aliases: []string{"B", "b-gruppen"}},
		{ID: "b", Name: "Bertil", Aliases: []string{"a", "anna stiftelse"}},
		{ID: "A", Name: "A second of the same id"},
	}, nil)
	for _, c := range []struct {
		word string
		want flows.OrganisationID
	}{
		{"A", "a"}, {" b ", "b"}, {"anna STIFTELSE", "a"}, {"B-gruppen", "a"}, {"Bertil", "b"}, {"Cesar", ""}, {"", ""}, {"A second of the same id", ""},
	} {
		t.Run(c.word, func(t *testing.T) {
			if got, ok := d.Find(c.word); got.ID != c.want || ok != (c.want != "") {
				t.Errorf("got %q, %v; want %q", got.ID, ok, c.want)
			}
		})
	}
	if got := d.Organisations(); len(got) != 2 {
		t.Errorf("%d organisations, want 2", len(got))
	}
}

func TestRepresentativesOf(t *testing.T) {
	settings := theSettings()
	d := flows.NewDirectory(home, settings.Organisations, map[flows.UserID]flows.OrganisationID{stranger: "Kompis", "U0LOST": "gone"})
	if got, want := d.RepresentativesOf("KOMPIS"), []flows.UserID{kompis, kompis2, stranger}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if o, ok := d.Represents("U0LOST"); ok {
		t.Errorf("a choice of an organisation that is gone gives %q", o.ID)
	}
}

// Who chooses again takes all they wrote along, also what they wrote after the
// first choice.
func TestChooseAgain(t *testing.T) {
	w := newWorld(t)
	w.ask()
	first := w.answer(stranger, "q1", "Ett svar.")
	_, err := w.registrar.Choose(t.Context(), stranger, "kompis")
	w.must(err)
	second := w.answer(stranger, "q3", "Ett till.")
	_, err = w.registrar.Choose(t.Context(), stranger, "bildning")
	w.must(err)
	for _, r := range []flows.Reply{first, second} {
		if got := w.organisationOf(r); got != "bildning" {
			t.Errorf("counts for %q, want bildning", got)
		}
	}
}
