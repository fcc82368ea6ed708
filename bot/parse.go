package bot

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/text"
)

// Identity is who the bot is in its workspace.
type Identity struct {
	Team   flows.TeamID
	User   flows.UserID
	BotID  string
	AppID  string
	Scopes []string
}

// Domain events that are not of flows.
type (
	// channelMoved: a channel has a new id (it was shared with another workspace).
	channelMoved struct{ From, To flows.ChannelID }
	// challenge is what Slack sends to see whether an address is ours; it is
	// answered with the same words.
	challenge string
	// botJoined: the bot was invited to a channel.
	botJoined struct{ Channel flows.ChannelID }
	// ignored: nothing of ours; Reason is for the metrics.
	ignored struct{ Reason string }
)

// parseEvent turns an Events API payload into a domain event: flows.Reply,
// flows.Deletion, flows.Reaction, channelMoved, botJoined, challenge or ignored. It is
// pure; names resolves mentions.
func parseEvent(payload []byte, self Identity, names text.Names) (any, error) {
	outer, err := readOuter(payload)
	if err != nil {
		return nil, fmt.Errorf("parse event: %w", err)
	}
	switch outer.Type {
	case "event_callback":
	case "url_verification":
		return challenge(outer.Challenge), nil
	default:
		return ignored{outer.Type}, nil
	}
	e, err := readEvent(outer.Event)
	switch {
	case err != nil && e.Type != "" && !carriesAnswers(e.Type):
		return ignored{e.Type}, nil // a shape of another kind of event is not our loss
	case err != nil:
		return nil, fmt.Errorf("parse inner event: %w", err)
	}
	switch e.Type {
	case "message":
		event, err := parseMessage(outer, e, self, names)
		if err != nil {
			return nil, err
		}
		return placed(event)
	case "reaction_added", "reaction_removed":
		return placed(parseReaction(outer, e, self))
	case "member_joined_channel":
		if flows.UserID(e.User) != self.User {
			return ignored{e.Type}, nil
		}
		return botJoined{flows.ChannelID(e.Channel)}, nil
	case "channel_id_changed":
		return placed(channelMoved{flows.ChannelID(e.OldChannel), flows.ChannelID(e.NewChannel)})
	default:
		return ignored{e.Type}, nil
	}
}

// carriesAnswers reports whether an event that cannot be read must be kept.
func carriesAnswers(kind string) bool {
	switch kind {
	case "message", "reaction_added", "reaction_removed", "channel_id_changed":
		return true
	default:
		return false
	}
}

func parseReaction(outer wireOuter, e wireEvent, self Identity) any {
	user := flows.UserID(e.User)
	if e.Item.Type != "message" || user == self.User || user == "" {
		return ignored{e.Type}
	}
	name, _, _ := strings.Cut(e.Reaction, "::") // a skin tone
	return flows.Reaction{
		EventID: outer.EventID,
		Place:   flows.Place{Channel: flows.ChannelID(e.Item.Channel), TS: flows.MessageTS(e.Item.TS)},
		User:    user,
		Name:    flows.ReactionName(name),
		Added:   e.Type == "reaction_added",
		EventTS: flows.MessageTS(e.EventTS),
	}
}

func parseMessage(outer wireOuter, e wireEvent, self Identity, names text.Names) (any, error) {
	channel := flows.ChannelID(e.Channel)
	switch e.Subtype {
	case "message_changed":
		return parseChange(outer, e, channel, self, names)
	case "message_deleted":
		return parseDeletion(outer, e, channel, self)
	case "", "thread_broadcast", "file_share", "me_message":
		m := e.wireMessage
		// message_replied comes without its subtype, and carries a message.
		if e.Message != nil || !fromPerson(m, self) {
			return ignored{"message"}, nil
		}
		if m.TS == "" && m.Text == "" && len(m.Files) == 0 {
			return ignored{"message"}, nil // nothing to lose
		}
		if m.TS == "" {
			return nil, errNameless
		}
		return reply(m, outer, channel, e.EventTS, names), nil
	default:
		return ignored{"message." + e.Subtype}, nil
	}
}

// errNameless is of a message that does not say which it is: it cannot be
// stored, and must not be lost.
var errNameless = errors.New("parse message: no ts")

