package bot

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows/locale"
)

const (
	pathEvents       = "/slack/events"
	pathCommands     = "/slack/commands"
	pathInteractions = "/slack/interactions"
)

// endpoints serves Slack's requests until the test ends.
func (w *world) endpoints() string {
	w.t.Helper()
	h, err := NewHTTP(w.router, w.app.SigningSecret, w.log)
	if err != nil {
		w.t.Fatal(err)
	}
	mux := http.NewServeMux()
	h.Register(mux)
	server := httptest.NewServer(mux)
	w.t.Cleanup(server.Close)
	return server.URL
}

// signature is Slack's over a body at a time, with a secret.
func signature(secret, at, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", at, body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

func seconds(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

// signed is a request as Slack makes it, now.
func (w *world) signed(address, body string) *http.Request {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	at := seconds(time.Now())
	req.Header.Set("X-Slack-Request-Timestamp", at)
	req.Header.Set("X-Slack-Signature", signature(w.app.SigningSecret, at, body))
	return req
}

// do sends a request, and returns the status, header and body of its answer.
func (w *world) do(req *http.Request) (int, http.Header, string) {
	w.t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	if resp.Header.Get("X-Slack-No-Retry") != "" {
		w.t.Error("Slack is told not to try again")
	}
	return resp.StatusCode, resp.Header, string(body)
}

func TestURLVerification(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	base := w.endpoints()
	w.DeliverHTTP(base)
	if err := w.VerifyURL(t.Context()); err != nil {
		t.Error(err)
	}
	const challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
	body := `{"token":"x","challenge":"` + challenge + `","type":"url_verification"}`
	code, header, got := w.do(w.signed(base+pathEvents, body))
	if code != http.StatusOK || got != challenge || !strings.HasPrefix(header.Get("Content-Type"), "text/plain") {
		t.Errorf("status %d, %s, body %q", code, header.Get("Content-Type"), got)
	}
	unsigned := w.signed(base+pathEvents, body)
	unsigned.Header.Del("X-Slack-Signature")
	if code, _, got := w.do(unsigned); code != http.StatusUnauthorized || strings.Contains(got, challenge) {
		t.Errorf("unsigned: status %d, body %q", code, got)
	}
}

func TestBodyLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	base := w.endpoints()
	for _, path := range []string{pathEvents, pathCommands, pathInteractions} {
		for size, want := range map[int]int{maxBody: http.StatusOK, maxBody + 1: http.StatusRequestEntityTooLarge, 3 * maxBody: http.StatusRequestEntityTooLarge} {
			t.Run(fmt.Sprintf("%s %d", path, size), func(t *testing.T) {
				body := strings.Repeat(" ", size)
				for _, length := range []int64{int64(size), -1} { // announced, and in chunks
					req := w.signed(base+path, body)
					req.ContentLength = length
					if code, _, _ := w.do(req); code != want {
						t.Errorf("status %d, want %d (length %d)", code, want, length)
					}
				}
			})
		}
	}
}

func TestOtherMethods(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	base := w.endpoints()
	for _, path := range []string{pathEvents, pathCommands, pathInteractions} {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, "TELEPATHY"} {
			req := w.signed(base+path, "")
			req.Method = method
			code, header, _ := w.do(req)
			if code != http.StatusMethodNotAllowed || header.Get("Allow") != http.MethodPost {
				t.Errorf("%s %s: status %d, Allow %q", method, path, code, header.Get("Allow"))
			}
		}
	}
	if code, _, _ := w.do(w.signed(base+"/slack/other", "")); code != http.StatusNotFound {
		t.Errorf("another path: status %d", code)
	}
}

// The same event again, as a retry or not, changes nothing.
func TestHTTPRetries(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	base := w.endpoints()
	question := w.asked()
	body := string(callback(typed(`,"thread_ts":"` + question + `","channel":"` + room + `","user":"` + alfa + `","text":"Ett svar"`)))
	for n := range 4 {
		req := w.signed(base+pathEvents, body)
		if n > 0 {
			req.Header.Set("X-Slack-Retry-Num", strconv.Itoa(n))
			req.Header.Set("X-Slack-Retry-Reason", "http_timeout")
		}
		if code, _, got := w.do(req); code != http.StatusOK || got != "" {
			t.Errorf("attempt %d: status %d, body %q", n, code, got)
		}
	}
	w.stored("Ett svar")
	if n := w.counted("replies_total", "duplicate"); n != 3 {
		t.Errorf("%d duplicates, want 3", n)
	}
}

