package bot

import (
	"context"
	"fmt"
	"slices"

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

// TestSocket asks for a Socket Mode address, and so tests the app token.
func (s *Slack) TestSocket(ctx context.Context) error {
	if _, _, err := s.api.StartSocketModeContext(ctx); err != nil {
		return fmt.Errorf("apps.connections.open: %w", err)
	}
	return nil
}
