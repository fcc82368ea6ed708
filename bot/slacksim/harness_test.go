package slacksim_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/samrad/samrad/bot/slacksim"
)

type object = map[string]any

// world is a workspace with a channel C1 of people U1, U2 and the bot, an
// external U3, a private channel G1 without the bot and a public C2 without it.
type world struct {
	*slacksim.Workspace
	t   *testing.T
	app slacksim.App
	bad *violations
}

type violations struct {
	mu   sync.Mutex
	list []slacksim.Violation
}

func (v *violations) add(one slacksim.Violation) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.list = append(v.list, one)
}

// whats are the rules broken so far.
func (w *world) whats() []string {
	out := []string{}
	for _, v := range w.Violations() {
		out = append(out, v.Method+" "+v.What)
	}
	return out
}

// clean fails the test if the bot broke a rule.
func (w *world) clean() {
	w.t.Helper()
	if got := w.Violations(); len(got) > 0 {
		w.t.Errorf("violations: %v", got)
	}
}

func start(t *testing.T, o slacksim.Options) *world {
	t.Helper()
	bad := &violations{}
	o.OnViolation = bad.add
	ws, err := slacksim.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{Workspace: ws, t: t, bad: bad, app: ws.Install(slacksim.App{})}
	w.AddUser(slacksim.User{ID: "U1", Name: "anna", RealName: "Anna Ek"})
	w.AddUser(slacksim.User{ID: "U2", Name: "bo", Away: true})
	w.AddUser(slacksim.User{ID: "U3", Name: "eve", TeamID: "T0EXT"})
	w.AddChannel(slacksim.Channel{ID: "C1", Name: "samrad", Members: []string{"U1", "U2", "U3", w.app.BotUserID}})
	w.AddChannel(slacksim.Channel{ID: "C2", Name: "other", Members: []string{"U1"}})
	w.AddChannel(slacksim.Channel{ID: "G1", Name: "secret", Private: true, Members: []string{"U1"}})
	return w
}

func patience(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// call posts a JSON body with the bot's token and returns the answer.
func (w *world) call(method string, body object) object {
	w.t.Helper()
	_, answer := w.callAs(w.app.BotToken, method, body)
	return answer
}

// ok calls and fails the test on ok:false.
func (w *world) ok(method string, body object) object {
	w.t.Helper()
	answer := w.call(method, body)
	if answer["ok"] != true {
		w.t.Fatalf("%s answered %v", method, answer)
	}
	return answer
}

func (w *world) callAs(token, method string, body object) (*http.Response, object) {
	w.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.do(w.request(token, method, "application/json; charset=utf-8", bytes.NewReader(raw)))
}

// form posts a form with the bot's token.
func (w *world) form(method string, values url.Values) object {
	w.t.Helper()
	_, answer := w.do(w.request(w.app.BotToken, method, "application/x-www-form-urlencoded", strings.NewReader(values.Encode())))
	return answer
}

func (w *world) request(token, method, kind string, body io.Reader) *http.Request {
	w.t.Helper()
	req, err := http.NewRequestWithContext(patience(w.t), http.MethodPost, w.APIURL()+method, body)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return req
}

var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

func (w *world) do(req *http.Request) (*http.Response, object) {
	w.t.Helper()
	res, err := client.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	var answer object
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		w.t.Fatalf("answer of status %d: %v", res.StatusCode, err)
	}
	return res, answer
}

// post is a clean bot post.
func (w *world) post(channel, text string, more object) string {
	w.t.Helper()
	body := object{"channel": channel, "text": text, "unfurl_links": false, "unfurl_media": false}
	for k, v := range more {
		body[k] = v
	}
	return w.ok("chat.postMessage", body)["ts"].(string)
}

// bot is a Socket Mode client.
type bot struct {
	w    *world
	conn *websocket.Conn
}

type envelope struct {
	ID           string          `json:"envelope_id"`
	Type         string          `json:"type"`
	Reason       string          `json:"reason"`
	Accepts      bool            `json:"accepts_response_payload"`
	Attempt      int             `json:"retry_attempt"`
	RetryReason  string          `json:"retry_reason"`
	Payload      json.RawMessage `json:"payload"`
	Connections  int             `json:"num_connections"`
	ResponsesURL string          `json:"response_url"`
}

func (w *world) socketURL() string {
	w.t.Helper()
	_, answer := w.callAs(w.app.AppToken, "apps.connections.open", nil)
	if answer["ok"] != true {
		w.t.Fatalf("apps.connections.open answered %v", answer)
	}
	return answer["url"].(string)
}

// connect opens a connection and reads hello.
func (w *world) connect() *bot {
	w.t.Helper()
	conn, _, err := websocket.DefaultDialer.DialContext(patience(w.t), w.socketURL(), nil)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { conn.Close() })
	b := &bot{w: w, conn: conn}
	if e := b.read(); e.Type != "hello" {
		w.t.Fatalf("first frame is %+v, want hello", e)
	}
	return b
}

func (b *bot) read() envelope {
	b.w.t.Helper()
	var e envelope
	if err := b.conn.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		b.w.t.Fatal(err)
	}
	if err := b.conn.ReadJSON(&e); err != nil {
		b.w.t.Fatalf("read frame: %v", err)
	}
	return e
}

func (b *bot) ack(e envelope, payload any) {
	b.w.t.Helper()
	frame := object{"envelope_id": e.ID}
	if payload != nil {
		frame["payload"] = payload
	}
	if err := b.conn.WriteJSON(frame); err != nil {
		b.w.t.Fatal(err)
	}
}

// event reads and acknowledges the next event and returns it whole.
func (b *bot) event() object {
	b.w.t.Helper()
	e := b.read()
	if e.Type != "events_api" {
		b.w.t.Fatalf("envelope of type %q, want events_api", e.Type)
	}
	b.ack(e, nil)
	return decode(b.w.t, e.Payload)
}

// inner reads the next event and returns the inner one.
func (b *bot) inner() object {
	b.w.t.Helper()
	return b.event()["event"].(object)
}

func decode(t *testing.T, raw []byte) object {
	t.Helper()
	var o object
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatalf("decode %s: %v", raw, err)
	}
	return o
}

// pick takes fields out of an object, to compare.
func pick(o object, keys ...string) object {
	out := object{}
	for _, k := range keys {
		if v, ok := o[k]; ok {
			out[k] = v
		}
	}
	return out
}

// get follows keys and list places into an answer.
func get(v any, keys ...any) any {
	for _, k := range keys {
		switch k := k.(type) {
		case string:
			o, _ := v.(object)
			v = o[k]
		case int:
			l, _ := v.([]any)
			if k >= len(l) {
				return fmt.Sprintf("no item %d in %v", k, v)
			}
			v = l[k]
		}
	}
	return v
}

func decodeList(t *testing.T, raw []byte) []any {
	t.Helper()
	var l []any
	if err := json.Unmarshal(raw, &l); err != nil {
		t.Fatalf("decode %s: %v", raw, err)
	}
	return l
}
