package bot

import (
	"cmp"
	"context"

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

// supersede puts a message in the place of one that was posted before, and takes
// its documents away: they hold the same words. One that somebody deleted is gone
// already. The message comes last: as long as it stands, another attempt finds it.
func (m *Messenger) supersede(ctx context.Context, t *flows.Ticket, c flows.Superseded, message blocks.Message) (flows.Sent, error) {
	channel, err := m.destination(ctx, t.Lane)
	if err != nil {
		return flows.Sent{}, err
	}
	ts, ok, err := m.search(ctx, t, channel, flows.Intent{ID: c.Intent, QueuedAt: c.PostedAt})
	if err != nil || !ok {
		return flows.Sent{Channel: channel}, err
	}
	place := flows.Place{Channel: channel, TS: ts}
	unshared := m.slack.Unshare(ctx, place)
	if what, _ := judge(unshared, t.Attempt); unshared != nil && what != verdictFail {
		return flows.Sent{Channel: channel, TS: ts}, unshared
	}
	err = m.slack.Update(ctx, place, message)
	if errorWord(err) == "message_not_found" {
		err = nil
	}
	return flows.Sent{Channel: channel, TS: ts}, cmp.Or(err, unshared)
}
