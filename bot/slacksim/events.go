package slacksim

import "slices"

// sendMessageEvent tells the bot of a new message.
func (w *Workspace) sendMessageEvent(c *channel, m *message) {
	e := w.messageJSON(c, m)
	delete(e, "reactions")
	e["channel"], e["event_ts"], e["channel_type"] = c.ID, m.ts, c.kind()
	if m.metadata != nil {
		e["metadata"] = m.metadata
	}
	if m.broadcast {
		if root := c.find(m.threadTS); root != nil {
			e["root"] = w.messageJSON(c, root)
		}
	}
	w.sendToMember(c, messageEventName(c), m.user, e)
	if m.reply() && w.policy != nil && w.policy.Replied {
		w.sendReplied(c, m)
	}
}

// sendReplied sends message_replied, which lacks its subtype.
// https://docs.slack.dev/reference/events/message/message_replied/
func (w *Workspace) sendReplied(c *channel, m *message) {
	root := c.find(m.threadTS)
	if root == nil {
		return
	}
	w.sendToMember(c, messageEventName(c), m.user, object{
		"type": "message", "message": w.messageJSON(c, root), "channel": c.ID, "hidden": true,
		"ts": m.ts, "event_ts": m.ts, "channel_type": c.kind(),
	})
}

func (w *Workspace) sendChanged(c *channel, before, after object) {
	ts := w.nextTS()
	user, _ := after["user"].(string)
	w.sendToMember(c, messageEventName(c), user, object{
		"type": "message", "subtype": "message_changed", "message": after, "previous_message": before, "channel": c.ID,
		"hidden": true, "ts": ts, "event_ts": ts, "channel_type": c.kind(),
	})
}

func (w *Workspace) sendDeleted(c *channel, m *message, before object) {
	ts := w.nextTS()
	w.sendToMember(c, messageEventName(c), m.user, object{
		"type": "message", "subtype": "message_deleted", "previous_message": before, "channel": c.ID, "hidden": true,
		"deleted_ts": m.ts, "ts": ts, "event_ts": ts, "channel_type": c.kind(),
	})
}

func (w *Workspace) sendReaction(c *channel, m *message, event, user, name string) {
	w.sendToMember(c, event, user, object{
		"type": event, "user": user, "reaction": name, "item_user": m.user,
		"item": object{"type": "message", "channel": c.ID, "ts": m.ts}, "event_ts": w.nextTS(),
	})
}

func messageEventName(c *channel) string {
	return map[string]string{"im": "message.im", "group": "message.groups", "channel": "message.channels"}[c.kind()]
}

// sendToMember sends an event of a channel that the bot must be a member of
// to hear of.
func (w *Workspace) sendToMember(c *channel, subscription, user string, event object) {
	if c.member(w.app.BotUserID) {
		w.sendEvent(c, subscription, user, event)
	}
}

// sendEvent wraps an inner event and sends it, if the app subscribes to it
// and is still installed. user is who caused it; an external user's event
// carries their team outside.
func (w *Workspace) sendEvent(c *channel, subscription, user string, event object) {
	if !slices.Contains(w.app.Events, subscription) || (w.revoked != "" && subscription != "app_uninstalled" && subscription != "tokens_revoked") {
		return
	}
	team := w.o.TeamID
	if u := w.users[user]; u != nil {
		team = u.TeamID
	}
	id := w.nextID("Ev")
	outer := object{
		"token": "simulated-verification-token", "team_id": team, "context_team_id": w.o.TeamID, "context_enterprise_id": nil,
		"api_app_id": w.app.AppID, "event": event, "type": "event_callback", "event_id": id, "event_time": w.o.Now().Unix(),
		"authorizations": []object{{
			"enterprise_id": nil, "team_id": w.o.TeamID, "user_id": w.app.BotUserID, "is_bot": true, "is_enterprise_install": false,
		}},
		"is_ext_shared_channel": c != nil && c.Shared, "event_context": "4-" + id,
	}
	w.deliver(&delivery{kind: kindEvents, payload: encode(outer)})
}
