package slacksim

import "slices"

// Archive archives a channel.
func (w *Workspace) Archive(user, channel string) {
	w.mu.Lock()
	defer w.unlock()
	c := w.mayWrite("Archive", user, channel)
	if c == nil {
		return
	}
	c.Archived = true
	w.sendChannelEvent(c, "channel_archive", "group_archive", user, object{"channel": c.ID, "user": user})
}

// Unarchive opens an archived channel again.
func (w *Workspace) Unarchive(user, channel string) {
	w.mu.Lock()
	defer w.unlock()
	c := w.channel(channel)
	if c == nil || !c.Archived {
		w.violate("test", "Unarchive", "no archived channel %s", channel)
		return
	}
	c.Archived = false
	w.sendChannelEvent(c, "channel_unarchive", "group_unarchive", user, object{"channel": c.ID, "user": user})
}

// Rename gives a channel another name.
func (w *Workspace) Rename(user, channel, name string) {
	w.mu.Lock()
	defer w.unlock()
	c := w.mayWrite("Rename", user, channel)
	if c == nil {
		return
	}
	c.Name = name
	w.sendChannelEvent(c, "channel_rename", "group_rename", user, object{
		"channel": object{"id": c.ID, "name": name, "created": c.created.Unix()},
	})
}

// sendChannelEvent sends an event about a channel: of a public one to every
// app, of a private one to members.
func (w *Workspace) sendChannelEvent(c *channel, public, private, user string, event object) {
	event["event_ts"] = w.nextTS()
	name := public
	if c.Private {
		name = private
	}
	event["type"] = name
	if !c.Private || c.member(w.app.BotUserID) {
		w.sendEvent(c, name, user, event)
	}
}

// ChangeID gives a channel another id, as Slack does when sharing starts with
// another workspace. The old id is unknown from then on.
// https://docs.slack.dev/reference/events/channel_id_changed/
func (w *Workspace) ChangeID(channel, to string) {
	w.mu.Lock()
	defer w.unlock()
	c := w.channel(channel)
	if c == nil || w.channels[to] != nil {
		w.violate("test", "ChangeID", "cannot make %s out of %s", to, channel)
		return
	}
	delete(w.channels, channel)
	c.ID = to
	w.channels[to] = c
	w.order[slices.Index(w.order, channel)] = to
	w.sendChannelEvent(c, "channel_id_changed", "channel_id_changed", "", object{"old_channel_id": channel, "new_channel_id": to})
}

// Share shares a channel with another workspace, its id unchanged.
func (w *Workspace) Share(channel string) {
	w.mu.Lock()
	defer w.unlock()
	if c := w.channel(channel); c != nil {
		c.Shared = true
	} else {
		w.violate("test", "Share", "no channel %s", channel)
	}
}

// Invite makes a user, or the bot, a member of a channel.
func (w *Workspace) Invite(inviter, channel, user string) {
	w.mu.Lock()
	defer w.unlock()
	c := w.mayWrite("Invite", inviter, channel)
	if c != nil && !c.member(user) {
		w.join(c, user, inviter)
	}
}

func (w *Workspace) join(c *channel, user, inviter string) {
	c.Members = append(c.Members, user)
	w.addNotice(c, "channel_join", "group_join", user, inviter, "<@"+user+"> has joined the channel")
	e := object{"type": "member_joined_channel", "user": user, "channel": c.ID, "channel_type": letter(c), "team": w.o.TeamID, "event_ts": w.nextTS()}
	if inviter != "" {
		e["inviter"] = inviter
	}
	w.sendToMember(c, "member_joined_channel", user, e)
}

// Kick takes a user, or the bot, out of a channel. Of its own leaving the bot
// hears last. https://docs.slack.dev/reference/events/channel_left/
func (w *Workspace) Kick(channel, user string) {
	w.mu.Lock()
	defer w.unlock()
	c := w.channel(channel)
	if c == nil || !c.member(user) {
		w.violate("test", "Kick", "%s is not a member of %s", user, channel)
		return
	}
	c.Members = slices.DeleteFunc(c.Members, func(m string) bool { return m == user })
	e := object{"type": "member_left_channel", "user": user, "channel": c.ID, "channel_type": letter(c), "team": w.o.TeamID, "event_ts": w.nextTS()}
	if user == w.app.BotUserID {
		w.sendEvent(c, "member_left_channel", user, e)
		left := map[bool]string{false: "channel_left", true: "group_left"}[c.Private]
		w.sendEvent(c, left, user, object{"type": left, "channel": c.ID, "actor_id": user, "event_ts": w.nextTS()})
		return
	}
	w.sendToMember(c, "member_left_channel", user, e)
	w.addNotice(c, "channel_leave", "group_leave", user, "", "<@"+user+"> has left the channel")
}

func letter(c *channel) string {
	if c.Private {
		return "G"
	}
	return "C"
}

func (w *Workspace) addNotice(c *channel, public, private, user, inviter, text string) {
	subtype := public
	if c.Private {
		subtype = private
	}
	w.add(c, &message{ts: w.nextTS(), user: user, text: text, subtype: subtype, inviter: inviter})
}

// OpenHome lets a user open the bot's Home tab.
func (w *Workspace) OpenHome(user string) {
	w.mu.Lock()
	defer w.unlock()
	if w.users[user] == nil {
		w.violate("test", "OpenHome", "no user %s", user)
		return
	}
	e := object{"type": "app_home_opened", "user": user, "channel": w.direct(user).ID, "tab": "home", "event_ts": w.nextTS()}
	if v := w.homes[user]; v != nil {
		e["view"] = w.viewJSON(v)
	}
	w.sendEvent(nil, "app_home_opened", user, e)
}

// RevokeTokens revokes the bot's token: calls answer token_revoked.
func (w *Workspace) RevokeTokens() {
	w.mu.Lock()
	defer w.unlock()
	w.revoked = "token_revoked"
	w.sendEvent(nil, "tokens_revoked", "", object{
		"type": "tokens_revoked", "tokens": object{"oauth": []string{}, "bot": []string{w.app.BotUserID}}, "event_ts": w.nextTS(),
	})
}

// Uninstall removes the app: calls answer account_inactive.
func (w *Workspace) Uninstall() {
	w.mu.Lock()
	defer w.unlock()
	w.revoked = "account_inactive"
	w.sendEvent(nil, "app_uninstalled", "", object{"type": "app_uninstalled", "event_ts": w.nextTS()})
}
