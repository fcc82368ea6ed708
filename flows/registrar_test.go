package flows_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

func (w *world) represents(user flows.UserID) flows.OrganisationID {
	w.t.Helper()
	d, err := w.register.FreshDirectory(w.t.Context())
	w.must(err)
	o, _ := d.Represents(user)
	return o.ID
}

func TestChoose(t *testing.T) {
	w := newWorld(t)
	_, err := w.registrar.Save(t.Context(), flows.Organisation{Name: "Nya", Members: []flows.UserID{"U0LISTED"}})
	w.must(err)
	for _, c := range []struct {
		name string
		user flows.UserID
		id   flows.OrganisationID
		code flows.Code // "" where it is done
		want flows.OrganisationID
	}{
		{"a stranger", stranger, "Kompis", "", "kompis"},
		{"somebody who chose wrongly chooses again", stranger, "bildning", "", "bildning"},
		{"an organisation that is not there", stranger, "nobody", flows.CodeNotFound, "bildning"},
		{"somebody whom the file names keeps theirs", kompis, "bildning", flows.CodeConflict, "kompis"},
		{"somebody whom the file names chooses theirs", kompis, "kompis", "", "kompis"},
		{"somebody listed with an organisation that was made in Slack", "U0LISTED", "bildning", flows.CodeConflict, "nya"},
	} {
		w.run(c.name, func(t *testing.T) {
			o, err := w.registrar.Choose(t.Context(), c.user, c.id)
			if c.code == "" {
				w.must(err)
			} else {
				wantCode(t, err, c.code)
			}
			if c.code != flows.CodeNotFound && o.ID != c.want {
				t.Errorf("answered with %q, want %q", o.ID, c.want)
			}
			if got := w.represents(c.user); got != c.want {
				t.Errorf("represents %q, want %q", got, c.want)
			}
		})
	}
}

// Who speaks for no organisation is not asked again for the meeting; what they
// wrote stands in the digest and counts for nobody.
func TestChooseNone(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(stranger, "q1", "Ett svar.")
	if asked := sentTo[flows.OrganisationQuestion](w); len(asked) != 1 {
		t.Fatalf("asked %+v", asked)
	}
	_, err := w.registrar.Choose(t.Context(), stranger, "bildning")
	w.must(err)
	for range 2 {
		_, err = w.registrar.ChooseNone(t.Context(), stranger)
		w.must(err)
	}
	w.answer(stranger, "q3", "Ett svar till.")
	w.must(w.collector.AskUnknown(t.Context(), w.meeting()))
	if asked := sentTo[flows.OrganisationQuestion](w); len(asked) != 0 {
		t.Errorf("asked again: %+v", asked)
	}
	if got := w.organisationOf(r); got != "" {
		t.Errorf("counts for %q", got)
	}
	d := w.digest()
	if q := d.Themes[0].Questions[0]; d.Participation.Unassigned != 2 || q.Answered != 0 || len(q.WithoutPoint) != 1 {
		t.Errorf("%d unassigned, question: %+v", d.Participation.Unassigned, q)
	}
	o, err := w.registrar.ChooseNone(t.Context(), kompis)
	wantCode(t, err, flows.CodeConflict)
	if o.ID != "kompis" || w.represents(kompis) != "kompis" {
		t.Errorf("a listed member: answered with %q, represents %q", o.ID, w.represents(kompis))
	}
}

