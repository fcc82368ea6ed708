package slacksim

import (
	"cmp"
	"slices"
)

// Post writes a message in a channel, as a person types it, and returns its ts.
func (w *Workspace) Post(user, channel, text string) string {
	return w.ReplyWith(user, channel, "", Draft{Text: text})
}

// Reply writes in a thread.
func (w *Workspace) Reply(user, channel, threadTS, text string) string {
	return w.ReplyWith(user, channel, threadTS, Draft{Text: text})
}

// ReplyWith sends a draft to a thread, or to the channel when threadTS is
// empty. What a person cannot do is a violation of Method "test", and "" is
// returned.
func (w *Workspace) ReplyWith(user, channel, threadTS string, d Draft) string {
	w.mu.Lock()
	defer w.unlock()
	c := w.mayWrite("Post", user, channel)
	if c == nil {
		return ""
	}
	text, blocks := richText(d.Text)
	m := &message{
		ts: w.nextTS(), threadTS: threadTS, user: user, text: text, blocks: blocks, clientID: uuid(), subtype: d.Subtype,
		broadcast: d.Broadcast && threadTS != "",
	}
	if d.Blocks != nil {
		m.blocks = d.Blocks
	}
	for _, f := range d.Files {
		m.files = append(m.files, w.attach(user, c, f))
	}
	switch {
	case m.broadcast:
		m.subtype = "thread_broadcast"
	case len(m.files) > 0:
		m.subtype = "file_share"
	}
	w.add(c, m)
	return m.ts
}

// mayWrite finds a channel that a person may write in, or notes the test's mistake.
func (w *Workspace) mayWrite(what, user, channel string) *channel {
	c := w.channel(channel)
	switch {
	case w.users[user] == nil:
		w.violate("test", what, "no user %s", user)
	case c == nil:
		w.violate("test", what, "no channel %s", channel)
	case c.Archived:
		w.violate("test", what, "channel %s is archived", channel)
	case !c.member(user):
		w.violate("test", what, "%s is not a member of %s", user, channel)
	default:
		return c
	}
	return nil
}

// add stores a message and tells the bot.
func (w *Workspace) add(c *channel, m *message) {
	if m.reply() {
		if root := c.find(m.threadTS); root != nil && root.threadTS == "" {
			root.threadTS = root.ts
		}
	}
	c.messages = append(c.messages, m)
	w.sendMessageEvent(c, m)
}

// Edit changes a message's text.
func (w *Workspace) Edit(user, channel, ts, text string) {
	w.mu.Lock()
	defer w.unlock()
	c, m := w.own("Edit", user, channel, ts)
	if m == nil {
		return
	}
	before := w.messageJSON(c, m)
	m.text, m.blocks = richText(text)
	m.editedTS, m.editor = w.nextTS(), user
	w.sendChanged(c, before, w.messageJSON(c, m))
}

// Touch lets Slack send message_changed without an edit, as it does for an
// unfurl or a detected language.
func (w *Workspace) Touch(channel, ts string) {
	w.mu.Lock()
	defer w.unlock()
	c := w.channel(channel)
	if c == nil || c.find(ts) == nil {
		w.violate("test", "Touch", "no message %s in %s", ts, channel)
		return
	}
	before := w.messageJSON(c, c.find(ts))
	after := w.messageJSON(c, c.find(ts))
	after["language"] = object{"locale": "sv", "is_reliable": true}
	w.sendChanged(c, before, after)
}

// Delete removes a message; a root with replies leaves a tombstone.
func (w *Workspace) Delete(user, channel, ts string) {
	w.mu.Lock()
	defer w.unlock()
	if c, m := w.own("Delete", user, channel, ts); m != nil {
		w.remove(c, m)
	}
}

func (w *Workspace) remove(c *channel, m *message) {
	before := w.messageJSON(c, m)
	if len(c.replies(m.ts)) == 0 {
		c.remove(m)
		w.sendDeleted(c, m, before)
		return
	}
	*m = message{
		ts: m.ts, threadTS: m.ts, user: "USLACKBOT", subtype: "tombstone", text: "This message was deleted.", tombstone: true,
	}
	after := w.messageJSON(c, m)
	after["hidden"] = true
	w.sendChanged(c, before, after)
}

// own finds a user's own message, or notes the test's mistake.
func (w *Workspace) own(what, user, channel, ts string) (*channel, *message) {
	c := w.mayWrite(what, user, channel)
	if c == nil {
		return nil, nil
	}
	m := c.find(ts)
	if m == nil || m.user != user || m.tombstone {
		w.violate("test", what, "%s has no message %s in %s", user, ts, channel)
		return nil, nil
	}
	return c, m
}

// React adds a person's reaction.
func (w *Workspace) React(user, channel, ts, name string) {
	w.reactAs("React", user, channel, ts, name, (*message).react, "reaction_added")
}

// Unreact takes a person's reaction back.
func (w *Workspace) Unreact(user, channel, ts, name string) {
	w.reactAs("Unreact", user, channel, ts, name, (*message).unreact, "reaction_removed")
}

func (w *Workspace) reactAs(what, user, channel, ts, name string, change func(*message, string, string) bool, event string) {
	w.mu.Lock()
	defer w.unlock()
	c := w.mayWrite(what, user, channel)
	if c == nil {
		return
	}
	m := c.find(ts)
	if m == nil {
		w.violate("test", what, "no message %s in %s", ts, channel)
		return
	}
	if change(m, name, user) {
		w.sendReaction(c, m, event, user, name)
	}
}

// attach stores a person's file.
func (w *Workspace) attach(user string, c *channel, f File) string {
	id := w.nextID("F")
	w.files[id] = &file{
		StoredFile: StoredFile{
			ID: id, Name: f.Name, Title: cmp.Or(f.Title, f.Name), Mimetype: cmp.Or(f.Mimetype, "application/octet-stream"),
			User: user, Channels: []string{c.ID}, Bytes: slices.Clone(f.Content),
		},
		uploaded: true, shared: true, stub: f.Stub, created: w.o.Now(),
	}
	w.fileOrder = append(w.fileOrder, id)
	return id
}
