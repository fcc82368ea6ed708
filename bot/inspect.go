package bot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"github.com/samrad/samrad/flows"
)

// Missing lists the scopes that the token lacks.
func (i Identity) Missing() []string {
	var out []string
	for _, s := range Scopes {
		if !slices.Contains(i.Scopes, s) {
			out = append(out, s)
		}
	}
	return out
}

// ChannelState is what stands between the bot and a channel: empty if nothing,
// else Slack's word ("not_in_channel", "is_archived", "channel_not_found").
func (s *Slack) ChannelState(ctx context.Context, id flows.ChannelID) (string, error) {
	c, err := s.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: string(id)})
	err = s.called("conversations.info", err)
	switch word := errorWord(err); {
	case word == "channel_not_found" || word == "missing_scope":
		return word, nil
	case err != nil:
		return "", err
	case c.IsArchived:
		return "is_archived", nil
	case !c.IsMember:
		return "not_in_channel", nil
	default:
		return "", nil
	}
}

// UserState is whether a person can have rights and speak for somebody.
type UserState int

// The states.
const (
	UserPresent     UserState = iota
	UserUnknown               // there is no such person, or none that the bot may see
	UserDeactivated           // the account was closed
	UserBot                   // it is no person
)

// UserState asks Slack about a person, and waits for as long as Slack limits the
// question. An error is about the question, not the person: the next one would
// get it too. Slack's words are those of
// https://docs.slack.dev/reference/methods/users.info.
func (s *Slack) UserState(ctx context.Context, id flows.UserID) (UserState, error) {
	u, err := s.userInfo(ctx, id)
	err = s.called("users.info", err)
	switch word := errorWord(err); {
	case word == "user_not_found" || word == "user_not_visible":
		return UserUnknown, nil
	case err != nil:
		return 0, err
	case u.Deleted:
		return UserDeactivated, nil
	case u.IsBot:
		return UserBot, nil
	default:
		return UserPresent, nil
	}
}

// userInfo calls users.info until Slack does not limit it. Where ctx would end
// before it may be asked again, that is the error at once.
func (s *Slack) userInfo(ctx context.Context, id flows.UserID) (*slack.User, error) {
	for {
		u, err := s.api.GetUserInfoContext(ctx, string(id))
		what, wait := judge(err, 1)
		if err == nil || what != verdictLimited {
			return u, err
		}
		if end, ok := ctx.Deadline(); ok && time.Until(end) < wait {
			return nil, err
		}
		if pause(ctx, wait); ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
}

// TestSocket asks for a Socket Mode address, and so tests the app token.
func (s *Slack) TestSocket(ctx context.Context) error {
	if _, _, err := s.api.StartSocketModeContext(ctx); err != nil {
		return fmt.Errorf("apps.connections.open: %w", err)
	}
	return nil
}
