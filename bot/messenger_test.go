package bot

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// messenger sends with as many senders as the program, and tells staff as the
// program does.
func (w *world) messenger(owner string) (stop func()) {
	return w.messengerTelling(owner, flows.NewTroubles(w.store, w.register, flows.WallClock{}).Tell)
}

func (w *world) messengerTelling(owner string, failed func(context.Context, flows.Lane, string) error) (stop func()) {
	m := w.newMessenger(owner, failed)
	return w.run(func(ctx context.Context) error { return m.Run(ctx, 4) })
}

func (w *world) newMessenger(owner string, failed func(context.Context, flows.Lane, string) error) *Messenger {
	m := NewMessenger(w.slack, w.store, w.register, MessengerOptions{Owner: owner, Metrics: w.metrics, Log: w.log, Failed: failed})
	m.pace = 10 * time.Millisecond
	m.chance = func() float64 { return 1 } // whether another channel waited is seen by the full back-off
	return m
}

// ask queues a question for a channel; its id is its text.
func (w *world) ask(channel string, texts ...string) {
	w.t.Helper()
	for _, text := range texts {
		w.queue(flows.Lane(channel), text, flows.QuestionPost{Meeting: theMeeting, Question: flows.QuestionID(text), Text: text, Theme: "Lokaler",
			Title: "Vårens samråd", Starts: time.Now().AddDate(0, 0, 4), Closes: time.Now().AddDate(0, 0, 3), Number: 1, Of: 1})
	}
}

func (w *world) queue(lane flows.Lane, id string, c flows.Content) {
	w.t.Helper()
	if err := w.store.Enqueue(w.t.Context(), flows.Intent{ID: id, Lane: lane, QueuedAt: time.Now(), Content: c}); err != nil {
		w.t.Fatal(err)
	}
}

// idsOf are the intents whose messages stand in a channel, in order.
func idsOf(messages []slacksim.Message) []string {
	var out []string
	for _, m := range messages {
		if meta := gjson.ParseBytes(m.Metadata); meta.Get("event_type").Str == metadataType {
			out = append(out, meta.Get("event_payload.id").Str)
		}
	}
	return out
}

// settled waits until nothing is left to send.
func (w *world) settled() {
	w.t.Helper()
	w.eventually("the outbox is empty", func() bool {
		n, _, err := w.store.Backlog(w.t.Context())
		return err == nil && n == 0
	})
}

func (w *world) failures() map[flows.Lane]string {
	w.t.Helper()
	all, err := w.store.Failures(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	out := make(map[flows.Lane]string)
	for _, f := range all {
		out[f.Lane] = f.Reason
	}
	return out
}

// Whatever goes wrong on the way, each message of a channel stands there once,
// in order, and another channel does not wait. The workspace itself notes a
// call before Retry-After is over.
func TestSendOnceInOrder(t *testing.T) {
	t.Parallel()
	const post = "chat.postMessage"
	cases := []struct {
		name   string
		faults []slacksim.Fault
	}{
		{"nothing wrong", nil},
		{"429", []slacksim.Fault{{Method: post, Channel: room, Status: http.StatusTooManyRequests, RetryAfter: 2, Times: 1}}},
		{"429 again and again", []slacksim.Fault{{Method: post, Channel: room, Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 3}}},
		{"429 while looking", []slacksim.Fault{{Method: post, Channel: room, CutAfterStore: true, Times: 1},
			{Method: "conversations.history", Channel: room, Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 1}}},
		{"500", []slacksim.Fault{{Method: post, Channel: room, Status: http.StatusInternalServerError, Times: 2}}},
		{"503", []slacksim.Fault{{Method: post, Channel: room, Status: http.StatusServiceUnavailable, Times: 1}}},
		{"timeout", []slacksim.Fault{{Method: post, Channel: room, Hang: true, Times: 1}}},
		{"stored, but no answer comes", []slacksim.Fault{{Method: post, Channel: room, CutAfterStore: true, Hang: true, Times: 2}}},
		{"no answer, then none while looking", []slacksim.Fault{{Method: post, Channel: room, CutAfterStore: true, Hang: true, Times: 1},
			{Method: "conversations.history", Channel: room, Hang: true, Times: 2}}},
		{"everything hangs for a while", []slacksim.Fault{{Hang: true, Times: 6}}},
		{"a storm of 429 everywhere", []slacksim.Fault{{Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 8}}},
		{"an error that is nobody's fault", []slacksim.Fault{{Method: post, Channel: room, SlackError: "internal_error", Times: 2}}},
		{"stored, but the answer is lost", []slacksim.Fault{{Method: post, Channel: room, CutAfterStore: true, Times: 1}}},
		{"every answer is lost", []slacksim.Fault{{Method: post, Channel: room, CutAfterStore: true, Times: 3}}},
		{"lost, then 500 while looking", []slacksim.Fault{{Method: post, Channel: room, CutAfterStore: true, Times: 1},
			{Method: "conversations.history", Channel: room, Status: http.StatusInternalServerError, Times: 1}}},
		{"people cannot be looked up", []slacksim.Fault{{Method: "users.info", SlackError: "user_not_found"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(s *setting) { s.timeout = 500 * time.Millisecond })
			for _, f := range c.faults {
				w.SetFault(f)
			}
			w.ask(room, "one", "two", "three")
			w.ask(other, "elsewhere")
			w.messenger("a")
			w.until("every message", func() bool { return len(w.Messages(room)) >= 3 && len(w.Messages(other)) >= 1 })
			w.settled()
			if diff := cmp.Diff([]string{"one", "two", "three"}, idsOf(w.Messages(room))); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"elsewhere"}, idsOf(w.Messages(other))); diff != "" {
				t.Errorf("other channel (-want +got):\n%s", diff)
			}
			if f := w.failures(); len(f) != 0 {
				t.Errorf("failures: %v", f)
			}
			if log := w.logged.String(); strings.Contains(log, w.app.BotToken) {
				t.Error("the token is in the log")
			}
		})
	}
}

