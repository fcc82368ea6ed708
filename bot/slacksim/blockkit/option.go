package blockkit

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Limits of options; Slack's reference now allows a value of 150 characters,
// some clients and older workspaces still 75.
// https://docs.slack.dev/reference/block-kit/composition-objects/option-object/
const (
	maxOptionText  = 75
	maxOptionValue = 75
	maxGroupLabel  = 75
)

// choice checks elements whose options stand in the open.
func choice(most int, text textKind) func(*checker, node) {
	return func(c *checker, n node) {
		all := c.optionList(n, most, text)
		c.initial(n, all)
	}
}

// options checks a select: options or groups of them, not both.
func (c *checker) options(n node) {
	if n.has("options") == n.has("option_groups") {
		c.add(n.path, "needs one of options and option_groups")
		return
	}
	if n.has("max_selected_items") {
		c.number(n, "max_selected_items", 1, maxOptions)
	}
	if n.has("options") {
		c.initial(n, c.optionList(n, maxOptions, plain))
		return
	}
	var all []json.RawMessage
	for i, raw := range c.children(n, "option_groups", 1, maxOptions) {
		g, ok := c.object(fmt.Sprintf("%s/%d", n.at("option_groups"), i), raw)
		if !ok {
			continue
		}
		c.known(g, "label", "options")
		c.text(g, "label", plain, 1, maxGroupLabel, true)
		all = append(all, c.optionList(g, maxOptions, plain)...)
	}
	c.initial(n, all)
}

func (c *checker) optionList(n node, most int, text textKind) []json.RawMessage {
	list := c.children(n, "options", 1, most)
	seen := map[string]bool{}
	for i, raw := range list {
		o, ok := c.object(fmt.Sprintf("%s/%d", n.at("options"), i), raw)
		if !ok {
			continue
		}
		c.known(o, "text", "value", "description", "url")
		c.text(o, "text", text, 1, maxOptionText, true)
		c.text(o, "description", text, 1, maxOptionText, false)
		c.length(o, "value", 1, maxOptionValue)
		if o.has("url") && n.str("type") != "overflow" {
			c.add(o.at("url"), "is for overflow menus only")
		}
		if value := o.str("value"); seen[value] {
			c.add(o.at("value"), "%q stands twice", value)
		} else {
			seen[value] = true
		}
	}
	return list
}

// initial checks that what is chosen at first is exactly one of the options.
func (c *checker) initial(n node, all []json.RawMessage) {
	chosen := map[string]json.RawMessage{}
	if n.has("initial_option") {
		chosen["initial_option"] = n.fields["initial_option"]
	}
	if n.has("initial_options") {
		for i, o := range c.children(n, "initial_options", 1, maxOptions) {
			chosen[fmt.Sprintf("initial_options/%d", i)] = o
		}
	}
	for key, one := range chosen {
		if !among(one, all) {
			c.add(n.at(key), "is not exactly one of the options")
		}
	}
}

func among(one json.RawMessage, all []json.RawMessage) bool {
	for _, o := range all {
		var a, b any
		if json.Unmarshal(one, &a) == nil && json.Unmarshal(o, &b) == nil && reflect.DeepEqual(a, b) {
			return true
		}
	}
	return false
}
