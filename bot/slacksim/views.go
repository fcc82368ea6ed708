package slacksim

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

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

// parseView reads a view that was checked.
func parseView(raw json.RawMessage) (*view, error) {
	var spec struct {
		Type            string          `json:"type"`
		CallbackID      string          `json:"callback_id"`
		ExternalID      string          `json:"external_id"`
		PrivateMetadata string          `json:"private_metadata"`
		Title           textSpec        `json:"title"`
		Blocks          json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal(raw, &spec); err != nil {
		return nil, fmt.Errorf("parse view: %w", err)
	}
	v := &view{View: View{
		Type: spec.Type, CallbackID: spec.CallbackID, ExternalID: spec.ExternalID, PrivateMetadata: spec.PrivateMetadata,
		Title: spec.Title.Text, Blocks: withIDs(spec.Blocks), Raw: raw,
	}}
	v.state = stateOf(parseBlocks(v.Blocks))
	return v, nil
}

type textSpec struct {
	Type string `json:"type"`
	Text string `json:"text"`
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

func (w *Workspace) hash() string { return fmt.Sprintf("%d.%s", w.o.Now().Unix(), secret()[:8]) }

// show puts a view on a user's screen.
func (w *Workspace) show(v *view, user string, under *view) {
	v.ID, v.Hash, v.User = w.nextID("V"), w.hash(), user
	v.RootID = v.ID
	if under != nil {
		v.RootID, v.PreviousID = under.RootID, under.ID
	}
	w.views[v.ID] = v
	w.viewOrder = append(w.viewOrder, v.ID)
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

func (w *Workspace) depth(v *view) int {
	n := 0
	for _, o := range w.views {
		if o.RootID == v.RootID && !o.closed {
			n++
		}
	}
	return n
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

// replace changes a view in place; what was entered in kept blocks stays.
func (w *Workspace) replace(old, v *view) {
	v.state.keep(old.state)
	v.ID, v.User, v.RootID, v.PreviousID, v.Hash = old.ID, old.User, old.RootID, old.PreviousID, w.hash()
	*old = *v
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

// viewJSON is a view as answers and payloads show it.
func (w *Workspace) viewJSON(v *view) object {
	o := object{}
	_ = json.Unmarshal(v.Raw, &o) // was parsed before
	for _, key := range []string{"title", "submit", "close"} {
		if o[key] == nil {
			o[key] = nil
		}
	}
	for _, key := range []string{"clear_on_close", "notify_on_close"} {
		if o[key] == nil {
			o[key] = false
		}
	}
	o["id"], o["team_id"], o["type"], o["blocks"], o["hash"] = v.ID, w.o.TeamID, v.Type, v.Blocks, v.Hash
	o["private_metadata"], o["callback_id"], o["external_id"] = v.PrivateMetadata, v.CallbackID, v.ExternalID
	o["state"], o["root_view_id"], o["previous_view_id"] = object{"values": v.state}, v.RootID, orNull(v.PreviousID)
	o["app_id"], o["bot_id"], o["app_installed_team_id"] = w.app.AppID, w.app.BotID, w.o.TeamID
	return o
}

// viewOf finds an open modal of a user's, or their Home tab.
func (w *Workspace) viewOf(user, id string) *view {
	if v := w.views[id]; v != nil && v.User == user && !v.closed {
		return v
	}
	if v := w.homes[user]; v != nil && v.ID == id {
		return v
	}
	return nil
}

// closeViews closes a user's views that match.
func (w *Workspace) closeViews(user string, match func(*view) bool) {
	for _, id := range slices.Clone(w.viewOrder) {
		if v := w.views[id]; v.User == user && !v.closed && match(v) {
			v.closed = true
		}
	}
}
