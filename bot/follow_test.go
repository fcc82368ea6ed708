package bot

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// lines are what was logged with a message's ts, as "msg" and event_id.
func (l *logBuffer) lines(ts string) (messages []string, events []any) {
	for line := range strings.Lines(l.String()) {
		var fields map[string]any
		if json.Unmarshal([]byte(line), &fields) == nil && fields["message_ts"] == ts {
			messages = append(messages, fields["msg"].(string))
			events = append(events, fields["event_id"])
		}
	}
	return messages, events
}

// One filter on a message's ts finds all that happened to a reply.
func TestFollowReply(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.connect()
	question := w.asked()
	w.gate.close()
	ts := w.Reply(alfa, room, question, "medan lagret var nere")
	const refused = "not acknowledged, Slack delivers it again"
	w.eventually("the refusal", func() bool { said, _ := w.logged.lines(ts); return len(said) > 0 })
	w.gate.reopen()
	w.eventually("the check mark is told", func() bool { said, _ := w.logged.lines(ts); return said[len(said)-1] == "sent" })
	said, events := w.logged.lines(ts)
	for said[1] == refused { // Slack delivered it again before the store was back
		said, events = said[1:], events[1:]
	}
	if diff := cmp.Diff([]string{refused, "reply received", "sent"}, said); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if events[0] == nil || events[0] != events[1] {
		t.Errorf("events %v, want the same one twice", events)
	}
}

// A reply that no event told of has no event's id.
func TestFollowReadBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	question := w.question()
	ts := w.Reply(alfa, room, question, "medan boten var nere")
	if _, err := w.readBack(flows.WallClock{}, w.pages(flows.WallClock{}, -1)); err != nil {
		t.Fatal(err)
	}
	said, events := w.logged.lines(ts)
	if diff := cmp.Diff([]string{"reply received"}, said); diff != "" {
		t.Fatalf("lines (-want +got):\n%s", diff)
	}
	if events[0] != nil {
		t.Errorf("event_id %q, want none", events[0])
	}
}

// An event that is refused over HTTP is named as one over the socket is.
func TestFollowOverHTTP(t *testing.T) {
	t.Parallel()
	var log logBuffer
	h := &HTTP{log: slog.New(slog.NewJSONHandler(&log, nil))}
	err := named(errors.New("the store is down"), "Ev1", flows.Place{Channel: room, TS: "1700000001.000200"})
	h.finish(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), "POST", "/slack/events", nil), err, nil)
	said, events := log.lines("1700000001.000200")
	if len(said) != 1 || events[0] != "Ev1" {
		t.Errorf("lines %v of %v, want one of Ev1", said, events)
	}
}
