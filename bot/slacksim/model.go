package slacksim

import (
	"encoding/json"
	"slices"
	"time"
)

// channel is a conversation; messages are in order of ts.
type channel struct {
	Channel
	im       string // the other person of a direct conversation
	created  time.Time
	messages []*message
}

// kind is the channel_type of events.
func (c *channel) kind() string {
	switch {
	case c.im != "":
		return "im"
	case c.Private:
		return "group"
	default:
		return "channel"
	}
}

func (c *channel) member(user string) bool { return slices.Contains(c.Members, user) }

func (c *channel) find(ts string) *message {
	for _, m := range c.messages {
		if m.ts == ts {
			return m
		}
	}
	return nil
}

// replies are a thread's replies, deleted ones left out.
func (c *channel) replies(root string) []*message {
	var out []*message
	for _, m := range c.messages {
		if m.threadTS == root && m.ts != root {
			out = append(out, m)
		}
	}
	return out
}

func (c *channel) remove(m *message) {
	c.messages = slices.DeleteFunc(c.messages, func(o *message) bool { return o == m })
}

type reaction struct {
	name  string
	users []string
}

type message struct {
	ts, threadTS     string
	user, botID      string
	subtype, text    string
	clientID         string
	blocks, metadata json.RawMessage
	editedTS, editor string
	reactions        []reaction
	files            []string
	broadcast        bool
	tombstone        bool
	ephemeralIn      string // the channel of an ephemeral
	inviter          string
}

func (m *message) reply() bool { return m.threadTS != "" && m.threadTS != m.ts }

// topLevel tells whether the message shows in the channel itself.
func (m *message) topLevel() bool { return !m.reply() || m.broadcast }

func (m *message) reaction(name string) *reaction {
	for i := range m.reactions {
		if m.reactions[i].name == name {
			return &m.reactions[i]
		}
	}
	return nil
}

// react adds a reaction and tells whether it was new.
func (m *message) react(name, user string) bool {
	r := m.reaction(name)
	if r == nil {
		m.reactions = append(m.reactions, reaction{name: name, users: []string{user}})
		return true
	}
	if slices.Contains(r.users, user) {
		return false
	}
	r.users = append(r.users, user)
	return true
}

// unreact takes a reaction back and tells whether it was there.
func (m *message) unreact(name, user string) bool {
	r := m.reaction(name)
	if r == nil || !slices.Contains(r.users, user) {
		return false
	}
	r.users = slices.DeleteFunc(r.users, func(u string) bool { return u == user })
	m.reactions = slices.DeleteFunc(m.reactions, func(o reaction) bool { return len(o.users) == 0 })
	return true
}

type file struct {
	StoredFile
	declared int
	secret   string
	uploaded bool
	shared   bool
	stub     bool
	created  time.Time
}

type view struct {
	View
	state  viewState
	closed bool
}

type trigger struct {
	user    string
	expires time.Time
	used    bool
	view    string // the view a click inside a modal came from
	in      *Interaction
}

type responseURL struct {
	in      *Interaction
	user    string
	channel string
	message string // ts of the message that was clicked
	expires time.Time
	uses    int
}
