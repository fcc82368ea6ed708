package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"github.com/samrad/samrad/bot/slacksim"
)

// dialers are the two ways to receive: events are taken from the connection, or
// slack-go hands them over, as behind a proxy.
var dialers = map[string]func(func([]byte) bool) *websocket.Dialer{"tapped": dialer, "untapped": untapped}

// connect receives over Socket Mode until the test ends.
func (w *world) connect() *Socket {
	w.t.Helper()
	return w.connectBy(dialer, silence)
}

// connectBy takes a connection for dead that was silent for too long.
func (w *world) connectBy(by func(func([]byte) bool) *websocket.Dialer, tooLong time.Duration) *Socket {
	w.t.Helper()
	s := NewSocket(w.slack, w.router, w.metrics, w.log)
	s.silence, s.dialer = tooLong, by
	w.run(s.Run)
	w.eventually("the connection", s.Connected)
	return s
}

// asked posts the meeting's question, and returns the ts of its post.
func (w *world) asked() string {
	w.t.Helper()
	w.messenger("a")
	w.ask(room, "q1")
	w.settled()
	all := w.Messages(room)
	if len(all) != 1 {
		w.t.Fatalf("%d messages, want the question", len(all))
	}
	return all[0].TS
}

// stored waits until exactly these answers are stored, in any order.
func (w *world) stored(want ...string) {
	w.t.Helper()
	slices.Sort(want)
	w.eventually("the answers", func() bool { return len(w.answers()) >= len(want) })
	got := w.answers()
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Errorf("answers (-want +got):\n%s", diff)
	}
}

func pings(s *setting) {
	s.slack.PingInterval, s.slack.RedeliverAfter = 50*time.Millisecond, 200*time.Millisecond
}

// Whatever ends a connection, another one takes its place and nothing that is
// written meanwhile is lost.
func TestSocketConnectsAgain(t *testing.T) {
	t.Parallel()
	for _, reason := range []string{"warning", "refresh_requested", "link_disabled", ""} {
		t.Run("disconnect "+reason, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, pings)
			w.connect()
			question := w.asked()
			w.Reply(alfa, room, question, "före")
			w.stored("före")
			w.DisconnectSockets(reason)
			w.Reply(alfa, room, question, "efter")
			w.stored("efter", "före")
		})
	}
}

func TestSocketStalled(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pings)
	s := w.connectBy(dialer, time.Second)
	question := w.asked()
	w.StallSockets(true)
	w.Reply(alfa, room, question, "in i tystnaden")
	w.eventually("the silence is noticed", func() bool { return strings.Count(w.logged.String(), "socket mode connected") > 1 })
	w.StallSockets(false)
	w.stored("in i tystnaden")
	if !s.Connected() {
		t.Error("not connected")
	}
}

// Slack's trouble at the start passes, and slack-go's client that ends over it is
// made anew.
func TestSocketStartsInTrouble(t *testing.T) {
	t.Parallel()
	for _, f := range []slacksim.Fault{{SlackError: "internal_error", Times: 2}, {Status: 500, Times: 2}, {Status: 429, RetryAfter: 1, Times: 1}, {Status: 404, Times: 1}} {
		t.Run(fmt.Sprint(f.Status), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, pings)
			f.Method = "apps.connections.open"
			w.SetFault(f)
			w.connect()
		})
	}
}

// A token that Slack refuses from the start was never right: it is an error at
// once. What becomes of one that was taken before: TestSocketCannotReopen.
func TestSocketRefused(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"invalid_auth", "token_revoked", "not_allowed_token_type", "missing_scope"} {
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, pings)
			w.SetFault(slacksim.Fault{Method: "apps.connections.open", SlackError: word})
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			err := NewSocket(w.slack, w.router, w.metrics, w.log).Run(ctx)
			if got := errorWord(err); got != word {
				t.Errorf("ended with %v, want %s", err, word)
			}
		})
	}
}

func (w *world) raw(frame string) error {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	_, err := w.SendRaw(json.RawMessage(frame)).Ack(ctx)
	return err
}

