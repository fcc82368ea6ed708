package e2e_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// signingSecret is the simulated app's.
const signingSecret = "simulated-signing-secret"

// request is a POST to one of Slack's endpoints.
type request struct {
	path, kind, body string
	at               time.Time
	secret           string
	unsigned         bool
}

// status sends the request and returns the answer's status.
func (r request) status(t *testing.T, base string) int {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, base+r.path, strings.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	stamp := fmt.Sprint(r.at.Unix())
	mac := hmac.New(sha256.New, []byte(r.secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, r.body)
	req.Header.Set("Content-Type", r.kind)
	if !r.unsigned {
		req.Header.Set("X-Slack-Request-Timestamp", stamp)
		req.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode
}

const (
	jsonKind = "application/json"
	formKind = "application/x-www-form-urlencoded"
)

// TestHTTPRefusals: what the endpoints answer to requests that are not
// Slack's, or not readable.
func TestHTTPRefusals(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	w := newWorld(t, "http", "redis://"+server.Addr, slacksim.Options{})
	base := "http://" + w.listen
	w.DeliverHTTP(base)
	p := w.run()
	w.ready(w.listen)
	now := time.Now()
	event := `{"type":"event_callback","event_id":"Ev1","event":{"type":"message","channel":"C0SAMRAD","user":"U0ALFA","text":"hej","ts":"1.000001","thread_ts":"1.000000"}}`
	tests := []struct {
		name string
		request
		want int
	}{
		{"signed", request{path: "/slack/events", kind: jsonKind, body: event, at: now, secret: signingSecret}, 200},
		{"of another secret", request{path: "/slack/events", kind: jsonKind, body: event, at: now, secret: "other"}, 401},
		{"unsigned", request{path: "/slack/events", kind: jsonKind, body: event, unsigned: true}, 401},
		{"six minutes old", request{path: "/slack/events", kind: jsonKind, body: event, at: now.Add(-6 * time.Minute), secret: signingSecret}, 401},
		{"six minutes ahead", request{path: "/slack/events", kind: jsonKind, body: event, at: now.Add(6 * time.Minute), secret: signingSecret}, 401},
		{"unsigned command", request{path: "/slack/commands", kind: formKind, body: "command=%2Fsamrad", unsigned: true}, 401},
		{"unsigned interaction", request{path: "/slack/interactions", kind: formKind, body: "payload=%7B%7D", unsigned: true}, 401},
		{"too large", request{path: "/slack/events", kind: jsonKind, body: strings.Repeat("x", 4<<20), at: now, secret: signingSecret}, 413},
		{"not JSON", request{path: "/slack/events", kind: jsonKind, body: `{"type":`, at: now, secret: signingSecret}, 200},
		{"interaction that is not JSON", request{path: "/slack/interactions", kind: formKind, body: "payload=%7B", at: now, secret: signingSecret}, 200},
		{"challenge", request{path: "/slack/events", kind: jsonKind, body: `{"type":"url_verification","challenge":"c"}`, at: now, secret: signingSecret}, 200},
	}
	for _, tt := range tests {
		if got := tt.status(t, base); got != tt.want {
			t.Errorf("%s: status %d, want %d", tt.name, got, tt.want)
		}
	}
	// check needs the store only, here: the two unreadable ones are kept.
	if out := w.samrad(0, "check"); !strings.Contains(out, "2 dead letters") {
		t.Errorf("check does not tell of the two unreadable events:\n%s", out)
	}
	if res, err := client.Get(base + "/metrics"); err != nil {
		t.Error(err)
	} else {
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if !bytes.Contains(body, []byte("samrad_")) {
			t.Error("/metrics shows no metric of samrad")
		}
	}
	p.stop()
}

// TestStoreDown: what cannot be stored is not acknowledged, and arrives when
// the store is back.
func TestStoreDown(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	w := newWorld(t, "http", "redis://"+server.Addr, slacksim.Options{RedeliverAfter: 3 * time.Second})
	base := "http://" + w.listen
	w.DeliverHTTP(base)
	p := w.run()
	w.ready(w.listen)
	q1 := w.asked(cSamrad, "q1")
	if err := server.Freeze(); err != nil {
		t.Fatal(err)
	}
	w.eventually("not ready", func() bool { return w.status(base+"/readyz") == http.StatusServiceUnavailable })
	if got := w.status(base + "/healthz"); got != http.StatusOK {
		t.Errorf("/healthz answers %d while the store is down", got)
	}
	event := fmt.Sprintf(`{"type":"event_callback","event_id":"Ev2","event":{"type":"message","channel":%q,"user":%q,"text":"hej","ts":"%s9","thread_ts":%q}}`, cSamrad, uAlfa, q1[:len(q1)-1], q1)
	if got := (request{path: "/slack/events", kind: jsonKind, body: event, at: time.Now(), secret: signingSecret}).status(t, base); got != http.StatusServiceUnavailable {
		t.Errorf("an event while the store is down: status %d, want 503", got)
	}
	in := w.Slash(uWorking, cWorking, "status")
	if ack, err := in.Ack(t.Context()); err != nil || len(ack) == 0 {
		t.Errorf("a command while the store is down was answered %q, %v; want an apology", ack, err)
	}
	ts := w.Reply(uAlfa, cSamrad, q1, "Skrivet medan lagret var nere.")
	if err := server.Thaw(); err != nil {
		t.Fatal(err)
	}
	w.stored(cSamrad, ts)
	if got := w.rowOf(ts).Text; got != "Skrivet medan lagret var nere." {
		t.Errorf("stored as %q", got)
	}
	p.stop()
}
