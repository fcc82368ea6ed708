package slacksim

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

type option struct {
	Text  json.RawMessage `json:"text"`
	Value string          `json:"value"`
}

type elementSpec struct {
	Type           string          `json:"type"`
	ActionID       string          `json:"action_id"`
	Text           json.RawMessage `json:"text"`
	Value          string          `json:"value"`
	Options        []option        `json:"options"`
	OptionGroups   []optionGroup   `json:"option_groups"`
	InitialValue   json.RawMessage `json:"initial_value"`
	InitialOption  json.RawMessage `json:"initial_option"`
	InitialOptions json.RawMessage `json:"initial_options"`
	InitialDate    string          `json:"initial_date"`
	InitialTime    string          `json:"initial_time"`
	InitialUser    string          `json:"initial_user"`
	InitialUsers   json.RawMessage `json:"initial_users"`
	MinLength      int             `json:"min_length"`
	MaxLength      int             `json:"max_length"`

	InitialConversation  string          `json:"initial_conversation"`
	InitialConversations json.RawMessage `json:"initial_conversations"`
	InitialChannel       string          `json:"initial_channel"`
}

type optionGroup struct {
	Options []option `json:"options"`
}

type blockSpec struct {
	Type      string          `json:"type"`
	BlockID   string          `json:"block_id"`
	Element   *elementSpec    `json:"element"`
	Accessory *elementSpec    `json:"accessory"`
	Elements  json.RawMessage `json:"elements"` // of an actions block; rich_text and context have others
	Optional  bool            `json:"optional"`
}

func (b blockSpec) interactive() []*elementSpec {
	var out []*elementSpec
	for _, e := range []*elementSpec{b.Element, b.Accessory} {
		if e != nil && e.ActionID != "" {
			out = append(out, e)
		}
	}
	if b.Type == "actions" {
		var elements []*elementSpec
		if json.Unmarshal(b.Elements, &elements) == nil {
			out = append(out, elements...)
		}
	}
	return out
}

// parseBlocks reads blocks that were accepted before.
func parseBlocks(raw json.RawMessage) []blockSpec {
	var blocks []blockSpec
	if json.Unmarshal(raw, &blocks) != nil {
		return nil
	}
	return blocks
}

func findElement(raw json.RawMessage, actionID string) (blockSpec, *elementSpec) {
	for _, b := range parseBlocks(raw) {
		for _, e := range b.interactive() {
			if e.ActionID == actionID {
				return b, e
			}
		}
	}
	return blockSpec{}, nil
}

// findButton is findElement for an action that several buttons do: the one with
// the value, else the first.
func findButton(raw json.RawMessage, actionID, value string) (blockSpec, *elementSpec) {
	for _, b := range parseBlocks(raw) {
		for _, e := range b.interactive() {
			if e.ActionID == actionID && e.Type == "button" && e.Value == value {
				return b, e
			}
		}
	}
	return findElement(raw, actionID)
}

// choose finds an option by its value.
func (e *elementSpec) choose(value string) (option, error) {
	all := slices.Clone(e.Options)
	for _, g := range e.OptionGroups {
		all = append(all, g.Options...)
	}
	for _, o := range all {
		if o.Value == value {
			return o, nil
		}
	}
	return option{}, fmt.Errorf("element %q has no option %q", e.ActionID, value)
}

func (e *elementSpec) chooseAll(values []string) ([]option, error) {
	out := []option{}
	for _, v := range values {
		o, err := e.choose(v)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// choice is what a person's choice in an element looks like in state and in
// actions: the element's type and one field more.
// https://docs.slack.dev/reference/interaction-payloads/block_actions-payload/
func (e *elementSpec) choice(value string) (object, error) {
	o := object{"type": e.Type}
	var err error
	var values []string
	if value != "" {
		values = strings.Split(value, ",")
	}
	switch e.Type {
	case "button":
	case "static_select", "radio_buttons", "overflow", "external_select":
		if value == "" {
			o["selected_option"] = nil
		} else {
			o["selected_option"], err = e.choose(value)
		}
	case "multi_static_select", "checkboxes":
		o["selected_options"], err = e.chooseAll(values)
	case "datepicker":
		o["selected_date"] = orNull(value)
	case "timepicker":
		o["selected_time"] = orNull(value)
	case "users_select":
		o["selected_user"] = orNull(value)
	case "conversations_select":
		o["selected_conversation"] = orNull(value)
	case "channels_select":
		o["selected_channel"] = orNull(value)
	case "multi_users_select":
		o["selected_users"] = values
	case "multi_conversations_select":
		o["selected_conversations"] = values
	case "rich_text_input":
		_, rich := richText(value)
		var blocks []json.RawMessage
		_ = json.Unmarshal(rich, &blocks) // of our own making
		if len(blocks) > 0 {
			o["rich_text_value"] = blocks[0]
		}
	default: // the text inputs
		o["value"] = orNull(value)
	}
	return o, err
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// action is an entry of a payload's actions.
func (e *elementSpec) action(blockID, value, ts string) (object, error) {
	o, err := e.choice(value)
	if err != nil {
		return nil, err
	}
	o["action_id"], o["block_id"], o["action_ts"] = e.ActionID, blockID, ts
	if e.Type == "button" {
		if value != "" && value != e.Value {
			return nil, fmt.Errorf("button %q has value %q, not %q", e.ActionID, e.Value, value)
		}
		o["text"] = e.Text
		if e.Value != "" {
			o["value"] = e.Value
		}
	}
	return o, nil
}

// stateValue is an action as it stands in state; a button has none.
func (e *elementSpec) stateValue(action object) object {
	if e.Type == "button" || e.Type == "overflow" {
		return nil
	}
	out := maps.Clone(action)
	delete(out, "action_id")
	delete(out, "block_id")
	delete(out, "action_ts")
	return out
}
