package flows_test

import (
	"testing"

	"github.com/samrad/samrad/flows"
)

// A meeting that the config has no more was published all the same: an answer
// that is withdrawn loses its words.
func TestWithdrawnOfAMeetingThatIsRemoved(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	w.show(group)
	w.publish(1)
	w.deliver()
	settings := theSettings()
	settings.Meetings = nil
	w.wire(settings)
	w.must(w.jobs.Drafts.SupersedeAll(t.Context()))
	if sent := w.deliver(); len(sent) > 0 {
		t.Errorf("sent %+v though nothing was withdrawn", sent)
	}
	w.delete(r)
	w.must(w.jobs.Drafts.SupersedeAll(t.Context()))
	n := 0
	for lane, all := range sentTo[flows.Superseded](w) {
		for _, c := range all {
			n++
			if c.Title != theMeeting().Title {
				t.Errorf("%s: title %q, want %q", lane, c.Title, theMeeting().Title)
			}
		}
	}
	if n != 4 {
		t.Errorf("%d messages superseded, want the draft's and 3", n)
	}
}
