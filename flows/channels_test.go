package flows_test

import (
	"testing"

	"github.com/samrad/samrad/flows"
)

func TestChannels(t *testing.T) {
	moved := flows.Channels{"C2": "C1", "C3": "C2", "CA": "CB", "CB": "CA"}
	for _, c := range []struct{ id, first, newest flows.ChannelID }{
		{"C1", "C1", "C3"}, {"C2", "C1", "C3"}, {"C3", "C1", "C3"}, {"C9", "C9", "C9"}, {"", "", ""},
	} {
		if got := moved.First(c.id); got != c.first {
			t.Errorf("%q had the id %q first, want %q", c.id, got, c.first)
		}
		if got := moved.Newest(c.id); got != c.newest {
			t.Errorf("%q has the id %q now, want %q", c.id, got, c.newest)
		}
	}
	moved.First("CA") // a circle comes to an end
	moved.Newest("CA")
}

// The file may name a channel by any id that it had: it is one channel, and
// nothing is asked twice.
func TestMovedChannelInTheFile(t *testing.T) {
	w := newWorld(t)
	w.ask()
	troubles := flows.NewTroubles(w.store, w.register, w.clock)
	w.must(troubles.Moved(t.Context(), room, "C0NEW"))
	w.deliver()
	settings := theSettings()
	settings.Meetings[0].Channels = []flows.ChannelID{"C0NEW", room}
	w.wire(settings)
	if _, err := w.jobs.Asker.Resume(t.Context(), w.meeting()); err != nil {
		t.Fatal(err)
	}
	if sent := w.deliver(); len(sent) != 0 {
		t.Errorf("sent %+v", sent)
	}
	if got := w.meeting().Channels; len(got) != 1 || got[0] != room {
		t.Errorf("the meeting's channels are %v", got)
	}
}
