package loadtest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// slackServer is as much of Slack as a bot needs that is given events: the
// strict simulator of bot/slacksim would be what is measured.
type slackServer struct {
	http  *httptest.Server
	acked atomic.Int64

	mu      sync.Mutex
	posts   []string // ts
	sockets []*socket
	reacts  []time.Time // the latest reactions.add

	waiting [inFlight]waiter // by the sender's number, which its envelopes' ids begin with
}

// waiter is a sender that waits for an acknowledgement.
type waiter struct {
	out   []byte
	sent  int64
	acked chan int64 // what was acknowledged, in order
}

// socket is one connection of Socket Mode.
type socket struct {
	mu   sync.Mutex
	conn *websocket.Conn
}

func newSlack(b testing.TB) *slackServer {
	b.Helper()
	s := &slackServer{}
	for i := range s.waiting {
		s.waiting[i].acked = make(chan int64, 1)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.call)
	mux.HandleFunc("/link", s.link)
	s.http = httptest.NewServer(mux)
	return s
}

func (s *slackServer) url() string { return s.http.URL }

func (s *slackServer) close() {
	s.mu.Lock()
	for _, c := range s.sockets {
		_ = c.conn.Close()
	}
	s.mu.Unlock()
	s.http.Close()
}

func (s *slackServer) acknowledged() int { return int(s.acked.Load()) }

// reactionsAMinute is Slack's tier 3, which reactions.add has. See
// https://docs.slack.dev/reference/methods/reactions.add.
const reactionsAMinute = 50

func (s *slackServer) call(w http.ResponseWriter, r *http.Request) {
	answer := map[string]any{"ok": true}
	switch r.PathValue("method") {
	case "auth.test":
		w.Header().Set("X-OAuth-Scopes", "chat:write")
		answer["team_id"], answer["user_id"], answer["bot_id"], answer["team"], answer["user"] = "T0HOME", "U0SAMRAD", "B0SAMRAD", "home", "samrad"
	case "apps.connections.open":
		answer["url"] = "ws" + s.url()[len("http"):] + "/link"
	case "chat.postMessage":
		ts := fmt.Sprintf("%d.000100", time.Now().Unix())
		s.mu.Lock()
		s.posts = append(s.posts, ts)
		s.mu.Unlock()
		answer["ts"], answer["channel"] = ts, channel
	case "reactions.add":
		if wait := s.limited(); wait > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(wait))
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
	case "users.info":
		answer["user"] = map[string]any{"id": r.FormValue("user"), "team_id": "T0HOME", "locale": "sv-SE"}
	case "conversations.replies":
		answer["messages"] = []map[string]any{{"ts": r.FormValue("ts"), "user": "U0SAMRAD", "bot_id": "B0SAMRAD", "type": "message"}}
	case "conversations.history":
		answer["messages"] = []any{}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

// limited is how many seconds a reaction must wait.
func (s *slackServer) limited() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	for len(s.reacts) > 0 && now.Sub(s.reacts[0]) > time.Minute {
		s.reacts = s.reacts[1:]
	}
	if len(s.reacts) >= reactionsAMinute {
		return 10
	}
	s.reacts = append(s.reacts, now)
	return 0
}

// Socket Mode clients give Slack as their origin.
var upgrader = websocket.Upgrader{ReadBufferSize: 16 << 10, WriteBufferSize: 16 << 10, CheckOrigin: func(*http.Request) bool { return true }}

// link serves one connection of Socket Mode.
func (s *slackServer) link(w http.ResponseWriter, r *http.Request) {
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &socket{conn: conn}
	if c.write([]byte(`{"type":"hello","num_connections":1,"connection_info":{"app_id":"A0SAMRAD"}}`)) != nil {
		return
	}
	s.mu.Lock()
	s.sockets = append(s.sockets, c)
	s.mu.Unlock()
	go func() {
		for range time.Tick(5 * time.Second) {
			if conn.WriteControl(websocket.PingMessage, []byte("ping"), time.Now().Add(time.Second)) != nil {
				return
			}
		}
	}()
	for {
		_, data, err := conn.ReadMessage()
		if err != nil {
			return
		}
		s.ack(data)
	}
}

func (c *socket) write(data []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.conn.WriteMessage(websocket.TextMessage, data)
}

var envelopeID = []byte(`"envelope_id":"`)

// ack takes an acknowledgement: its id is the sender's number and that of the
// delivery.
func (s *slackServer) ack(data []byte) {
	_, rest, _ := bytes.Cut(data, envelopeID)
	id, _, _ := bytes.Cut(rest, []byte(`"`))
	sender, delivery, _ := bytes.Cut(id, []byte("-"))
	i, err := strconv.Atoi(string(sender))
	n, err2 := strconv.ParseInt(string(delivery), 10, 64)
	if err != nil || err2 != nil || i >= len(s.waiting) {
		return
	}
	select {
	case s.waiting[i].acked <- n:
	default: // one that was given up
	}
}

// deliver sends an event over one of the connections in turn, and waits for
// its acknowledgement.
func (s *slackServer) deliver(sender int, body []byte) error {
	w := &s.waiting[sender]
	w.sent++
	w.out = append(strconv.AppendInt(append(strconv.AppendInt(append(w.out[:0], `{"envelope_id":"`...), int64(sender), 10), '-'), w.sent, 10), `","payload":`...)
	w.out = append(append(w.out, body...), `,"type":"events_api","accepts_response_payload":false,"retry_attempt":0,"retry_reason":""}`...)
	s.mu.Lock()
	c := s.sockets[(sender+int(w.sent))%len(s.sockets)]
	s.mu.Unlock()
	if err := c.write(w.out); err != nil {
		return err
	}
	timer := time.NewTimer(10 * time.Second)
	defer timer.Stop()
	for {
		select {
		case n := <-w.acked:
			if n == w.sent {
				return nil
			}
		case <-timer.C:
			return errors.New("not acknowledged within ten seconds")
		}
	}
}

// await waits until a bot takes events, and returns the thread that they come in.
func (s *slackServer) await(b testing.TB, p *process, bot bot, transport transport) string {
	b.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for time.Now().Before(deadline) {
		select {
		case <-p.done:
			b.Fatalf("%s ended: %s", bot.name, p.wrote())
		case <-time.After(20 * time.Millisecond):
		}
		if target, ok := s.target(bot); ok && s.takes(p, transport, target) {
			return target
		}
	}
	b.Fatalf("%s does not get ready: %s", bot.name, p.wrote())
	return ""
}

func (s *slackServer) target(bot bot) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !bot.asks {
		return "1700000000.000100", true
	}
	if len(s.posts) == 0 {
		return "", false
	}
	return s.posts[0], true
}

// takes tries one event.
func (s *slackServer) takes(p *process, transport transport, target string) bool {
	s.mu.Lock()
	connected := transport == overHTTP || len(s.sockets) > 0
	s.mu.Unlock()
	if !connected {
		return false
	}
	deliver, end, err := transport.delivery(0, p, s)
	if err != nil {
		return false
	}
	defer end()
	if deliver(event(nil, target)) != nil {
		return false
	}
	s.acked.Add(1)
	return true
}