// While one channel takes nothing, however long, another gets its messages.
func TestOtherChannelDoesNotWait(t *testing.T) {
	t.Parallel()
	for _, f := range []slacksim.Fault{{Status: http.StatusServiceUnavailable}, {Status: http.StatusTooManyRequests, RetryAfter: 1}, {Hang: true}} {
		t.Run(fmt.Sprintf("status %d, hangs %v", f.Status, f.Hang), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(s *setting) { s.timeout = 500 * time.Millisecond })
			f.Method, f.Channel = "chat.postMessage", room
			w.SetFault(f)
			w.ask(room, "one", "two")
			w.ask(other, "elsewhere")
			w.messenger("a")
			w.until("the other channel's message", func() bool { return len(w.Messages(other)) > 0 })
			w.eventually("an attempt that failed", func() bool { return w.counted("post_retried_total", "question") > 0 })
			w.ClearFaults()
			w.settled()
			if diff := cmp.Diff([]string{"one", "two"}, idsOf(w.Messages(room))); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTwoReplicasSendOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	second := *w
	second.store = w.open()
	w.messenger("a")
	second.messenger("b")
	w.ask(room, "one", "two", "three")
	w.until("three messages", func() bool { return len(w.Messages(room)) >= 3 })
	w.settled()
	if diff := cmp.Diff([]string{"one", "two", "three"}, idsOf(w.Messages(room))); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}

func TestCheckMark(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name    string
		fault   slacksim.Fault
		deleted bool
		want    int
	}{
		{"at once", slacksim.Fault{}, false, 1},
		{"stands already", slacksim.Fault{Method: "reactions.add", CutAfterStore: true, Times: 1}, false, 1},
		{"later", slacksim.Fault{Method: "reactions.add", Status: http.StatusBadGateway, Times: 1}, false, 1},
		{"the message is gone", slacksim.Fault{}, true, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			ts := w.Post(alfa, room, "Ett svar")
			if c.deleted {
				w.Delete(alfa, room, ts)
			}
			w.SetFault(c.fault)
			w.queue(room, "check", flows.CheckMark{TS: flows.MessageTS(ts)})
			w.messenger("a")
			w.settled()
			got := 0
			for _, m := range w.Messages(room) {
				got += len(m.Reactions[string(flows.ReactionCheckMark)])
			}
			if got != c.want {
				t.Errorf("%d check marks, want %d", got, c.want)
			}
			if n, f := w.counted("post_failed_total", "check_mark"), w.failures(); n != 0 || len(f) != 0 {
				t.Errorf("%d failed, failures %v", n, f)
			}
		})
	}
}
