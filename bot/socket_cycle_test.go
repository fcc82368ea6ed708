package bot

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// Slack ends connections every few hours, and in trouble all the time. What is
// written while they come and go is stored, each reply once.
func TestSocketCycles(t *testing.T) {
	t.Parallel()
	for _, connections := range []int{1, 2} {
		t.Run(fmt.Sprint(connections), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, pings)
			for range connections {
				w.connect()
			}
			question := w.asked()
			var want []string
			for round, reason := range []string{"refresh_requested", "warning", "", "link_disabled", "refresh_requested", ""} {
				before := w.opened()
				for i := range 5 {
					if i == 2 {
						w.DisconnectSockets(reason)
					}
					text := fmt.Sprintf("Svar %d i varv %d", i, round)
					w.Reply(alfa, room, question, text)
					want = append(want, text)
				}
				w.eventually("the next connections", func() bool { return w.opened() >= before+connections && w.Connections() == connections })
			}
			w.stored(want...)
			w.until("a check mark on each", func() bool { return w.checkMarks(question) == len(want) })
		})
	}
}

// opened counts the connections that were made.
func (w *world) opened() int {
	return strings.Count(w.logged.String(), `"msg":"socket mode connected"`)
}

// When a connection cannot be opened again for a while, for whatever reason,
// the bot is not ready, and then it goes on where it was.
func TestSocketCannotReopen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fault slacksim.Fault
	}{
		{"no answer", slacksim.Fault{Hang: true, Times: 1}},
		{"429", slacksim.Fault{Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 1}},
		{"429 again and again", slacksim.Fault{Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 3}},
		{"503 again and again", slacksim.Fault{Status: http.StatusServiceUnavailable, Times: 4}},
		{"invalid_auth for a while", slacksim.Fault{SlackError: "invalid_auth", Times: 3}},
		{"missing_scope for a while", slacksim.Fault{SlackError: "missing_scope", Times: 3}},
		{"an error of tomorrow", slacksim.Fault{SlackError: "telepathy_failed", Times: 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(s *setting) {
				pings(s)
				s.timeout, s.slack.RedeliverAfter = 500*time.Millisecond, 300*time.Millisecond
			})
			s := w.connect()
			question := w.asked()
			c.fault.Method = "apps.connections.open"
			w.SetFault(c.fault)
			w.DisconnectSockets("refresh_requested")
			w.eventually("it is noticed", func() bool { return !s.Connected() })
			w.Reply(alfa, room, question, "Under tiden")
			w.eventually("the connection", s.Connected)
			w.stored("Under tiden")
		})
	}
}

// slack-go is not left to wait for minutes, unless Slack told it to, nor to try a
// token that Slack refuses.
func TestHopeless(t *testing.T) {
	t.Parallel()
	failed := func(wait time.Duration, err error) socketmode.Event {
		return socketmode.Event{Type: socketmode.EventTypeConnectionError, Data: &slack.ConnectionErrorEvent{Backoff: wait, ErrorObj: err}}
	}
	cases := []struct {
		name  string
		event socketmode.Event
		want  bool
	}{
		{"soon", failed(time.Second, errors.New("refused")), false},
		{"minutes", failed(5*time.Minute, errors.New("refused")), true},
		{"as long as Slack told", failed(5*time.Minute, &slack.RateLimitedError{RetryAfter: 5 * time.Minute}), false},
		{"another kind of token", failed(time.Second, slack.SlackErrorResponse{Err: "not_allowed_token_type"}), true},
		{"Slack's own trouble", failed(time.Second, slack.SlackErrorResponse{Err: "internal_error"}), false},
		{"another event", socketmode.Event{Type: socketmode.EventTypeHello}, false},
	}
	for _, c := range cases {
		if got := hopeless(c.event) != nil; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
