package slacksim

import "fmt"

// Click presses a button, or chooses in a select, a set of radio buttons or
// the like, in a message that the user sees (an ephemeral too). A button's
// value is looked up in the message, and tells which it is where several do the
// same; for a select value is the chosen option's, for several comma-separated.
func (w *Workspace) Click(user, channel, ts, actionID, value string) *Interaction {
	w.mu.Lock()
	defer w.unlock()
	c := w.mayWrite("Click", user, channel)
	if c == nil {
		return &Interaction{w: w, err: fmt.Errorf("click: %s is not in %s", user, channel)}
	}
	m, ephemeral := c.find(ts), false
	for _, e := range w.ephemerals[user] {
		if m == nil && e.ts == ts && e.ephemeralIn == channel {
			m, ephemeral = e, true
		}
	}
	if m == nil {
		return w.failed("Click", "%s sees no message %s in %s", user, ts, channel)
	}
	block, element := findButton(m.blocks, actionID, value)
	if element == nil {
		return w.failed("Click", "message %s has no element %q", ts, actionID)
	}
	action, err := element.action(block.BlockID, value, w.nextTS())
	if err != nil {
		return w.failed("Click", "%v", err)
	}
	in := w.newInteraction(user, c, ts)
	payload := w.interactivePayload("block_actions", in)
	container := object{"type": "message", "message_ts": ts, "channel_id": c.ID, "is_ephemeral": ephemeral}
	if m.threadTS != "" {
		container["thread_ts"] = m.threadTS
	}
	state := stateOf(parseBlocks(m.blocks))
	state.set(block.BlockID, actionID, element.stateValue(action))
	payload["container"], payload["channel"] = container, object{"id": c.ID, "name": c.Name}
	payload["response_url"], payload["actions"], payload["state"] = in.ResponseURL, []object{action}, object{"values": state}
	if !ephemeral {
		payload["message"] = w.messageJSON(c, m)
	}
	w.dispatch(in, kindInteractive, false, payload)
	return in
}

// ClickView presses a button, or chooses, inside a view or the Home tab.
func (w *Workspace) ClickView(user, viewID, actionID, value string) *Interaction {
	w.mu.Lock()
	defer w.unlock()
	v := w.viewOf(user, viewID)
	if v == nil {
		return w.failed("ClickView", "%s has no view %s", user, viewID)
	}
	block, element := findButton(v.Blocks, actionID, value)
	if element == nil {
		return w.failed("ClickView", "view %s has no element %q", viewID, actionID)
	}
	action, err := element.action(block.BlockID, value, w.nextTS())
	if err != nil {
		return w.failed("ClickView", "%v", err)
	}
	v.state.set(block.BlockID, actionID, element.stateValue(action))
	in := w.newInteraction(user, nil, "")
	in.ViewID = v.ID
	w.triggers[in.TriggerID].view = v.ID
	payload := w.interactivePayload("block_actions", in)
	payload["container"], payload["view"] = object{"type": "view", "view_id": v.ID}, w.viewJSON(v)
	payload["actions"] = []object{action}
	w.dispatch(in, kindInteractive, false, payload)
	return in
}

// interactivePayload is what every interactive payload has.
func (w *Workspace) interactivePayload(typ string, in *Interaction) object {
	u := w.users[in.User]
	return object{
		"type": typ, "token": "simulated-verification-token", "api_app_id": w.app.AppID, "trigger_id": in.TriggerID,
		"user": object{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": u.TeamID},
		"team": object{"id": w.o.TeamID, "domain": "simulated"}, "enterprise": nil, "is_enterprise_install": false,
	}
}
