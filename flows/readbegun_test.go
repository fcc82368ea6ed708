package flows_test

import (
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
)

// An answer that is taken back after the meeting, while the bot is down, is found
// to be gone within a day of its start.
func TestReadBackAfterTheMeeting(t *testing.T) {
	w := newWorld(t)
	w.ask()
	reply := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	w.show(group)
	w.publish(1)
	w.deliver()
	w.readBack(&slackThreads{threads: map[flows.MessageTS]flows.ThreadPage{reply.Thread: thread(reply)}})

	w.clock.set(starts.AddDate(0, 1, 0))
	s := &slackThreads{threads: w.emptyThreads(), clock: w.clock}
	r := w.reconciler(s)
	w.must(r.RunDue(t.Context(), w.clock.Now()))
	if !w.contribution(reply).Withdrawn {
		t.Error("the answer stands, though it is gone from Slack")
	}
	w.must(w.jobs.Drafts.SupersedeAll(t.Context()))
	if n := len(sentTo[flows.Superseded](w)); n == 0 {
		t.Error("what was published with it stands")
	}

	reads := func(days int) int {
		t.Helper()
		before := s.reads
		for range days * 24 {
			w.clock.set(w.clock.Now().Add(time.Hour))
			w.must(r.RunDue(t.Context(), w.clock.Now()))
		}
		return (s.reads - before) / len(s.threads)
	}
	if n := reads(3); n != 3 {
		t.Errorf("in three days read %d times", n)
	}
	w.clock.set(starts.AddDate(1, 1, 0))
	if n := reads(2); n != 0 {
		t.Errorf("a year later read %d times", n)
	}
}
