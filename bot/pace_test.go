package bot

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// The errors that slack-go gives, wrapped as the calls wrap them.
func limited(after time.Duration) error {
	return fmt.Errorf("chat.postMessage: %w", &slack.RateLimitedError{RetryAfter: after})
}

func refused(word string) error {
	return fmt.Errorf("chat.postMessage: %w", slack.SlackErrorResponse{Err: word})
}

func status(code int) error {
	return fmt.Errorf("chat.postMessage: %w", slack.StatusCodeError{Code: code})
}

// A channel gets one message a second; others do not wait for it.
func TestPace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := NewMessenger(nil, nil, nil, MessengerOptions{Log: quiet()})
		start := time.Now()
		for i, want := range []time.Duration{0, time.Second, 2 * time.Second} {
			if err := m.wait(t.Context(), "C1"); err != nil {
				t.Fatal(err)
			}
			if got := time.Since(start); got != want {
				t.Errorf("message %d after %v, want %v", i, got, want)
			}
		}
		if err := m.wait(t.Context(), "C2"); err != nil {
			t.Fatal(err)
		}
		if got := time.Since(start); got != 2*time.Second {
			t.Errorf("another channel after %v", got)
		}
		<-time.After(10 * time.Second)
		if err := m.wait(t.Context(), "C1"); err != nil {
			t.Fatal(err)
		}
		if got := time.Since(start); got != 12*time.Second {
			t.Errorf("after a silence at %v", got)
		}
	})
}

// A process that is asked to stop does not sit out the pause.
func TestPauseEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		start := time.Now()
		pause(ctx, time.Hour)
		if got := time.Since(start); got != 300*time.Millisecond {
			t.Errorf("paused %v", got)
		}
	})
}