// An organisation that is not on the list counts at once, and the working group
// is asked to confirm it, once.
func TestProposeAndConfirm(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(stranger, "q1", "Ett svar.")
	w.deliver()
	o, err := w.registrar.Propose(t.Context(), stranger, "  Åkers  Nya Förening ")
	w.must(err)
	want := flows.Organisation{ID: "akers-nya-forening", Name: "Åkers Nya Förening", Unconfirmed: true, ProposedBy: stranger, ProposedAt: flows.TSOf(midway)}
	if diff := cmp.Diff(want, o); diff != "" {
		t.Errorf("proposed (-want +got):\n%s", diff)
	}
	if got := w.organisationOf(r); got != o.ID {
		t.Errorf("the answer counts for %q", got)
	}
	again, err := w.registrar.Propose(t.Context(), "U0OTHER", "åkers nya förening")
	w.must(err)
	if again.ID != o.ID || w.represents("U0OTHER") != o.ID {
		t.Errorf("the same name again made %q", again.ID)
	}
	asked := map[flows.Lane][]flows.OrganisationConfirm{groupLane: {{Organisation: o.ID, Name: o.Name, By: stranger}}}
	if diff := cmp.Diff(asked, sentTo[flows.OrganisationConfirm](w)); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	for range 2 {
		confirmed, err := w.registrar.Confirm(t.Context(), o.ID)
		w.must(err)
		want.Unconfirmed, want.ProposedBy, want.ProposedAt = false, "", ""
		if diff := cmp.Diff(want, confirmed); diff != "" {
			t.Errorf("confirmed (-want +got):\n%s", diff)
		}
	}
	if got := w.organisationOf(r); got != o.ID {
		t.Errorf("once confirmed, the answer counts for %q", got)
	}
}

// Refusing removes the organisation and the choices of it: the answers are
// unassigned again, also those that came while it stood.
func TestRefuse(t *testing.T) {
	w := newWorld(t)
	w.ask()
	before := w.answer(stranger, "q1", "Ett svar.")
	o, err := w.registrar.Propose(t.Context(), stranger, "Nya Föreningen")
	w.must(err)
	after := w.answer(stranger, "q3", "Ett svar till.")
	if _, err := w.registrar.Refuse(t.Context(), o.ID); err != nil {
		t.Fatal(err)
	}
	if got := w.represents(stranger); got != "" {
		t.Errorf("still represents %q", got)
	}
	for name, r := range map[string]flows.Reply{"before": before, "after": after} {
		if got := w.organisationOf(r); got != "" {
			t.Errorf("what was written %s counts for %q", name, got)
		}
	}
	if got := w.digest().Participation; got.Invited != 4 || got.Unassigned != 2 || got.Answered != 0 {
		t.Errorf("participation: %+v", got)
	}
	_, err = w.registrar.Refuse(t.Context(), o.ID)
	wantCode(t, err, flows.CodeNotFound)
	if _, err := w.registrar.Choose(t.Context(), stranger, "bildning"); err != nil {
		t.Error(err)
	}
	if got := w.organisationOf(after); got != "bildning" {
		t.Errorf("after another choice it counts for %q", got)
	}
}

// A refused organisation's choices are gone: the same name registered anew does
// not bring them back.
func TestRefusedChoicesAreGone(t *testing.T) {
	w := newWorld(t)
	o, err := w.registrar.Propose(t.Context(), stranger, "Nya Föreningen")
	w.must(err)
	_, err = w.registrar.Refuse(t.Context(), o.ID)
	w.must(err)
	renewed, err := w.registrar.Save(t.Context(), flows.Organisation{Name: "Nya Föreningen"})
	w.must(err)
	if got := w.represents(stranger); renewed.ID != o.ID || got != "" {
		t.Errorf("registered anew as %q, the person represents %q", renewed.ID, got)
	}
}

// What is proposed under a name that is on the list is a choice.
func TestProposeAKnownName(t *testing.T) {
	for _, name := range []string{"kompis", "KOMPIS sverige", " ks "} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			o, err := w.registrar.Propose(t.Context(), stranger, name)
			w.must(err)
			if o.ID != "kompis" || w.represents(stranger) != "kompis" {
				t.Errorf("proposed %q, represents %q", o.ID, w.represents(stranger))
			}
			if got := w.deliver(); len(got) != 0 {
				t.Errorf("sent %+v", got)
			}
		})
	}
}

func TestProposeRefused(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"", " \n ", strings.Repeat("å", 121)} {
		_, err := w.registrar.Propose(t.Context(), stranger, name)
		wantCode(t, err, flows.CodeInvalid)
	}
	if got := w.represents(stranger); got != "" {
		t.Errorf("represents %q", got)
	}
	o, err := w.registrar.Propose(t.Context(), kompis, "Nya Föreningen")
	wantCode(t, err, flows.CodeConflict)
	d, err := w.register.FreshDirectory(t.Context())
	w.must(err)
	if n := len(d.Organisations()); o.ID != "kompis" || n != 4 {
		t.Errorf("a listed member: answered with %q, %d organisations, want the 4 before", o.ID, n)
	}
}

