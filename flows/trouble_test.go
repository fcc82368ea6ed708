package flows_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// noticesTo lists the keys of the notices sent, by lane.
func noticesTo(sent []flows.Intent) map[flows.Lane][]string {
	out := map[flows.Lane][]string{}
	for _, i := range sent {
		if n, ok := i.Content.(flows.Notice); ok {
			out[i.Lane] = append(out[i.Lane], n.Key)
		}
	}
	return out
}

// A channel that refuses is told once a day and reason, and not to itself.
func TestTroubleTold(t *testing.T) {
	w := newWorld(t)
	troubles := flows.NewTroubles(w.store, w.register, w.clock)
	roles := theSettings().Roles
	staff := roles.Staff.Lanes()[0]
	for range 2 {
		w.must(troubles.Tell(t.Context(), flows.Lane(room), "not_in_channel"))
	}
	w.must(troubles.Tell(t.Context(), flows.Lane(room), "is_archived"))
	if diff := cmp.Diff(map[flows.Lane][]string{staff: {"sending_failed", "sending_failed"}}, noticesTo(w.deliver())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	w.must(troubles.Tell(t.Context(), staff, "not_in_channel"))
	told := noticesTo(w.deliver())
	if len(told) == 0 || told[staff] != nil {
		t.Errorf("of staff's own channel was told %v, want the working group", told)
	}
}

// Days later it is still the same refusal; once the lane has taken something,
// the next one is news.
func TestTroubleToldUntilMended(t *testing.T) {
	w := newWorld(t)
	troubles := flows.NewTroubles(w.store, w.register, w.clock)
	staff := theSettings().Roles.Staff.Lanes()[0]
	refusal := func(id string, end func(flows.Ticket) error) {
		t.Helper()
		w.must(w.store.Enqueue(t.Context(), flows.Intent{ID: id, Lane: flows.Lane(room), QueuedAt: w.clock.Now(), Content: flows.Notice{Key: "forgotten"}}))
		ticket, ok, err := w.store.Take(t.Context(), "test", time.Minute, time.Second)
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		w.must(end(ticket))
	}
	refuse := func(ticket flows.Ticket) error { return w.store.Fail(t.Context(), ticket, "not_in_channel") }
	told := 0
	for i, id := range []string{"one", "two", "three"} {
		w.clock.set(midway.AddDate(0, 0, i))
		refusal(id, refuse)
		w.must(troubles.Tell(t.Context(), flows.Lane(room), "not_in_channel"))
		told += len(noticesTo(w.deliver())[staff])
	}
	if told != 1 {
		t.Errorf("told %d times, want once", told)
	}
	refusal("four", func(ticket flows.Ticket) error {
		return w.store.Done(t.Context(), ticket, flows.Sent{Channel: room, TS: w.ts()})
	})
	if since, err := w.store.RefusedSince(t.Context(), flows.Lane(room), "not_in_channel"); err != nil || !since.IsZero() {
		t.Errorf("refused since %v (%v) after something was taken", since, err)
	}
}

// That Slack shut the bot out is told once, and waits with everything else.
func TestShutOutTold(t *testing.T) {
	w := newWorld(t)
	troubles := flows.NewTroubles(w.store, w.register, w.clock)
	for range 2 {
		w.must(troubles.ShutOut(t.Context(), "token_revoked"))
	}
	if diff := cmp.Diff(map[flows.Lane][]string{theSettings().Roles.Staff.Lanes()[0]: {"shut_out"}}, noticesTo(w.deliver())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A person who cannot be reached is spoken of as a person, by name.
func TestTroubleOfPerson(t *testing.T) {
	w := newWorld(t)
	troubles := flows.NewTroubles(w.store, w.register, w.clock)
	for _, lane := range []flows.Lane{"U0SILENT", "W0SILENT", "C0SILENT"} {
		w.must(troubles.Tell(t.Context(), lane, "user_disabled"))
	}
	var got []flows.Content
	for _, i := range w.deliver() {
		got = append(got, i.Content)
	}
	why := map[string]any{"Reason": "user_disabled"}
	want := []flows.Content{
		flows.Notice{Key: "person_not_reached", Args: why, People: map[string]flows.UserID{"Person": "U0SILENT"}},
		flows.Notice{Key: "person_not_reached", Args: why, People: map[string]flows.UserID{"Person": "W0SILENT"}},
		flows.Notice{Key: "sending_failed", Args: why, Channels: map[string]flows.ChannelID{"Channel": "C0SILENT"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A channel with a new id is told once if it is one of ours.
func TestChannelMoved(t *testing.T) {
	w := newWorld(t)
	troubles := flows.NewTroubles(w.store, w.register, w.clock)
	for range 2 {
		w.must(troubles.Moved(t.Context(), room, "C0NEW"))
		w.must(troubles.Moved(t.Context(), "C0STRANGE", "C0NEWER"))
	}
	if diff := cmp.Diff(map[flows.Lane][]string{theSettings().Roles.Staff.Lanes()[0]: {"channel_moved"}}, noticesTo(w.deliver())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
