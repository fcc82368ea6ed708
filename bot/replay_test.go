package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// nowhere takes no connection: whatever a sample wants to have answered there
// is refused at once.
const nowhere = "http://127.0.0.1:1/"

// replayable is a sample as it is sent here: an event's inner part gets its
// outer one, and addresses lead nowhere.
func replayable(s txtar.File) json.RawMessage {
	data := bytes.ReplaceAll(s.Data, []byte("https://example.org/"), []byte(nowhere))
	if strings.HasPrefix(s.Name, "innerevent.") {
		return callback(strings.TrimSpace(string(data)))
	}
	return data
}

// Every shape of a delivery is taken and acknowledged, by either way, and none
// is a dead letter; the bot goes on working.
func TestReplaySamples(t *testing.T) {
	t.Parallel()
	for _, way := range []string{"socket", "http"} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			question := w.asked()
			if way == "http" {
				w.DeliverHTTP(w.endpoints())
			} else {
				w.connect()
			}
			for _, s := range samples(t) {
				if !strings.HasPrefix(s.Name, "socket.") {
					w.replay(s)
				}
			}
			if n := w.deadLetters(); n != 0 {
				t.Errorf("%d dead letters", n)
			}
			w.Reply(alfa, room, question, "Ett svar")
			w.stored("Ett svar")
		})
	}
}

func (w *world) replay(s txtar.File) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	in := w.SendRaw(replayable(s))
	if kind, _, _ := strings.Cut(s.Name, "."); w.Connections() > 0 && (kind == "app_rate_limited" || kind == "url_verification") {
		return // over Socket Mode these are no envelopes, and nothing acknowledges them
	}
	if _, err := in.Ack(ctx); err != nil {
		w.t.Errorf("%s: %v", s.Name, err)
	}
}

// Frames of the connection itself: after a disconnect there is another one.
func TestReplayConnectionFrames(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pings)
	s := w.connect()
	question := w.asked()
	connections := func() int { return strings.Count(w.logged.String(), `"msg":"socket mode connected"`) }
	for _, f := range samples(t) {
		if !strings.HasPrefix(f.Name, "socket.") {
			continue
		}
		before := connections()
		w.SendRaw(replayable(f))
		w.eventually("the frame "+f.Name, func() bool { return connections() > before && s.Connected() })
	}
	w.Reply(alfa, room, question, "Ett svar")
	w.stored("Ett svar")
}
