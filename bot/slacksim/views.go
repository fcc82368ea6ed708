package slacksim

import "time"

// maxStack is how many modals lie on one another.
// https://docs.slack.dev/surfaces/modals/#modal-stack
const maxStack = 3

// readView checks and reads the view argument.
func (c *call) readView(kind string) (*view, object) {
	raw, ok := c.args.json("view")
	if !ok || len(raw) == 0 {
		return nil, c.refuse("invalid_arguments", "view is not JSON")
	}
	if answer := c.checkView(raw); answer != nil {
		return nil, answer
	}
	v, err := parseView(raw)
	if err != nil || v.Type != kind {
		return nil, c.refuse("invalid_arguments", "a view of type %s is needed", kind)
	}
	for _, other := range c.w.views {
		if v.ExternalID != "" && !other.closed && other.ExternalID == v.ExternalID && other.ID != c.args.str("view_id") && c.args.str("external_id") != v.ExternalID {
			return nil, c.refuse("duplicate_external_id", "external_id %q is in use", v.ExternalID)
		}
	}
	return v, nil
}

// spend uses a trigger id up.
func (c *call) spend() (*trigger, object) {
	t := c.w.triggers[c.args.str("trigger_id")]
	switch {
	case t == nil:
		return nil, c.refuse("invalid_trigger_id", "unknown trigger_id")
	case t.used:
		return nil, c.refuse("exchanged_trigger_id", "the trigger_id was used before")
	case time.Now().After(t.expires):
		return nil, refuse("expired_trigger_id")
	}
	t.used = true
	return t, nil
}

// openView opens a modal. A second one opened over another replaces nothing:
// Slack shows the newer, and so do Views.
func (c *call) openView() object {
	v, answer := c.readView("modal")
	if answer != nil {
		return answer
	}
	t, answer := c.spend()
	if answer != nil {
		return answer
	}
	c.w.show(v, t.user, nil)
	t.in.opened = v.ID
	return object{"view": c.w.viewJSON(v)}
}

// pushView lays a modal on the one that the trigger came from.
func (c *call) pushView() object {
	v, answer := c.readView("modal")
	if answer != nil {
		return answer
	}
	t, answer := c.spend()
	if answer != nil {
		return answer
	}
	under := c.w.views[t.view]
	if under == nil || under.closed {
		return c.refuse("not_found", "views.push needs a trigger_id from inside a modal")
	}
	if c.w.depth(under) >= maxStack {
		return c.refuse("push_limit_reached", "more than %d views in a stack", maxStack)
	}
	c.w.show(v, t.user, under)
	t.in.opened = v.ID
	return object{"view": c.w.viewJSON(v)}
}

// updateView replaces a view that is open.
func (c *call) updateView() object {
	old := c.w.views[c.args.str("view_id")]
	if old == nil && c.args.has("external_id") {
		for _, v := range c.w.views {
			if v.ExternalID == c.args.str("external_id") && !v.closed {
				old = v
			}
		}
	}
	if old == nil || old.closed {
		return refuse("not_found")
	}
	if h := c.args.str("hash"); h != "" && h != old.Hash {
		return refuse("hash_conflict")
	}
	v, answer := c.readView(old.Type)
	if answer != nil {
		return answer
	}
	c.w.replace(old, v)
	return object{"view": c.w.viewJSON(old)}
}

// publishView publishes a user's Home tab.
func (c *call) publishView() object {
	user := c.w.users[c.args.str("user_id")]
	if user == nil {
		return refuse("user_not_found")
	}
	old := c.w.homes[user.ID]
	if h := c.args.str("hash"); h != "" && (old == nil || h != old.Hash) {
		return refuse("hash_conflict")
	}
	v, answer := c.readView("home")
	if answer != nil {
		return answer
	}
	if old == nil {
		v.ID, v.User = c.w.nextID("V"), user.ID
		v.RootID, v.Hash = v.ID, c.w.hash()
		old = v
		c.w.homes[user.ID] = v
	} else {
		c.w.replace(old, v)
	}
	return object{"view": c.w.viewJSON(old)}
}
