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
