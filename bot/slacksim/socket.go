package slacksim

import (
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	maxSockets   = 10               // https://docs.slack.dev/apis/events-api/using-socket-mode/#multiple
	ticketLife   = 30 * time.Second // of a WebSocket URL, which is used once
	maxResponse  = 20480            // bytes of a response frame
	closeAtLeast = time.Second      // for the last frames to leave
)

// socket is one Socket Mode connection: a reader (the HTTP handler's
// goroutine) and a writer, which owns everything that is sent.
type socket struct {
	w    *Workspace
	conn *websocket.Conn
	wake chan struct{}
	done chan struct{}
	once sync.Once

	mu     sync.Mutex
	queue  [][]byte
	ending bool // close once the queue is empty
}

// serveSocket upgrades a connection that presents a fresh ticket.
func (w *Workspace) serveSocket(rw http.ResponseWriter, r *http.Request) {
	ticket := r.URL.Query().Get("ticket")
	w.mu.Lock()
	expires, ok := w.tickets[ticket]
	delete(w.tickets, ticket)
	closed := w.ctx.Err() != nil
	if !ok || time.Now().After(expires) {
		w.violate("socket", "ticket", "a WebSocket URL was used twice or too late")
		ok = false
	}
	w.unlock()
	if !ok || closed {
		http.Error(rw, "invalid ticket", http.StatusForbidden)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(rw, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	s := &socket{w: w, conn: conn, wake: make(chan struct{}, 1), done: make(chan struct{})}
	if w.openSocket(s) {
		s.read()
		w.closeSocket(s)
	}
	s.cut()
}

// openSocket says hello and joins the connections that share the load.
func (w *Workspace) openSocket(s *socket) bool {
	w.mu.Lock()
	defer w.unlock()
	if w.ctx.Err() != nil {
		return false
	}
	if len(w.sockets) == maxSockets {
		_ = s.conn.WriteJSON(w.disconnectFrame("too_many_websockets"))
		return false
	}
	w.sockets = append(w.sockets, s)
	s.send(encode(object{
		"type": "hello", "num_connections": len(w.sockets), "connection_info": object{"app_id": w.app.AppID},
		"debug_info": object{"host": "applink-simulated", "build_number": 1, "approximate_connection_time": 18060},
	}))
	w.wg.Go(s.write)
	return true
}

func (w *Workspace) closeSocket(s *socket) {
	w.mu.Lock()
	defer w.unlock()
	w.sockets = slices.DeleteFunc(w.sockets, func(o *socket) bool { return o == s })
}

func (w *Workspace) disconnectFrame(reason string) object {
	return object{
		"type": "disconnect", "reason": reason, "num_connections": len(w.sockets),
		"debug_info": object{"host": "applink-simulated"}, "connection_info": object{"app_id": w.app.AppID},
	}
}

// send queues a frame; it never blocks.
func (s *socket) send(frame []byte) {
	s.mu.Lock()
	s.queue = append(s.queue, frame)
	s.mu.Unlock()
	s.signal()
}

func (s *socket) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// endAfterQueue closes the connection once everything queued is sent.
func (s *socket) endAfterQueue() {
	s.mu.Lock()
	s.ending = true
	s.mu.Unlock()
	s.signal()
}

// cut closes the connection at once.
func (s *socket) cut() {
	s.once.Do(func() {
		close(s.done)
		s.conn.Close()
	})
}

func (s *socket) write() {
	defer s.cut()
	ping := time.NewTicker(s.w.o.PingInterval)
	defer ping.Stop()
	for {
		select {
		case <-s.done:
			return
		case <-ping.C:
			if !s.w.isStalled() && s.conn.WriteControl(websocket.PingMessage, []byte("Ping from simulated Slack"), time.Now().Add(closeAtLeast)) != nil {
				return
			}
		case <-s.wake:
			if !s.flush() {
				return
			}
		}
	}
}

// flush sends what is queued and tells whether to go on.
func (s *socket) flush() bool {
	for {
		s.mu.Lock()
		if len(s.queue) == 0 {
			ending := s.ending
			s.mu.Unlock()
			if ending {
				_ = s.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(closeAtLeast))
			}
			return !ending
		}
		frame := s.queue[0]
		s.queue = s.queue[1:]
		s.mu.Unlock()
		if s.conn.WriteMessage(websocket.TextMessage, frame) != nil {
			return false
		}
	}
}

// read takes acknowledgements until the connection ends.
func (s *socket) read() {
	for {
		_, frame, err := s.conn.ReadMessage()
		if err != nil {
			return
		}
		s.w.takeAck(frame)
	}
}

func (w *Workspace) takeAck(frame []byte) {
	var ack struct {
		EnvelopeID string          `json:"envelope_id"`
		Payload    json.RawMessage `json:"payload"`
	}
	w.mu.Lock()
	defer w.unlock()
	if err := json.Unmarshal(frame, &ack); err != nil {
		w.violate("socket", "frame", "a frame is not JSON: %v", err)
		return
	}
	d := w.envelopes[ack.EnvelopeID]
	hasPayload := len(ack.Payload) > 0 && string(ack.Payload) != "null" && string(ack.Payload) != "{}"
	switch {
	case d == nil:
		w.violate("socket", "unknown_envelope", "acknowledged an envelope %q that was never sent", ack.EnvelopeID)
	case len(frame) > maxResponse:
		w.violate("socket", "response_too_long", "a response of %d bytes is dropped, %d are allowed", len(frame), maxResponse)
	case hasPayload && !d.accepts && !d.raw:
		w.violate("socket", "unexpected_payload", "a response payload on an envelope of %s that accepts none", d.kind)
		w.acknowledge(d, nil)
	case hasPayload:
		w.acknowledge(d, ack.Payload)
	default:
		w.acknowledge(d, nil)
	}
}
