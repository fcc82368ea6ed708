package slacksim_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

// request is what a bot's HTTP server received.
type request struct {
	path   string
	header http.Header
	body   string
}

// serve switches the workspace to HTTP and hands out the requests; answer
// says what to answer to each.
func serve(w *world, answer func(n int, rw http.ResponseWriter)) <-chan request {
	got := make(chan request, 16)
	n := make(chan int, 1)
	n <- 0
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		i := <-n
		n <- i + 1
		answer(i, rw)
		got <- request{r.URL.Path, r.Header, string(body)}
	}))
	w.t.Cleanup(s.Close)
	w.DeliverHTTP(s.URL)
	return got
}

func TestHTTPDelivery(t *testing.T) {
	w := start(t, slacksim.Options{})
	ts := w.post("C1", "x", object{"blocks": buttons()})
	got := serve(w, func(_ int, rw http.ResponseWriter) { _, _ = io.WriteString(rw, `{"text":"svar"}`) })

	w.Post("U1", "C1", "hej")
	r := <-got
	if get(decode(t, []byte(r.body)), "event", "text") != "hej" || r.path != "/slack/events" {
		t.Errorf("event %+v", r)
	}
	mac := hmac.New(sha256.New, []byte(w.app.SigningSecret))
	mac.Write([]byte("v0:" + r.header.Get("X-Slack-Request-Timestamp") + ":" + r.body))
	if want := "v0=" + hex.EncodeToString(mac.Sum(nil)); r.header.Get("X-Slack-Signature") != want {
		t.Errorf("signature %s, want %s", r.header.Get("X-Slack-Signature"), want)
	}

	in := w.Slash("U1", "C1", "status")
	r = <-got
	form, err := url.ParseQuery(r.body)
	if err != nil || r.path != "/slack/commands" || form.Get("text") != "status" || form.Get("trigger_id") != in.TriggerID {
		t.Errorf("command %+v, %v", r, err)
	}
	if ack, err := in.Ack(patience(t)); err != nil || string(ack) != `{"text":"svar"}` {
		t.Errorf("Ack: %s, %v", ack, err)
	}
	w.Click("U1", "C1", ts, "none", "")
	r = <-got
	form, err = url.ParseQuery(r.body)
	if err != nil || r.path != "/slack/interactions" || decode(t, []byte(form.Get("payload")))["type"] != "block_actions" {
		t.Errorf("interaction %+v, %v", r, err)
	}
	w.clean()
}

func TestHTTPRetries(t *testing.T) {
	w := start(t, slacksim.Options{RedeliverAfter: 50 * time.Millisecond})
	got := serve(w, func(n int, rw http.ResponseWriter) {
		if n == 0 {
			rw.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	w.Post("U1", "C1", "hej")
	first, second := <-got, <-got
	if first.header.Get("X-Slack-Retry-Num") != "" || second.header.Get("X-Slack-Retry-Num") != "1" || second.header.Get("X-Slack-Retry-Reason") != "http_error" {
		t.Errorf("headers %v, then %v", first.header, second.header)
	}
	if diff := cmp.Diff(first.body, second.body); diff != "" {
		t.Errorf("the retry differs:\n%s", diff)
	}
}

func TestHTTPNoRetry(t *testing.T) {
	w := start(t, slacksim.Options{RedeliverAfter: time.Second})
	got := serve(w, func(_ int, rw http.ResponseWriter) {
		rw.Header().Set("X-Slack-No-Retry", "1")
		rw.WriteHeader(http.StatusInternalServerError)
	})
	w.Post("U1", "C1", "hej")
	<-got
	in := w.Slash("U1", "C1", "x")
	if r := <-got; r.path != "/slack/commands" {
		t.Errorf("an event was sent again: %+v", r)
	}
	if _, err := in.Ack(patience(t)); !errors.Is(err, slacksim.ErrNotAcknowledged) {
		t.Errorf("error %v", err)
	}
}

func TestVerifyURL(t *testing.T) {
	w := start(t, slacksim.Options{})
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			_, _ = rw.Write(body)
		}
	}))
	defer s.Close()
	w.DeliverHTTP(s.URL)
	if err := w.VerifyURL(patience(t)); err != nil {
		t.Error(err)
	}
	w.DeliverHTTP(w.URL())
	if err := w.VerifyURL(patience(t)); err == nil {
		t.Error("a URL that does not answer with the challenge is verified")
	}
}