// parseChange reads an edit. Slack also sends one for an unfurl or a detected
// language: it is an edit only if the text, edited.ts or the files changed.
func parseChange(outer wireOuter, e wireEvent, channel flows.ChannelID, self Identity, names text.Names) (any, error) {
	m := e.Message
	if m == nil {
		return ignored{"message_changed"}, nil
	}
	if p := e.PreviousMessage; p != nil && m.TS == "" {
		m.TS, m.ThreadTS = p.TS, cmp.Or(m.ThreadTS, p.ThreadTS)
	}
	gone := m.Subtype == "tombstone"
	if !gone && !fromPerson(*m, self) {
		return ignored{"message_changed"}, nil
	}
	if m.TS == "" {
		return nil, errNameless
	}
	if gone {
		return flows.Deletion{EventID: outer.EventID, Place: flows.Place{Channel: channel, TS: flows.MessageTS(m.TS)},
			Thread: flows.MessageTS(m.ThreadTS), EventTS: flows.MessageTS(e.EventTS)}, nil
	}
	if p := e.PreviousMessage; p != nil && p.Text == m.Text && p.EditedTS == m.EditedTS && slices.Equal(fileIDs(*p), fileIDs(*m)) {
		return ignored{"message_changed"}, nil
	}
	return reply(*m, outer, channel, e.EventTS, names), nil
}

func parseDeletion(outer wireOuter, e wireEvent, channel flows.ChannelID, self Identity) (any, error) {
	d := flows.Deletion{EventID: outer.EventID, Place: flows.Place{Channel: channel, TS: flows.MessageTS(e.DeletedTS)}, EventTS: flows.MessageTS(e.EventTS)}
	if p := e.PreviousMessage; p != nil {
		if p.BotID != "" || p.User == string(self.User) {
			return ignored{"message_deleted"}, nil
		}
		d.Thread = flows.MessageTS(p.ThreadTS)
		d.Place.TS = cmp.Or(d.Place.TS, flows.MessageTS(p.TS))
	}
	if d.Place.TS == "" {
		return nil, errNameless
	}
	return d, nil
}

func fromPerson(m wireMessage, self Identity) bool {
	return m.User != "" && m.User != string(self.User) && m.User != "USLACKBOT" && m.BotID == "" &&
		(m.Subtype == "" || m.Subtype == "thread_broadcast" || m.Subtype == "file_share" || m.Subtype == "me_message")
}

func reply(m wireMessage, outer wireOuter, channel flows.ChannelID, eventTS string, names text.Names) flows.Reply {
	words, said := m.plain(names)
	r := flows.Reply{
		EventID: outer.EventID,
		Place:   flows.Place{Channel: channel, TS: flows.MessageTS(m.TS)},
		Thread:  flows.MessageTS(m.ThreadTS), ParentUser: flows.UserID(m.ParentUser),
		User: flows.UserID(m.User), Team: flows.TeamID(cmp.Or(m.UserTeam, m.SourceTeam, m.Team)),
		Text: words, EditedTS: flows.MessageTS(m.EditedTS), EventTS: flows.MessageTS(cmp.Or(eventTS, m.TS)),
	}
	for _, f := range m.Files {
		if f.Mode != "tombstone" {
			r.Files = append(r.Files, flows.File{ID: f.ID, Name: cmp.Or(f.Name, f.Title), Link: f.Permalink})
			said += "\x00" + f.ID
		}
	}
	if r = sayFiles(r); r.Text == "" {
		r.Text = m.raw()
	}
	if r.Text != said {
		r.Said = said
	}
	return r
}

// plain is a message's plain text, and the same with nobody named in it: that
// does not change with what this process knows of people.
func (m wireMessage) plain(names text.Names) (words, said string) {
	named := false
	words = m.render(func(id string) string {
		if names == nil {
			return ""
		}
		name := names(id)
		named = named || name != ""
		return name
	})
	if said = words; named {
		said = m.render(nil)
	}
	if said == "" {
		said = m.raw()
	}
	return words, said
}

func (m wireMessage) render(names text.Names) string {
	if words, ok := text.PlainRichText(m.Blocks, names); ok && words != "" {
		return words
	}
	return text.Plain(m.Text, names)
}

// raw is what was said where it is only emoji, which the plain text leaves out.
func (m wireMessage) raw() string {
	return strings.TrimSpace(text.Printable(unescape.Replace(m.Text)))
}

// sayFiles gives a reply that is only files the words that it has: their names.
func sayFiles(r flows.Reply) flows.Reply {
	if r.Text != "" {
		return r
	}
	var known []string
	for _, f := range r.Files {
		if f.Name != "" {
			known = append(known, f.Name)
		}
	}
	r.Text = text.Printable(strings.Join(known, "\n"))
	return r
}

// fileIDs are the files that a message has; one that was deleted leaves a
// tombstone.
func fileIDs(m wireMessage) []string {
	var ids []string
	for _, f := range m.Files {
		if f.Mode != "tombstone" {
			ids = append(ids, f.ID)
		}
	}
	return ids
}