func TestSocketOddEnvelopes(t *testing.T) {
	t.Parallel()
	const id = `"envelope_id":"1d3c79ab-0ffb-41f3-a080-d19e85f53649"`
	event := func(payload string) string { return `{` + id + `,"type":"events_api","payload":` + payload + `}` }
	cases := []struct {
		name, frame         string
		unknown, deadLetter int
	}{
		{"type of tomorrow", `{` + id + `,"type":"telepathy","payload":{}}`, 1, 0},
		{"no type", `{` + id + `,"payload":{"text":"Thanks!"}}`, 1, 0},
		{"no payload", `{` + id + `,"type":"telepathy"}`, 1, 0},
		{"type a number", `{` + id + `,"type":7,"payload":{}}`, 0, 1},
		{"accepts a word", `{` + id + `,"type":"slash_commands","accepts_response_payload":"perhaps","payload":{}}`, 0, 1},
		{"inner event of tomorrow", event(string(callback(`{"type":"telepathy_received"}`))), 0, 0},
		{"malformed Home", event(string(callback(`{"type":"app_home_opened","user":"U1","tab":7,"view":"none"}`))), 0, 0},
		{"malformed message", event(string(callback(typed(`,"text":{"a":1}`)))), 0, 1},
		{"malformed reaction", event(string(callback(`{"type":"reaction_added","item":"C1"}`))), 0, 1},
		{"event without anything", event(`{"type":"event_callback"}`), 0, 1},
		{"event is a list", event(`[]`), 0, 1},
		{"event is missing", `{` + id + `,"type":"events_api"}`, 0, 1},
		{"command is a list", `{` + id + `,"type":"slash_commands","payload":[1]}`, 0, 1},
		{"command without fields", `{` + id + `,"type":"slash_commands","payload":{"user_id":7}}`, 0, 1},
		{"interaction is a string", `{` + id + `,"type":"interactive","payload":"x"}`, 0, 1},
		{"interaction of tomorrow", `{` + id + `,"type":"interactive","payload":{"type":"telepathy"}}`, 0, 0},
		{"submission without view", `{` + id + `,"type":"interactive","payload":{"type":"view_submission"}}`, 0, 0},
		{"retry count a word", `{` + id + `,"type":"events_api","retry_attempt":"many","payload":` + string(callback(typed(``))) + `}`, 0, 0},
	}
	for name, by := range dialers {
		for _, c := range cases {
			t.Run(c.name+", "+name, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, nil)
				s := w.connectBy(by, silence)
				for range 2 { // Slack delivers twice what it believes lost
					if err := w.raw(c.frame); err != nil {
						t.Fatal(err)
					}
				}
				if got := w.counted("received_total", "unknown"); got != 2*c.unknown {
					t.Errorf("%d unknown, want %d", got, 2*c.unknown)
				}
				if got := w.deadLetters(); got != c.deadLetter {
					t.Errorf("%d dead letters, want %d", got, c.deadLetter)
				}
				if !s.Connected() {
					t.Error("not connected")
				}
			})
		}
	}
}

// A frame that is no JSON has nothing to acknowledge; the next one is heard.
func TestSocketFramesThatAreNoJSON(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pings)
	w.connect()
	question := w.asked()
	for range 5 {
		w.SendRaw(json.RawMessage(`{"type":`))
		w.SendRaw(json.RawMessage(`"x"`))
	}
	w.Reply(alfa, room, question, "Ett svar")
	w.stored("Ett svar")
}

// Nothing is acknowledged that is not stored: Slack delivers it again, and then
// it is. What cannot be read has no other store than a reply.
func TestSocketStoreDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.connect()
	question := w.asked()
	w.gate.close()
	letter := w.SendRaw(json.RawMessage(`{"envelope_id":"1d3c79ab-0ffb-41f3-a080-d19e85f53649","type":"events_api","payload":[]}`))
	w.Reply(alfa, room, question, "medan lagret var nere")
	w.eventually("both are refused", func() bool { return strings.Count(w.logged.String(), `"msg":"not acknowledged`) == 2 })
	w.gate.reopen()
	w.stored("medan lagret var nere")
	if _, err := letter.Ack(t.Context()); !errors.Is(err, slacksim.ErrNotAcknowledged) {
		t.Errorf("dead letter: %v, want not acknowledged", err)
	}
	w.until("the check mark", func() bool {
		thread := w.Thread(room, question)
		return len(thread[len(thread)-1].Reactions["white_check_mark"]) == 1
	})
}

// Of two connections each gets a part, and what comes twice is stored once.
func TestTwoConnections(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pings)
	w.connect()
	w.connect()
	question := w.asked()
	w.until("two connections", func() bool { return w.Connections() == 2 })
	w.SetDelivery(slacksim.DeliveryPolicy{Seed: 1, Duplicate: 1, Shuffle: 4, Replied: true})
	want := []string{"ett", "två", "tre", "fyra", "fem", "sex"}
	for _, text := range want {
		w.Reply(alfa, room, question, text)
	}
	w.stored(want...)
	w.settled()
	w.until("a check mark on each", func() bool {
		n := 0
		for _, m := range w.Thread(room, question) {
			n += len(m.Reactions["white_check_mark"])
		}
		return n == len(want)
	})
}