// An id is made of the name, and is free.
func TestIDsOfProposedNames(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name string
		want flows.OrganisationID
	}{
		{"Kompis!", "kompis-2"},
		{"Kompis?", "kompis-3"},
		{"Été & Co", "ete-co"},
		{"Хор", "organisation"},
		{"--", "organisation-2"},
		{"Grupp 22", "grupp-22"},
		{strings.Repeat("lång", 16) + " a", flows.OrganisationID(strings.Repeat("lang", 16))},
		{strings.Repeat("lång", 16) + " b", flows.OrganisationID(strings.Repeat("lang", 16) + "-2")},
		{strings.Repeat("abcdefg ", 9), flows.OrganisationID(strings.Repeat("abcdefg-", 7) + "abcdefg")},
	} {
		w.run(c.name, func(t *testing.T) {
			o, err := w.registrar.Propose(t.Context(), stranger, c.name)
			w.must(err)
			if o.ID != c.want {
				t.Errorf("id = %q, want %q", o.ID, c.want)
			}
		})
	}
}

// What the config file manages is changed there only.
func TestManagedOrganisations(t *testing.T) {
	w := newWorld(t)
	_, err := w.registrar.Confirm(t.Context(), "kompis")
	wantCode(t, err, flows.CodeConflict)
	_, err = w.registrar.Refuse(t.Context(), "kompis")
	wantCode(t, err, flows.CodeConflict)
	_, err = w.registrar.Save(t.Context(), flows.Organisation{ID: "kompis", Name: "Ett nytt namn"})
	wantCode(t, err, flows.CodeConflict)
	_, err = w.registrar.Save(t.Context(), flows.Organisation{Name: "kompis sverige"})
	wantCode(t, err, flows.CodeConflict)
	_, err = w.registrar.Save(t.Context(), flows.Organisation{Name: " "})
	wantCode(t, err, flows.CodeInvalid)
	if d, err := w.register.FreshDirectory(t.Context()); err != nil || len(d.Organisations()) != 4 {
		t.Errorf("organisations: %+v, %v", d.Organisations(), err)
	}
}

func TestSaveOrganisation(t *testing.T) {
	w := newWorld(t)
	o, err := w.registrar.Save(t.Context(), flows.Organisation{Name: "Nya  Föreningen", Members: []flows.UserID{stranger}})
	w.must(err)
	if o.ID != "nya-foreningen" || o.Name != "Nya Föreningen" || w.represents(stranger) != o.ID {
		t.Errorf("saved %+v; the member represents %q", o, w.represents(stranger))
	}
	o.Name = "Nya föreningen i Åker"
	if _, err = w.registrar.Save(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	d, err := w.register.FreshDirectory(t.Context())
	w.must(err)
	if got, _ := d.Organisation(o.ID); got.Name != o.Name || len(d.Organisations()) != 5 {
		t.Errorf("after the change: %+v", d.Organisations())
	}
}

// Who chose a refused organisation is asked anew, and a refused name that is
// proposed again is asked about again.
func TestRefusedIsAskedAgain(t *testing.T) {
	w := newWorld(t)
	o, err := w.registrar.Propose(t.Context(), stranger, "Nya Föreningen")
	w.must(err)
	w.deliver()
	_, err = w.registrar.Refuse(t.Context(), o.ID)
	w.must(err)
	sent := w.deliver()
	if len(sent) != 1 || sent[0].Lane != flows.Lane(stranger) || sent[0].Content.Kind() != (flows.OrganisationQuestion{}).Kind() {
		t.Errorf("after the refusal was sent %+v", sent)
	}
	w.clock.set(w.clock.Now().Add(time.Minute))
	_, err = w.registrar.Propose(t.Context(), stranger, "Nya Föreningen")
	w.must(err)
	sent = w.deliver()
	if len(sent) == 0 || sent[0].Content.Kind() != (flows.OrganisationConfirm{}).Kind() {
		t.Errorf("after the second proposal was sent %+v", sent)
	}
}
