package bot

import (
	"context"
	"time"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
)

// Update replaces a message of ours. To do it again does no harm.
func (s *Slack) Update(ctx context.Context, p flows.Place, m blocks.Message) error {
	options, err := messageOptions(m)
	if err != nil {
		return err
	}
	_, _, _, err = s.api.UpdateMessageContext(ctx, s.newest(ctx, p.Channel), string(p.TS), options...)
	return s.called("chat.update", err)
}

// supersede puts a message in the place of one that was posted before. One that
// somebody deleted is gone already.
func (m *Messenger) supersede(ctx context.Context, t *flows.Ticket, c flows.Superseded, message blocks.Message) (flows.Sent, error) {
	channel, err := m.destination(ctx, t.Lane)
	if err != nil {
		return flows.Sent{}, err
	}
	ts, ok, _, err := m.slack.Find(ctx, channel, flows.TSOf(c.PostedAt.Add(-time.Hour)), "", c.Intent)
	if err != nil || !ok {
		return flows.Sent{Channel: channel}, err
	}
	err = m.slack.Update(ctx, flows.Place{Channel: channel, TS: ts}, message)
	if errorWord(err) == "message_not_found" {
		err = nil
	}
	return flows.Sent{Channel: channel, TS: ts}, err
}
