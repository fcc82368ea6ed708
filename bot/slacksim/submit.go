package slacksim

import (
	"encoding/json"
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Submit fills in a modal and submits it. values are keyed by action_id, or by
// the input's block_id where elements share an action_id: a string for most elements (an option's value for selects, a file's id for
// file_input), []string for several, nil to empty. Inputs that are not named
// keep what they hold. What Slack's client refuses to send, a required input
// left empty or a text of the wrong length, is not sent: Errors tells.
func (w *Workspace) Submit(user, viewID string, values map[string]any) *Interaction {
	w.mu.Lock()
	defer w.unlock()
	v := w.views[viewID]
	if v == nil || v.User != user || v.closed {
		return w.failed("Submit", "%s has no open modal %s", user, viewID)
	}
	for _, name := range sortedKeys(values) {
		b, e := findInput(v.Blocks, name)
		if e == nil {
			return w.failed("Submit", "view %s has no input %q", viewID, name)
		}
		o, err := e.fill(values[name])
		if err != nil {
			return w.failed("Submit", "%v", err)
		}
		v.state.set(b.BlockID, e.ActionID, e.stateValue(o))
	}
	if errs := v.missing(); len(errs) > 0 {
		return &Interaction{w: w, User: user, ViewID: viewID, errors: errs, err: fmt.Errorf("submit: the client refuses %d inputs", len(errs))}
	}
	in := w.newInteraction(user, nil, "")
	in.ViewID = v.ID
	w.triggers[in.TriggerID].view = v.ID
	payload := w.interactivePayload("view_submission", in)
	payload["view"], payload["response_urls"] = w.viewJSON(v), []any{}
	w.dispatch(in, kindInteractive, true, payload)
	return in
}

// findInput finds an element by its action_id, else by the block_id of its
// input.
func findInput(raw json.RawMessage, name string) (blockSpec, *elementSpec) {
	if b, e := findElement(raw, name); e != nil {
		return b, e
	}
	for _, b := range parseBlocks(raw) {
		if b.BlockID == name && b.Element != nil {
			return b, b.Element
		}
	}
	return blockSpec{}, nil
}

// CloseView closes a modal without submitting; the bot hears of it if the
// view asks to.
func (w *Workspace) CloseView(user, viewID string) *Interaction {
	w.mu.Lock()
	defer w.unlock()
	v := w.views[viewID]
	if v == nil || v.User != user || v.closed {
		return w.failed("CloseView", "%s has no open modal %s", user, viewID)
	}
	v.closed = true
	in := &Interaction{w: w, User: user}
	if w.viewJSON(v)["notify_on_close"] == true {
		payload := w.interactivePayload("view_closed", in)
		delete(payload, "trigger_id")
		payload["view"], payload["is_cleared"] = w.viewJSON(v), false
		w.dispatch(in, kindInteractive, false, payload)
	}
	return in
}

// fill is the state of an element that a person gave a value.
func (e *elementSpec) fill(value any) (object, error) {
	switch value := value.(type) {
	case nil:
		return e.choice("")
	case string:
		if e.Type == "file_input" {
			return object{"type": e.Type, "files": []object{{"id": value}}}, nil
		}
		return e.choice(value)
	case []string:
		return e.choice(strings.Join(value, ","))
	default:
		return nil, fmt.Errorf("element %q: a value is a string, []string or nil", e.ActionID)
	}
}

// missing are the inputs that Slack's client would not let through, by block_id.
func (v *view) missing() map[string]string {
	errs := map[string]string{}
	for _, b := range parseBlocks(v.Blocks) {
		if b.Type != "input" || b.Element == nil {
			continue
		}
		if why := b.Element.refuses(v.state[b.BlockID][b.Element.ActionID], b.Optional); why != "" {
			errs[b.BlockID] = why
		}
	}
	return errs
}

func (e *elementSpec) refuses(value object, optional bool) string {
	empty, text := emptyValue(value)
	n := utf8.RuneCountInString(text)
	switch {
	case empty && optional:
		return ""
	case empty:
		return "required"
	case e.Type == "plain_text_input" && n < e.MinLength:
		return fmt.Sprintf("shorter than %d characters", e.MinLength)
	case e.Type == "plain_text_input" && e.MaxLength > 0 && n > e.MaxLength:
		return fmt.Sprintf("longer than %d characters", e.MaxLength)
	case e.Type == "email_text_input" && !validEmail(text):
		return "not an email address"
	case e.Type == "url_text_input" && !validURL(text):
		return "not a URL"
	case e.Type == "number_input" && !validNumber(text):
		return "not a number"
	}
	return ""
}

// emptyValue tells whether nothing was entered, and what was, if it is text.
func emptyValue(value object) (bool, string) {
	for key, raw := range value {
		if key == "type" {
			continue
		}
		var decoded any
		_ = json.Unmarshal(encode(raw), &decoded) // encode makes JSON
		switch d := decoded.(type) {
		case string:
			return d == "", d
		case []any:
			return len(d) == 0, ""
		default:
			return d == nil, ""
		}
	}
	return true, ""
}

func validEmail(s string) bool {
	_, err := mail.ParseAddress(s)
	return err == nil
}

func validURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != ""
}

func validNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}
