package slacksim

import (
	"encoding/json"
	"unicode/utf8"
)

const (
	// maxText: longer text is refused. Slack cuts it at this length and asks
	// for 4,000 at most. https://docs.slack.dev/reference/methods/chat.postMessage/#truncating
	maxText = 40000
	// safeText is where a violation is noted.
	safeText = 4000
	// maxMetadata is the size of metadata in bytes.
	maxMetadata = 16000
)

// target finds the channel of a chat method. A bot writes only where it is a
// member; a user's id means the direct conversation.
func (c *call) target() (*channel, object) {
	w, id := c.w, c.args.str("channel")
	if u := w.users[id]; u != nil && u.ID != w.app.BotUserID {
		if u.Deleted {
			return nil, refuse("user_not_found")
		}
		return w.direct(id), nil
	}
	ch := w.channel(id)
	switch {
	case ch == nil, ch.Private && !ch.member(w.app.BotUserID):
		return nil, refuse("channel_not_found")
	case !ch.member(w.app.BotUserID):
		return nil, refuse("not_in_channel")
	case ch.Archived:
		return nil, refuse("is_archived")
	}
	return ch, nil
}

// content checks and reads what a chat method posts.
func (c *call) content(m *message) object {
	m.text = c.args.str("text")
	blocks, ok := c.args.json("blocks")
	if !ok {
		return c.refuse("invalid_blocks_format", "blocks is not JSON")
	}
	if answer := c.checkBlocks(blocks); answer != nil {
		return answer
	}
	if len(blocks) > 0 && string(blocks) != "[]" && string(blocks) != "null" {
		m.blocks = withIDs(blocks)
	}
	if answer := c.checkText(m); answer != nil {
		return answer
	}
	return c.metadata(m)
}

func (c *call) checkText(m *message) object {
	switch n := utf8.RuneCountInString(m.text); {
	case n == 0 && m.blocks == nil:
		return c.refuse("no_text", "neither text nor blocks")
	case n == 0:
		c.violate("no_text_beside_blocks", "blocks without text: notifications and screen readers have nothing to say")
	case n > maxText:
		return c.refuse("msg_too_long", "text of %d characters", n)
	case n > safeText:
		c.violate("text_over_4000", "text of %d characters", n)
	}
	c.w.checkMentions(c.method, m.text, m.blocks)
	if m.blocks == nil && !c.args.has("blocks") {
		m.blocks = richTextOfMarkup(m.text)
	}
	return nil
}

// metadata: https://docs.slack.dev/messaging/message-metadata/
func (c *call) metadata(m *message) object {
	raw, ok := c.args.json("metadata")
	if len(raw) == 0 {
		return nil
	}
	if string(raw) == "{}" && c.method == "chat.update" {
		m.metadata = nil
		return nil
	}
	var meta struct {
		Type    string                     `json:"event_type"`
		Payload map[string]json.RawMessage `json:"event_payload"`
	}
	switch {
	case !ok, json.Unmarshal(raw, &meta) != nil, meta.Type == "", meta.Payload == nil:
		return c.refuse("invalid_metadata_format", "metadata needs event_type and an object event_payload")
	case len(raw) > maxMetadata:
		return c.refuse("metadata_too_large", "metadata of %d bytes", len(raw))
	}
	m.metadata = raw
	return nil
}

func (c *call) unfurls() {
	for _, name := range []string{"unfurl_links", "unfurl_media"} {
		if c.args.str(name) != "false" && c.args.str(name) != "0" {
			c.violate("unfurl", "%s is not false: Slack would preview what people link to", name)
		}
	}
}

func (c *call) postMessage() object {
	ch, answer := c.target()
	if answer != nil {
		return answer
	}
	m := &message{user: c.w.app.BotUserID, botID: c.w.app.BotID, threadTS: c.args.str("thread_ts")}
	if answer := c.content(m); answer != nil {
		return answer
	}
	c.unfurls()
	if answer := c.thread(ch, m); answer != nil {
		return answer
	}
	m.ts = c.w.nextTS()
	c.w.add(ch, m)
	return object{"channel": ch.ID, "ts": m.ts, "message": c.answerJSON(ch, m)}
}

// answerJSON is the message in a chat method's answer; there, metadata is
// always shown.
func (c *call) answerJSON(ch *channel, m *message) object {
	o := c.w.messageJSON(ch, m)
	if m.metadata != nil {
		o["metadata"] = m.metadata
	}
	return o
}

// thread checks thread_ts: a root's, never a reply's.
func (c *call) thread(ch *channel, m *message) object {
	if m.threadTS == "" {
		if c.args.flag("reply_broadcast") {
			c.violate("reply_broadcast", "reply_broadcast without thread_ts")
		}
		return nil
	}
	root := ch.find(m.threadTS)
	if root == nil {
		return refuse("thread_not_found")
	}
	if root.reply() {
		return c.refuse("cannot_reply_to_message", "thread_ts %s is a reply's", m.threadTS)
	}
	if c.args.flag("reply_broadcast") {
		m.broadcast, m.subtype = true, "thread_broadcast"
	}
	return nil
}

// postEphemeral shows a message to one member; one who is away never sees it.
// https://docs.slack.dev/reference/methods/chat.postEphemeral/
func (c *call) postEphemeral() object {
	ch, answer := c.target()
	if answer != nil {
		return answer
	}
	user := c.w.users[c.args.str("user")]
	if user == nil || !ch.member(user.ID) {
		return refuse("user_not_in_channel")
	}
	m := &message{user: c.w.app.BotUserID, botID: c.w.app.BotID, threadTS: c.args.str("thread_ts"), ephemeralIn: ch.ID}
	if answer := c.content(m); answer != nil {
		return answer
	}
	m.ts = c.w.nextTS()
	if !user.Away && !user.Deleted {
		c.w.ephemerals[user.ID] = append(c.w.ephemerals[user.ID], m)
	}
	return object{"message_ts": m.ts}
}
