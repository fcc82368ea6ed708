package slacksim_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

// clock is a clock that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2023, 10, 10, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(seconds float64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(time.Duration(seconds * float64(time.Second)))
}

func TestRateLimitOfAChannel(t *testing.T) {
	clock := newClock()
	w := start(t, slacksim.Options{Now: clock.now, RateLimit: true})
	try := func() (int, string) {
		res, _ := w.callAs(w.app.BotToken, "chat.postMessage", object{"channel": "C1", "text": "x", "unfurl_links": false, "unfurl_media": false})
		return res.StatusCode, res.Header.Get("Retry-After")
	}
	for range 3 {
		if status, _ := try(); status != http.StatusOK {
			t.Fatalf("within the burst: %d", status)
		}
	}
	if status, after := try(); status != http.StatusTooManyRequests || after != "1" {
		t.Errorf("over the burst: %d, Retry-After %q", status, after)
	}
	w.post("U1", "en annan kanal", nil)
	w.clean()
	clock.advance(0.5)
	if status, _ := try(); status != http.StatusTooManyRequests {
		t.Errorf("half a second later: %d", status)
	}
	if diff := cmp.Diff([]string{"chat.postMessage rate"}, w.whats()); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
	clock.advance(0.5)
	if status, _ := try(); status != http.StatusOK {
		t.Errorf("when Retry-After is over: %d", status)
	}
}

func TestFaults(t *testing.T) {
	w := start(t, slacksim.Options{})
	w.SetFault(slacksim.Fault{Method: "chat.postMessage", Channel: "C1", Status: 429, RetryAfter: 7, Times: 1})
	w.SetFault(slacksim.Fault{Method: "auth.test", SlackError: "internal_error"})
	res, _ := w.callAs(w.app.BotToken, "chat.postMessage", object{"channel": "C1", "text": "x"})
	if res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") != "7" {
		t.Errorf("status %d, Retry-After %q", res.StatusCode, res.Header.Get("Retry-After"))
	}
	for range 2 {
		if got := w.call("auth.test", nil)["error"]; got != "internal_error" {
			t.Errorf("auth.test: %v", got)
		}
	}
	w.ClearFaults()
	w.ok("auth.test", nil)
}

func TestFaultCutsAfterStoring(t *testing.T) {
	w := start(t, slacksim.Options{})
	w.SetFault(slacksim.Fault{Method: "chat.postMessage", CutAfterStore: true, Times: 1})
	body := `{"channel":"C1","text":"x","unfurl_links":false,"unfurl_media":false}`
	res, err := client.Do(w.request(w.app.BotToken, "chat.postMessage", "application/json", strings.NewReader(body)))
	if err == nil {
		res.Body.Close()
		t.Errorf("status %d, want a cut connection", res.StatusCode)
	}
	if got := w.Messages("C1"); len(got) != 1 {
		t.Errorf("%d messages stored, want 1", len(got))
	}
}

func TestFaultHangs(t *testing.T) {
	w := start(t, slacksim.Options{})
	w.SetFault(slacksim.Fault{Method: "auth.test", Hang: true})
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	req := w.request(w.app.BotToken, "auth.test", "application/json", strings.NewReader("{}")).WithContext(ctx)
	if res, err := client.Do(req); err == nil {
		res.Body.Close()
		t.Error("a call that hangs was answered")
	}
}
