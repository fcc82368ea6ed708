package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

// attempt sends one intent while it is held. stopping ends when the process is
// asked to stop; ctx is the attempt's own.
func (m *Messenger) attempt(ctx, stopping context.Context, h *hold, t *flows.Ticket) (flows.Sent, error) {
	if c, ok := t.Content.(flows.CheckMark); ok {
		place := flows.Place{Channel: flows.ChannelID(t.Lane), TS: c.TS}
		err := m.slack.React(ctx, place, flows.ReactionCheckMark)
		if errorWord(err) == "message_not_found" {
			err = nil // it was deleted meanwhile
		}
		return flows.Sent{Channel: place.Channel}, err
	}
	l, r, err := m.form(ctx, *t)
	if err != nil {
		return flows.Sent{}, err
	}
	message, err := r.Content(t.Content, l)
	if err != nil {
		return flows.Sent{}, err
	}
	if err := m.wait(stopping, t.Lane); err != nil {
		return flows.Sent{}, err
	}
	switch c := t.Content.(type) {
	case flows.CountOffer:
		return flows.Sent{Channel: c.Message.Channel}, m.slack.Ephemeral(ctx, c.Message.Channel, c.User, message)
	case flows.Superseded:
		return m.supersede(ctx, t, c, message)
	case flows.DigestPost:
		return m.digest(ctx, h, t, c, message)
	case flows.OrganisationQuestion:
		sent, err := m.message(ctx, h, t, message)
		if what, _ := judge(err, t.Attempt); err != nil && what == verdictFail {
			return flows.Sent{Channel: c.Channel}, m.slack.Ephemeral(ctx, c.Channel, flows.UserID(t.Lane), message)
		}
		return sent, err
	default:
		return m.message(ctx, h, t, message)
	}
}

// form is the language and the names that a message is written with: the
// person's own for what goes to one, else the consultation's.
func (m *Messenger) form(ctx context.Context, t flows.Ticket) (*locale.Locale, blocks.Renderer, error) {
	set := m.register.Settings()
	d, err := m.register.Directory(ctx)
	if err != nil {
		return nil, blocks.Renderer{}, err
	}
	r := blocks.Renderer{Organisations: d.Organisations(), Location: set.Location,
		Link: func(p flows.Place) string { link, _ := m.slack.Link(ctx, p); return link }}
	l := locale.For(set.Language)
	person := flows.UserID(t.Lane)
	if c, ok := t.Content.(flows.CountOffer); ok {
		person = c.User
	}
	if isUser(string(person)) {
		if u, err := m.slack.User(ctx, person); err == nil {
			l = locale.Match(u.Locale, set.Language)
		}
	}
	return l, r, nil
}

func isUser(id string) bool { return len(id) > 1 && (id[0] == 'U' || id[0] == 'W') }

// destination is the channel of a lane.
func (m *Messenger) destination(ctx context.Context, lane flows.Lane) (flows.ChannelID, error) {
	if isUser(string(lane)) {
		return m.slack.Direct(ctx, flows.UserID(lane))
	}
	return flows.ChannelID(lane), nil
}

// message posts once: it looks for what was posted before (see look).
func (m *Messenger) message(ctx context.Context, h *hold, t *flows.Ticket, message blocks.Message) (flows.Sent, error) {
	channel, err := m.destination(ctx, t.Lane)
	if err != nil {
		return flows.Sent{}, err
	}
	ts, ok, err := m.look(ctx, t, channel)
	if err != nil || ok {
		return flows.Sent{Channel: channel, TS: ts}, err
	}
	if err := h.check(ctx); err != nil {
		return flows.Sent{}, err
	}
	ts, err = m.slack.Post(ctx, channel, "", message, t.ID)
	return flows.Sent{Channel: channel, TS: ts}, err
}

// digest posts the message, then its document in the message's thread. The
// file's id is noted before it is shared, so that a second attempt shares the
// same one; where the store may have forgotten it, it is looked for by its name.
func (m *Messenger) digest(ctx context.Context, h *hold, t *flows.Ticket, c flows.DigestPost, message blocks.Message) (flows.Sent, error) {
	sent, err := m.message(ctx, h, t, message)
	if err != nil || c.Document == nil {
		return sent, err
	}
	file, uploaded := strings.CutPrefix(t.Progress, progressFile)
	if !uploaded && mayBeSent(t) {
		files, err := m.slack.filesUnder(ctx, flows.Place(sent))
		named := func(f slack.File) bool { return f.Name == c.FileName }
		if err != nil || slices.ContainsFunc(files, named) {
			return sent, err
		}
	}
	if !uploaded {
		if file, err = m.slack.Upload(ctx, c.FileName, c.Document); err != nil {
			return sent, err
		}
		if err := m.progress(ctx, t, progressFile+file); err != nil {
			return sent, err
		}
	} else if shared, err := m.slack.Shared(ctx, file, sent.Channel); err != nil || shared {
		return sent, err
	}
	if err := h.check(ctx); err != nil {
		return sent, err
	}
	return sent, m.slack.Share(ctx, file, c.FileName, sent.Channel, sent.TS)
}
