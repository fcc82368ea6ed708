package slacksim

import (
	"math"
	"slices"
	"strconv"
)

// readable finds a channel whose messages the bot may read: it must be a member.
func (c *call) readable() (*channel, object) {
	ch := c.w.channel(c.args.str("channel"))
	switch {
	case ch == nil, ch.Private && !ch.member(c.w.app.BotUserID):
		return nil, refuse("channel_not_found")
	case !ch.member(c.w.app.BotUserID):
		return nil, refuse("not_in_channel")
	}
	return ch, nil
}

// span reads oldest, latest and inclusive.
func (c *call) span() (func(*message) bool, object) {
	oldest, latest := int64(0), int64(math.MaxInt64)
	for name, bound := range map[string]*int64{"oldest": &oldest, "latest": &latest} {
		s := c.args.str(name)
		if s == "" || s == "now" {
			continue
		}
		micros, ok := parseTS(s)
		if !ok {
			return nil, c.refuse("invalid_ts_"+name, "%s %q is no timestamp", name, s)
		}
		*bound = micros
	}
	inclusive := c.args.flag("inclusive")
	return func(m *message) bool {
		ts, _ := parseTS(m.ts)
		if inclusive {
			return oldest <= ts && ts <= latest
		}
		return (oldest < ts || oldest == 0) && ts < latest
	}, nil
}

// history lists a channel's top-level messages, the newest first.
// https://docs.slack.dev/reference/methods/conversations.history/
func (c *call) history() object {
	ch, answer := c.readable()
	if answer != nil {
		return answer
	}
	inside, answer := c.span()
	if answer != nil {
		return answer
	}
	var all []*message
	for _, m := range ch.messages {
		if m.topLevel() && inside(m) {
			all = append(all, m)
		}
	}
	slices.Reverse(all)
	cut, next, answer := page(c, all, 100, 999, c.listKey())
	if answer != nil {
		return answer
	}
	out := object{"messages": c.messagesJSON(ch, cut), "has_more": next != "", "pin_count": 0}
	if next != "" {
		out["response_metadata"] = cursorJSON(next)
	}
	return out
}

// replies lists a thread, the root first on every page, then the replies, the
// oldest first.
// https://docs.slack.dev/reference/methods/conversations.replies/
func (c *call) replies() object {
	ch, answer := c.readable()
	if answer != nil {
		return answer
	}
	root := ch.find(c.args.str("ts"))
	if root == nil {
		return refuse("thread_not_found")
	}
	if root.reply() {
		c.violate("replies_of_reply", "ts %s is a reply's: only that message is returned", root.ts)
		return object{"messages": c.messagesJSON(ch, []*message{root}), "has_more": false}
	}
	inside, answer := c.span()
	if answer != nil {
		return answer
	}
	all := slices.DeleteFunc(ch.replies(root.ts), func(m *message) bool { return !inside(m) })
	cut, next, answer := page(c, all, 999, 1000, c.listKey())
	if answer != nil {
		return answer
	}
	out := object{"messages": c.messagesJSON(ch, append([]*message{root}, cut...)), "has_more": next != ""}
	if next != "" {
		out["response_metadata"] = cursorJSON(next)
	}
	return out
}

// listKey ties a cursor to the arguments of its first page.
func (c *call) listKey() string {
	return strconv.Quote(c.args.str("channel") + " " + c.args.str("ts") + " " + c.args.str("oldest") + " " + c.args.str("latest"))
}

// messagesJSON shows metadata only if asked for.
func (c *call) messagesJSON(ch *channel, all []*message) []object {
	out := make([]object, 0, len(all))
	for _, m := range all {
		o := c.w.messageJSON(ch, m)
		if m.metadata != nil && c.args.flag("include_all_metadata") {
			o["metadata"] = m.metadata
		}
		out = append(out, o)
	}
	return out
}
