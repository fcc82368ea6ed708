package slacksim

import (
	"slices"
	"strings"
)

// visible finds a channel that the bot can know of.
func (c *call) visible() (*channel, object) {
	ch := c.w.channel(c.args.str("channel"))
	if ch == nil || ((ch.Private || ch.im != "") && !ch.member(c.w.app.BotUserID)) {
		return nil, refuse("channel_not_found")
	}
	return ch, nil
}

func (w *Workspace) channelJSON(c *channel) object {
	o := object{
		"id": c.ID, "created": c.created.Unix(), "is_im": c.im != "", "is_archived": c.Archived, "is_org_shared": false,
		"context_team_id": w.o.TeamID, "is_ext_shared": c.Shared, "is_shared": c.Shared, "is_mpim": false,
	}
	if c.im != "" {
		o["user"], o["is_open"] = c.im, true
		return o
	}
	o["name"], o["name_normalized"], o["is_general"] = c.Name, c.Name, false
	o["is_channel"], o["is_group"], o["is_private"] = !c.Private, c.Private, c.Private
	o["is_member"], o["num_members"] = c.member(w.app.BotUserID), len(c.Members)
	o["topic"], o["purpose"] = object{"value": ""}, object{"value": ""}
	return o
}

func (c *call) channelInfo() object {
	ch, answer := c.visible()
	if answer != nil {
		return answer
	}
	o := c.w.channelJSON(ch)
	if !c.args.flag("include_num_members") {
		delete(o, "num_members")
	}
	return object{"channel": o}
}

func (c *call) members() object {
	ch, answer := c.visible()
	if answer != nil {
		return answer
	}
	cut, next, answer := page(c, ch.Members, 100, 1000, ch.ID)
	if answer != nil {
		return answer
	}
	return object{"members": slices.Clone(cut), "response_metadata": cursorJSON(next)}
}

// channelList lists the channels of the types asked for; public ones all, the
// others where the bot is a member.
func (c *call) channelList() object {
	return c.listChannels(func(*channel) bool { return true }, 1000)
}

// userConversations lists the channels that a user, by default the bot, is in.
func (c *call) userConversations() object {
	user := c.args.str("user")
	if user == "" {
		user = c.w.app.BotUserID
	}
	if c.w.users[user] == nil {
		return refuse("user_not_found")
	}
	return c.listChannels(func(ch *channel) bool { return ch.member(user) }, 999)
}

func (c *call) listChannels(want func(*channel) bool, most int) object {
	types := c.args.str("types")
	if types == "" {
		types = "public_channel"
	}
	wanted := strings.Split(strings.ReplaceAll(types, " ", ""), ",")
	for _, t := range wanted {
		if !slices.Contains([]string{"public_channel", "private_channel", "mpim", "im"}, t) {
			return c.refuse("invalid_types", "type %q", t)
		}
	}
	kinds := map[string]string{"channel": "public_channel", "group": "private_channel", "im": "im"}
	all := []object{}
	for _, id := range c.w.order {
		ch := c.w.channels[id]
		switch {
		case ch == nil || ch.ID != id, !slices.Contains(wanted, kinds[ch.kind()]), !want(ch):
		case ch.kind() != "channel" && !ch.member(c.w.app.BotUserID):
		case ch.Archived && c.args.flag("exclude_archived"):
		default:
			all = append(all, c.w.channelJSON(ch))
		}
	}
	cut, next, answer := page(c, all, 100, most, types)
	if answer != nil {
		return answer
	}
	return object{"channels": cut, "response_metadata": cursorJSON(next)}
}

// openConversation opens the bot's direct conversation with one user.
func (c *call) openConversation() object {
	w := c.w
	if id := c.args.str("channel"); id != "" {
		ch, answer := c.visible()
		if answer != nil {
			return answer
		}
		return object{"channel": object{"id": ch.ID}, "no_op": true, "already_open": true}
	}
	ids := strings.Split(strings.ReplaceAll(c.args.str("users"), " ", ""), ",")
	switch {
	case ids[0] == "":
		return c.refuse("users_list_not_supplied", "no users")
	case len(ids) > 1:
		return c.refuse("not_enough_users", "the simulated workspace has no group direct messages")
	}
	u := w.users[ids[0]]
	switch {
	case u == nil:
		return refuse("user_not_found")
	case u.Deleted:
		return refuse("user_disabled")
	case u.Bot:
		return refuse("cannot_dm_bot")
	}
	existed := w.channels["D"+strings.TrimPrefix(u.ID, "U")] != nil
	ch := w.direct(u.ID)
	answer := object{"channel": object{"id": ch.ID}}
	if c.args.flag("return_im") {
		answer["channel"] = w.channelJSON(ch)
	}
	if existed {
		answer["no_op"], answer["already_open"] = true, true
	}
	return answer
}

// joinChannel lets the bot into a public channel.
func (c *call) joinChannel() object {
	ch, answer := c.visible()
	switch {
	case answer != nil:
		return answer
	case ch.Archived:
		return refuse("is_archived")
	case ch.kind() != "channel":
		return refuse("method_not_supported_for_channel_type")
	}
	out := object{"channel": c.w.channelJSON(ch)}
	if ch.member(c.w.app.BotUserID) {
		out["warning"] = "already_in_channel"
		out["response_metadata"] = object{"warnings": []string{"already_in_channel"}}
		return out
	}
	c.w.join(ch, c.w.app.BotUserID, "")
	out["channel"] = c.w.channelJSON(ch)
	return out
}
