package bot

import (
	"context"

	"github.com/slack-go/slack"

	"github.com/samrad/samrad/flows"
)

// Find looks for the message of an intent in a channel, at or after oldest, from
// the page of cursor on. ok is false if it is not there; with an error, rest is
// the cursor of the page that was not read.
func (s *Slack) Find(ctx context.Context, channel flows.ChannelID, oldest flows.MessageTS, cursor, intent string) (ts flows.MessageTS, ok bool, rest string, err error) {
	for {
		page, next, err := s.page(ctx, channel, "", oldest, cursor)
		if err != nil {
			return "", false, cursor, err
		}
		for _, m := range page {
			if s.ours(m) && m.Metadata.EventPayload["id"] == intent {
				return flows.MessageTS(m.Timestamp), true, "", nil
			}
		}
		if next == "" {
			return "", false, "", nil
		}
		cursor = next
	}
}

// ours reports whether a message is an intent's, and not another app's that
// says so.
func (s *Slack) ours(m slack.Message) bool {
	self := s.self.Load()
	return m.Metadata.EventType == metadataType && (self == nil || m.User == string(self.User))
}

func (s *Slack) page(ctx context.Context, channel flows.ChannelID, thread, oldest flows.MessageTS, cursor string) ([]slack.Message, string, error) {
	if thread != "" {
		messages, _, next, err := s.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
			ChannelID: s.newest(ctx, channel), Timestamp: string(thread), Cursor: cursor, Limit: 200, IncludeAllMetadata: true})
		if err := s.called("conversations.replies", err); err != nil {
			return nil, "", err
		}
		return messages, next, nil
	}
	r, err := s.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
		ChannelID: s.newest(ctx, channel), Oldest: string(oldest), Inclusive: true, Cursor: cursor, Limit: 200, IncludeAllMetadata: true})
	if err := s.called("conversations.history", err); err != nil {
		return nil, "", err
	}
	return r.Messages, r.ResponseMetaData.NextCursor, nil
}

// Message reads one top-level message of a person; ok is false if it is gone.
func (s *Slack) Message(ctx context.Context, p flows.Place, self Identity) (r flows.Reply, ok bool, err error) {
	h, err := s.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
		ChannelID: s.newest(ctx, p.Channel), Oldest: string(p.TS), Latest: string(p.TS), Inclusive: true, Limit: 1})
	if err := s.called("conversations.history", err); err != nil {
		return r, false, err
	}
	for _, m := range h.Messages {
		if m.Timestamp != string(p.TS) {
			continue
		}
		w, err := wireOf(m)
		if err != nil {
			return r, false, err
		}
		if !fromPerson(w, self) {
			return r, false, nil
		}
		return s.nameFiles(ctx, reply(w, wireOuter{}, p.Channel, "", s.cachedName)), true, nil
	}
	return r, false, nil
}
