package slacksim_test

import (
	"context"
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

func TestPolicies(t *testing.T) {
	const n = 6
	tests := []struct {
		name   string
		policy slacksim.DeliveryPolicy
		check  func(t *testing.T, got []string)
	}{
		{"duplicate", slacksim.DeliveryPolicy{Seed: 1, Duplicate: 1}, func(t *testing.T, got []string) {
			if diff := cmp.Diff([]string{"0", "0", "1", "1", "2", "2"}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}},
		{"shuffle", slacksim.DeliveryPolicy{Seed: 1, Shuffle: n}, func(t *testing.T, got []string) {
			if slices.IsSorted(got) {
				t.Errorf("in order: %v", got)
			}
			slices.Sort(got)
			if diff := cmp.Diff([]string{"0", "1", "2", "3", "4", "5"}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}},
		{"a little of everything twice the same", slacksim.DeliveryPolicy{Seed: 7, Shuffle: n, Duplicate: 0.5}, func(*testing.T, []string) {}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var runs [2][]string
			for i := range runs {
				w := start(t, slacksim.Options{})
				b := w.connect()
				w.SetDelivery(tt.policy)
				for i := range n {
					w.Post("U1", "C1", fmt.Sprint(i))
				}
				for range n {
					runs[i] = append(runs[i], b.inner()["text"].(string))
				}
			}
			if diff := cmp.Diff(runs[0], runs[1]); diff != "" {
				t.Errorf("the same seed gives another order:\n%s", diff)
			}
			tt.check(t, runs[0])
		})
	}
}

func TestDroppedAndLost(t *testing.T) {
	w := start(t, slacksim.Options{RedeliverAfter: 20 * time.Millisecond})
	b := w.connect()
	w.SetDelivery(slacksim.DeliveryPolicy{Lose: 1})
	w.Post("U1", "C1", "borta")
	w.SetDelivery(slacksim.DeliveryPolicy{Drop: 1})
	w.Post("U1", "C1", "sen")
	e := b.read()
	if e.Attempt != 1 || !strings.Contains(string(e.Payload), `"sen"`) {
		t.Errorf("first frame is attempt %d of %s", e.Attempt, e.Payload)
	}
	b.ack(e, nil)
}

func TestMessageReplied(t *testing.T) {
	w := start(t, slacksim.Options{})
	root := w.Post("U1", "C1", "rot")
	b := w.connect()
	w.SetDelivery(slacksim.DeliveryPolicy{Replied: true})
	w.Reply("U1", "C1", root, "svar")
	b.inner()
	if e := b.inner(); e["subtype"] != nil || get(e, "message", "reply_count") != 1.0 || get(e, "message", "ts") != root {
		t.Errorf("message_replied arrives as %v", e)
	}
}

func TestDisconnects(t *testing.T) {
	for _, reason := range []string{"warning", "refresh_requested", "link_disabled", ""} {
		t.Run("reason "+reason, func(t *testing.T) {
			w := start(t, slacksim.Options{})
			b := w.connect()
			w.DisconnectSockets(reason)
			if reason != "" {
				if e := b.read(); e.Type != "disconnect" || e.Reason != reason {
					t.Errorf("frame %+v", e)
				}
			}
			if reason == "warning" {
				w.Post("U1", "C1", "ännu öppen")
				b.inner()
				return
			}
			_, _, err := b.conn.ReadMessage()
			if clean := websocket.IsCloseError(err, websocket.CloseNormalClosure); clean != (reason != "") {
				t.Errorf("the connection ends with %v", err)
			}
			if got := w.Connections(); got != 0 {
				t.Errorf("%d connections", got)
			}
		})
	}
}

func TestServerPings(t *testing.T) {
	w := start(t, slacksim.Options{PingInterval: 10 * time.Millisecond})
	b := w.connect()
	pinged := make(chan struct{})
	b.conn.SetPingHandler(func(string) error {
		close(pinged)
		return errors.New("enough")
	})
	go func() { _, _, _ = b.conn.ReadMessage() }()
	select {
	case <-pinged:
	case <-patience(t).Done():
		t.Error("no ping")
	}
}

func TestAcknowledgementMistakes(t *testing.T) {
	w := start(t, slacksim.Options{RedeliverAfter: 20 * time.Millisecond})
	b := w.connect()
	b.ack(envelope{ID: "never-sent"}, nil)
	w.Post("U1", "C1", "hej")
	b.ack(b.read(), object{"text": "events take no payload"})
	in := w.Slash("U1", "C1", "x")
	b.ack(b.read(), object{"text": strings.Repeat("x", 20480)})
	if _, err := in.Ack(patience(t)); !errors.Is(err, slacksim.ErrNotAcknowledged) {
		t.Errorf("a response that is too long: %v", err)
	}
	want := []string{"socket unknown_envelope", "socket unexpected_payload", "socket response_too_long"}
	if diff := cmp.Diff(want, w.whats()); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}

func TestStalledSockets(t *testing.T) {
	w := start(t, slacksim.Options{RedeliverAfter: 20 * time.Millisecond})
	b := w.connect()
	w.StallSockets(true)
	if _, err := w.Slash("U1", "C1", "x").Ack(patience(t)); !errors.Is(err, slacksim.ErrNotAcknowledged) {
		t.Errorf("a stalled connection: %v", err)
	}
	w.StallSockets(false)
	w.Post("U1", "C1", "åter")
	if got := b.inner()["text"]; got != "åter" {
		t.Errorf("first event is %v", got)
	}
}

func TestSendRaw(t *testing.T) {
	tests := []struct{ name, raw, wantType string }{
		{"a whole envelope", `{"envelope_id":"e1","type":"events_api","payload":{"type":"event_callback"}}`, "events_api"},
		{"an event body", `{"type":"event_callback","event_id":"Ev1","event":{"type":"new_in_2030"}}`, "events_api"},
		{"a click", `{"type":"block_actions","actions":[]}`, "interactive"},
		{"a command", `{"command":"/samrad","text":"help"}`, "slash_commands"},
		{"unknown", `{"type":"brand_new","envelope_id":"e2"}`, "brand_new"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := start(t, slacksim.Options{})
			b := w.connect()
			in := w.SendRaw([]byte(tt.raw))
			e := b.read()
			if e.Type != tt.wantType {
				t.Errorf("frame %+v", e)
			}
			b.ack(e, nil)
			if _, err := in.Ack(patience(t)); err != nil {
				t.Error(err)
			}
			w.clean()
		})
	}
	t.Run("malformed", func(t *testing.T) {
		w := start(t, slacksim.Options{})
		b := w.connect()
		raw := `{"envelope_id": "e3", "payload": {`
		in := w.SendRaw([]byte(raw))
		_, frame, err := b.conn.ReadMessage()
		if err != nil || string(frame) != raw {
			t.Errorf("frame %s, %v", frame, err)
		}
		b.ack(envelope{ID: "e3"}, nil)
		if _, err := in.Ack(patience(t)); err != nil {
			t.Error(err)
		}
	})
}

func TestWaitForSaysWhat(t *testing.T) {
	w := start(t, slacksim.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := w.WaitFor(ctx, "a second coming", func() bool { return false })
	if err == nil || !strings.Contains(err.Error(), "a second coming") || !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	done := make(chan error)
	go func() {
		done <- w.WaitFor(patience(t), "a message", func() bool { return len(w.Messages("C1")) == 1 })
	}()
	w.Post("U1", "C1", "hej")
	if err := <-done; err != nil {
		t.Error(err)
	}
}
