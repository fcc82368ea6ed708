package slacksim

import (
	"encoding/json"
	"fmt"
	"slices"
)

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
	o["state"], o["root_view_id"], o["previous_view_id"] = object{"values": v.state.clone()}, v.RootID, orNull(v.PreviousID)
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

func (w *Workspace) depth(v *view) int {
	n := 0
	for _, o := range w.views {
		if o.RootID == v.RootID && !o.closed {
			n++
		}
	}
	return n
}

// replace changes a view in place; what was entered in kept blocks stays.
func (w *Workspace) replace(old, v *view) {
	v.state.keep(old.state)
	v.ID, v.User, v.RootID, v.PreviousID, v.Hash = old.ID, old.User, old.RootID, old.PreviousID, w.hash()
	*old = *v
}
