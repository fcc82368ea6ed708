package slacksim

import (
	"regexp"
	"slices"
)

// maxReactions is how many different emoji a message takes.
// https://docs.slack.dev/reference/methods/reactions.add/
const maxReactions = 23

var emojiName = regexp.MustCompile(`^[a-z0-9_+'-]+(::skin-tone-[2-6])?$`)

func (c *call) reacted(tsArg string) (*channel, *message, object) {
	ch, answer := c.readable()
	if answer != nil {
		return nil, nil, answer
	}
	if ts := c.args.str(tsArg); ts == "" {
		return nil, nil, c.refuse("no_item_specified", "no %s", tsArg)
	} else if _, ok := parseTS(ts); !ok {
		return nil, nil, c.refuse("bad_timestamp", "%q is no timestamp", ts)
	}
	m := ch.find(c.args.str(tsArg))
	if m == nil || m.tombstone {
		return nil, nil, refuse("message_not_found")
	}
	return ch, m, nil
}

func (c *call) addReaction() object {
	ch, m, answer := c.reacted("timestamp")
	name, bot := c.args.str("name"), c.w.app.BotUserID
	switch {
	case answer != nil:
		return answer
	case !emojiName.MatchString(name):
		return c.refuse("invalid_name", "reaction %q", name)
	case ch.Archived:
		return refuse("is_archived")
	case m.reaction(name) == nil && len(m.reactions) >= maxReactions:
		return refuse("too_many_emoji")
	case !m.react(name, bot):
		return refuse("already_reacted")
	}
	c.w.sendReaction(ch, m, "reaction_added", bot, name)
	return object{}
}

func (c *call) removeReaction() object {
	ch, m, answer := c.reacted("timestamp")
	name, bot := c.args.str("name"), c.w.app.BotUserID
	switch {
	case answer != nil:
		return answer
	case !emojiName.MatchString(name):
		return c.refuse("invalid_name", "reaction %q", name)
	case ch.Archived:
		return refuse("is_archived")
	case !m.unreact(name, bot):
		return refuse("no_reaction")
	}
	c.w.sendReaction(ch, m, "reaction_removed", bot, name)
	return object{}
}

// getReactions shows a message with its reactions; without full, the list of
// a reaction's users may be cut, which is why a bot asks for full.
func (c *call) getReactions() object {
	ch, m, answer := c.reacted("timestamp")
	if answer != nil {
		return answer
	}
	o := c.w.messageJSON(ch, m)
	if list, ok := o["reactions"].([]object); ok && !c.args.flag("full") {
		for _, r := range list {
			if users, ok := r["users"].([]string); ok {
				r["users"] = slices.Clip(users[:min(len(users), 50)])
			}
		}
	}
	return object{"type": "message", "channel": ch.ID, "message": o}
}
