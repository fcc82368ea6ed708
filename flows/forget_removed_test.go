package flows_test

import (
	"testing"

	"github.com/samrad/samrad/flows"
)

// What a person wrote to a meeting that the config has no more is still theirs:
// they are told of it, and may have it forgotten.
func TestForgetOfAMeetingThatIsRemoved(t *testing.T) {
	w := newWorld(t)
	w.ask()
	reply := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	form, err := w.answers.Submit(t.Context(), flows.FormAnswer{User: kompis, Team: home, Channel: room, Meeting: meetingID, Question: "q3", Text: "Lyssna på kvinnorna."})
	w.must(err)
	settings := theSettings()
	settings.Meetings = nil
	w.wire(settings)
	own, err := w.answers.Own(t.Context(), kompis, home, room)
	w.must(err)
	if len(own.Contributions) != 2 {
		t.Errorf("%d answers are told of, want 2", len(own.Contributions))
	}
	n, err := w.answers.Forget(t.Context(), kompis, w.store)
	w.must(err)
	if n != 2 {
		t.Errorf("%d answers forgotten, want 2", n)
	}
	for _, p := range []flows.Place{reply.Place, form.Place} {
		c, err := w.store.Contribution(t.Context(), p)
		w.must(err)
		if !c.Withdrawn || c.Text != "" {
			t.Errorf("%s: %+v, want it withdrawn", p.TS, c)
		}
	}
}
