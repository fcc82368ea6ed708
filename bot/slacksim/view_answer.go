package slacksim

import "encoding/json"

// applyAction applies the response_action of a submission.
// https://docs.slack.dev/surfaces/modals/#response_actions
func (w *Workspace) applyAction(in *Interaction, v *view, payload json.RawMessage) {
	var answer struct {
		Action string            `json:"response_action"`
		View   json.RawMessage   `json:"view"`
		Errors map[string]string `json:"errors"`
	}
	if err := json.Unmarshal(payload, &answer); err != nil {
		w.violate("view_submission", "response_action", "the answer cannot be read: %v", err)
		return
	}
	switch answer.Action {
	case "":
		w.violate("view_submission", "response_action", "an answer without response_action closes nothing")
	case "clear":
		w.closeViews(in.User, func(o *view) bool { return o.RootID == v.RootID })
	case "errors":
		w.applyErrors(in, v, answer.Errors)
	case "update", "push":
		w.applyView(in, v, answer.Action, answer.View)
	default:
		w.violate("view_submission", "response_action", "unknown response_action %q", answer.Action)
	}
}

func (w *Workspace) applyErrors(in *Interaction, v *view, errs map[string]string) {
	inputs := map[string]bool{}
	for _, b := range parseBlocks(v.Blocks) {
		inputs[b.BlockID] = b.Type == "input"
	}
	if len(errs) == 0 {
		w.violate("view_submission", "errors", "response_action errors without errors")
	}
	for _, id := range sortedKeys(errs) {
		if !inputs[id] {
			w.violate("view_submission", "errors", "no input block %q to show an error at", id)
		}
	}
	in.errors = errs
}

func (w *Workspace) applyView(in *Interaction, v *view, action string, raw json.RawMessage) {
	c := &call{w: w, method: "view_submission", args: args{"view": raw, "view_id": encode(v.ID)}}
	next, refused := c.readView("modal")
	if refused != nil {
		return // readView noted why
	}
	if action == "update" {
		w.replace(v, next)
		in.opened = v.ID
		return
	}
	if w.depth(v) >= maxStack {
		w.violate("view_submission", "push_limit_reached", "more than %d views in a stack", maxStack)
		return
	}
	w.show(next, in.User, v)
	in.opened = next.ID
}
