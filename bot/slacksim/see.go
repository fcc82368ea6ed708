package slacksim

import (
	"bytes"
	"slices"
	"time"
)

// Messages are what a channel shows: top-level messages and replies that were
// sent to the channel too, in order.
func (w *Workspace) Messages(channel string) []Message {
	return w.collect(channel, (*message).topLevel)
}

// Thread is a root, if it is still there, and its replies.
func (w *Workspace) Thread(channel, threadTS string) []Message {
	return w.collect(channel, func(m *message) bool { return m.ts == threadTS || m.threadTS == threadTS })
}

// Direct are the messages of the bot's direct conversation with a user,
// replies too.
func (w *Workspace) Direct(user string) []Message {
	w.mu.Lock()
	var id string
	for _, c := range w.channels {
		if c.im == user {
			id = c.ID
		}
	}
	w.mu.Unlock()
	return w.collect(id, func(*message) bool { return true })
}

func (w *Workspace) collect(channel string, want func(*message) bool) []Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.channel(channel)
	if c == nil {
		return nil
	}
	var out []Message
	for _, m := range c.messages {
		if want(m) {
			out = append(out, w.seen(c, m))
		}
	}
	return out
}

// Ephemerals are what the bot showed to a user alone, and reached them.
func (w *Workspace) Ephemerals(user string) []Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []Message
	for _, m := range w.ephemerals[user] {
		s := w.seen(nil, m)
		s.Channel, s.Ephemeral = m.ephemeralIn, true
		out = append(out, s)
	}
	return out
}

func (w *Workspace) seen(c *channel, m *message) Message {
	s := Message{
		TS: m.ts, ThreadTS: m.threadTS, User: m.user, BotID: m.botID, Subtype: m.subtype, Text: m.text,
		Blocks: bytes.Clone(m.blocks), Metadata: bytes.Clone(m.metadata), EditedTS: m.editedTS, Files: slices.Clone(m.files),
		Deleted: m.tombstone, Broadcast: m.broadcast,
	}
	if len(m.reactions) > 0 {
		s.Reactions = map[string][]string{}
	}
	for _, r := range m.reactions {
		s.Reactions[r.name] = slices.Clone(r.users)
	}
	if c != nil {
		s.Channel, s.ReplyCount = c.ID, len(c.replies(m.ts))
	}
	return s
}

// Now is the workspace's time.
func (w *Workspace) Now() time.Time { return w.o.Now() }

// Channels lists the channels that are not direct conversations, in order of
// their making.
func (w *Workspace) Channels() []Channel {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []Channel
	for _, id := range w.order {
		if c := w.channels[id]; c != nil && c.im == "" {
			seen := c.Channel
			seen.Members = slices.Clone(c.Members)
			out = append(out, seen)
		}
	}
	return out
}

// Users lists everyone, the bot too, by id.
func (w *Workspace) Users() []User {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []User
	for _, id := range sortedKeys(w.users) {
		out = append(out, *w.users[id])
	}
	return out
}

// Views are the modals that a user has open, the front one last.
func (w *Workspace) Views(user string) []View {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []View
	for _, id := range w.viewOrder {
		if v := w.views[id]; v.User == user && !v.closed {
			out = append(out, v.View)
		}
	}
	return out
}

// Home is a user's Home tab, nil before it was published.
func (w *Workspace) Home(user string) *View {
	w.mu.Lock()
	defer w.mu.Unlock()
	if v := w.homes[user]; v != nil {
		seen := v.View
		return &seen
	}
	return nil
}

// Files are the files whose bytes arrived, in order.
func (w *Workspace) Files() []StoredFile {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []StoredFile
	for _, id := range w.fileOrder {
		if f := w.files[id]; f.uploaded {
			seen := f.StoredFile
			seen.Channels, seen.Bytes = slices.Clone(f.Channels), bytes.Clone(f.Bytes)
			out = append(out, seen)
		}
	}
	return out
}

// channel finds a conversation by its id, or by one it had before.
func (w *Workspace) channel(id string) *channel { return w.channels[id] }
