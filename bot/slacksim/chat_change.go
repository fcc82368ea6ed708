package slacksim

import "strings"

// ownMessage finds a message that the bot posted and may change. Unlike
// chat.postMessage these methods take no user's id for a channel.
func (c *call) ownMessage(denied string) (*channel, *message, object) {
	if id := c.args.str("channel"); c.w.users[id] != nil {
		return nil, nil, c.refuse("channel_not_found", "channel %s is a user's", id)
	}
	ch, answer := c.target()
	if answer != nil {
		return nil, nil, answer
	}
	m := ch.find(c.args.str("ts"))
	switch {
	case m == nil || m.tombstone:
		return nil, nil, refuse("message_not_found")
	case m.botID != c.w.app.BotID:
		return nil, nil, c.refuse(denied, "message %s is not the bot's", m.ts)
	}
	return ch, m, nil
}

// updateMessage replaces a message's content: text without blocks takes the
// old blocks away; blocks alone keep nothing of the old text; with blocks the
// message is not marked as edited. Metadata stays unless given, and an empty
// object removes it.
// https://docs.slack.dev/reference/methods/chat.update/
func (c *call) updateMessage() object {
	ch, m, answer := c.ownMessage("cant_update_message")
	if answer != nil {
		return answer
	}
	next := *m
	next.blocks = nil
	if answer := c.content(&next); answer != nil {
		return answer
	}
	before := c.w.messageJSON(ch, m)
	if !c.args.has("blocks") {
		next.editedTS, next.editor = c.w.nextTS(), m.user
	}
	*m = next
	c.w.sendChanged(ch, before, c.w.messageJSON(ch, m))
	return object{"channel": ch.ID, "ts": m.ts, "text": m.text, "message": c.answerJSON(ch, m)}
}

func (c *call) deleteMessage() object {
	ch, m, answer := c.ownMessage("cant_delete_message")
	if answer != nil {
		return answer
	}
	ts := m.ts
	c.w.remove(ch, m)
	return object{"channel": ch.ID, "ts": ts}
}

func (c *call) permalink() object {
	ch := c.w.channel(c.args.str("channel"))
	if ch == nil || (ch.Private && !ch.member(c.w.app.BotUserID)) {
		return refuse("channel_not_found")
	}
	m := ch.find(c.args.str("message_ts"))
	if m == nil {
		return refuse("message_not_found")
	}
	link := c.w.url + "/archives/" + ch.ID + "/p" + strings.ReplaceAll(m.ts, ".", "")
	if m.reply() {
		link += "?thread_ts=" + m.threadTS + "&cid=" + ch.ID
	}
	return object{"channel": ch.ID, "permalink": link}
}