// An event that only a retry brings is stored; a store that is down refuses,
// so that there is a retry.
func TestHTTPStoreDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pings)
	base := w.endpoints()
	w.DeliverHTTP(base)
	question := w.asked()
	w.gate.close()
	if code, _, _ := w.do(w.signed(base+pathEvents, "not JSON")); code != http.StatusServiceUnavailable {
		t.Errorf("dead letter: status %d", code)
	}
	if code, _, _ := w.do(w.signed(base+pathCommands, "x=%zz")); code != http.StatusServiceUnavailable {
		t.Errorf("dead letter of a command: status %d", code)
	}
	before := w.counted("received_total", "events")
	w.Reply(alfa, room, question, "medan lagret var nere")
	w.eventually("two attempts", func() bool { return w.counted("received_total", "events") >= before+2 })
	w.gate.reopen()
	w.stored("medan lagret var nere")
}

func TestForms(t *testing.T) {
	t.Parallel()
	const who = "command=%2Fsamrad&user_id=" + group + "&team_id=T0HOME&channel_id=" + room + "&text="
	unknown := func(word string) string {
		return locale.For("sv").Text("command.help.unknown", locale.Args{"Word": word})
	}
	cases := []struct {
		name, path, body string
		want             string // contained in the answer
		deadLetter       int
	}{
		{"plus is a blank", pathCommands, who + "+++foo+bar", unknown("foo"), 0},
		{"percent encoded", pathCommands, who + "f%C3%B6%C3%B6", unknown("föö"), 0},
		{"not UTF-8", pathCommands, who + "%ff%fe", "", 0},
		{"zero byte", pathCommands, who + "%00", "", 0},
		{"a field twice", pathCommands, who + "foo&text=bar", unknown("foo"), 0},
		{"fields unknown today", pathCommands, who + "foo&telepathy=1&enterprise_id=E1", unknown("foo"), 0},
		{"no text", pathCommands, strings.TrimSuffix(who, "&text="), "help", 0},
		{"check of the certificate", pathCommands, "ssl_check=1&token=x", "", 0},
		{"bad escape", pathCommands, who + "%zz", "", 1},
		{"semicolons", pathCommands, strings.ReplaceAll(who, "&", ";"), "", 1},
		{"nothing", pathCommands, "", "", 1},
		{"JSON", pathCommands, `{"command":"/samrad"}`, "", 1},
		{"interaction of tomorrow", pathInteractions, "payload=" + url.QueryEscape(`{"type":"telepathy"}`), "", 0},
		{"interaction with odd types", pathInteractions, "payload=" + url.QueryEscape(`{"type":"block_actions","actions":{}}`), "", 1},
		{"check of the interactions' certificate", pathInteractions, "ssl_check=1&token=x", "", 0},
		{"interaction without payload", pathInteractions, "payloads=x", "", 1},
		{"interaction cut short", pathInteractions, "payload=%7B%22type%22", "", 1},
		{"interaction with a bad escape", pathInteractions, "payload=%zz", "", 1},
		{"event as a form", pathEvents, "payload=x", "", 1},
		{"event with a byte order mark", pathEvents, "\ufeff{}", "", 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			req := w.signed(w.endpoints()+c.path, c.body)
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			code, header, got := w.do(req)
			if code != http.StatusOK {
				t.Errorf("status %d", code)
			}
			if !strings.Contains(got, strings.TrimSpace(c.want)) {
				t.Errorf("answer %q, want %q in it", got, c.want)
			}
			if got != "" && !strings.HasPrefix(header.Get("Content-Type"), "application/json") {
				t.Errorf("content type %q", header.Get("Content-Type"))
			}
			if diff := cmp.Diff(c.deadLetter, w.deadLetters()); diff != "" {
				t.Errorf("dead letters (-want +got):\n%s", diff)
			}
		})
	}
}
