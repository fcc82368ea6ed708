package flows_test

import (
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
)

// A second answer that is withdrawn from what was superseded already leaves its
// version too.
func TestSecondWithdrawalIsForgotten(t *testing.T) {
	w := newWorld(t)
	w.ask()
	first := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	second := w.answer(bildning, "q1", "Cirklar i svenska behövs i varje kommun.")
	w.show(group)
	w.publish(1)
	for _, r := range []flows.Reply{first, second} {
		w.delete(r)
		w.must(w.jobs.Drafts.SupersedeAll(t.Context()))
		w.must(w.jobs.Drafts.ForgetWithdrawn(t.Context()))
		if strings.Contains(w.kept(), r.Text) {
			t.Errorf("%q is kept", r.Text)
		}
	}
}

// A version that was shown to nobody, and one of a meeting that the config has no
// more, lose withdrawn words as well.
func TestWithdrawnWordsOfAnyVersionAreForgotten(t *testing.T) {
	w := newWorld(t)
	w.ask()
	shown := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	w.show(group)
	other := w.answer(bildning, "q1", "Cirklar i svenska behövs i varje kommun.")
	w.publish(1) // shows what has come since, and makes a version of it
	if n := len(w.versions()); n != 2 {
		t.Fatalf("%d versions, want 2", n)
	}
	settings := theSettings()
	settings.Meetings = nil
	for _, r := range []flows.Reply{other, shown} {
		w.delete(r)
		w.must(w.jobs.Drafts.ForgetWithdrawn(t.Context()))
		if kept := w.kept(); strings.Contains(kept, r.Text) {
			t.Errorf("%q is kept", r.Text)
		}
		w.wire(settings)
	}
}

// What an earlier meeting called a point is drawn from its answers, which may be
// withdrawn: no version of a later meeting keeps it, though it tells of it.
func TestEarlierLabelIsNotKept(t *testing.T) {
	w := twoMeetings(t)
	w.import3(meetingID, "q1")
	w.show(group)
	kept := 0
	for _, p := range w.versions()[0].Digest.Themes[0].Questions[0].Points {
		for _, r := range p.RaisedBefore {
			if kept++; r.Label != "" {
				t.Errorf("the version keeps %q", r.Label)
			}
		}
	}
	if kept == 0 {
		t.Error("the version does not tell what came up before")
	}
	if p := w.digest().Themes[0].Questions[0].Points[0]; len(p.RaisedBefore) == 0 || p.RaisedBefore[0].Label == "" {
		t.Errorf("the digest made now says %+v", p.RaisedBefore)
	}
	w.show(group)
	if n := len(w.versions()); n != 1 {
		t.Errorf("%d versions of the same, want 1", n)
	}
}
