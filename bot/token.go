package bot

import (
	"context"
	"fmt"
	"time"
)

// tokenEvery is how often it is seen whether Slack takes the token: nothing may
// be sent for a week. Slack allows hundreds of these calls a minute. See
// https://docs.slack.dev/reference/methods/auth.test.
const tokenEvery = 30 * time.Second

// called names the method in an error of its call, and notes what Slack's answer
// says of the token.
func (s *Slack) called(method string, err error) error {
	if err == nil {
		s.refusal.Store(nil)
		return nil
	}
	if Refused(err) {
		word := errorWord(err)
		s.refusal.Store(&word)
	}
	return fmt.Errorf("%s: %w", method, err)
}

// Refusal is Slack's word for why it refused the token when it was last used:
// "token_revoked". Empty: it took it.
func (s *Slack) Refusal() string {
	if word := s.refusal.Load(); word != nil {
		return *word
	}
	return ""
}

// WatchToken asks Slack now and then, until ctx ends, whether it takes the token,
// and has it told once when it does not any more.
func (m *Messenger) WatchToken(ctx context.Context) {
	for pause(ctx, m.tokenEvery); ctx.Err() == nil; pause(ctx, m.tokenEvery) {
		_, err := m.slack.Identity(ctx)
		switch {
		case Refused(err):
			m.tellShutOut(ctx, errorWord(err), m.log)
		case err == nil:
			m.tellLetIn(ctx)
		}
	}
}
