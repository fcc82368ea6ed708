package blockkit

import (
	"encoding/json"
	"slices"
	"strings"
)

// place is where in a block an element stands.
type place int

const (
	inSection place = iota
	inActions
	inInput
)

// Limits of elements. https://docs.slack.dev/reference/block-kit/block-elements/
const (
	maxButtonText  = 75
	maxButtonValue = 2000
	maxPlaceholder = 150
	maxInput       = 3000 // characters of a plain_text_input
	maxOptions     = 100  // of a select; groups too
	maxChoices     = 10   // of checkboxes and radio buttons
	maxOverflow    = 5
	maxInputFiles  = 10
)

// kind is what a type of element is checked by.
type kind struct {
	places []place
	keys   string // separated by spaces; type and action_id always
	check  func(*checker, node)
}

var kinds map[string]kind

func init() {
	anywhere := []place{inSection, inActions, inInput}
	many := []place{inSection, inInput}
	input := []place{inInput}
	const common = " placeholder confirm focus_on_load"
	none := func(*checker, node) {}
	kinds = map[string]kind{
		"button":   {[]place{inSection, inActions}, "text url value style confirm accessibility_label", (*checker).button},
		"image":    {[]place{inSection}, "image_url slack_file alt_text", (*checker).image},
		"overflow": {[]place{inSection, inActions}, "options confirm", choice(maxOverflow, plain)},

		"checkboxes":    {anywhere, "options initial_options confirm focus_on_load", choice(maxChoices, either)},
		"radio_buttons": {anywhere, "options initial_option confirm focus_on_load", choice(maxChoices, either)},

		"static_select":       {anywhere, "options option_groups initial_option" + common, (*checker).options},
		"multi_static_select": {many, "options option_groups initial_options max_selected_items" + common, (*checker).options},

		"external_select":            {anywhere, "initial_option min_query_length" + common, none},
		"multi_external_select":      {many, "initial_options min_query_length max_selected_items" + common, none},
		"users_select":               {anywhere, "initial_user" + common, none},
		"multi_users_select":         {many, "initial_users max_selected_items" + common, none},
		"channels_select":            {anywhere, "initial_channel response_url_enabled" + common, none},
		"multi_channels_select":      {many, "initial_channels max_selected_items" + common, none},
		"conversations_select":       {anywhere, "initial_conversation default_to_current_conversation response_url_enabled filter" + common, none},
		"multi_conversations_select": {many, "initial_conversations default_to_current_conversation max_selected_items filter" + common, none},

		"datepicker":     {anywhere, "initial_date" + common, none},
		"timepicker":     {anywhere, "initial_time timezone" + common, none},
		"datetimepicker": {[]place{inActions, inInput}, "initial_date_time confirm focus_on_load", none},

		"plain_text_input": {input, "placeholder initial_value multiline min_length max_length dispatch_action_config focus_on_load", (*checker).textInput},
		"rich_text_input":  {input, "placeholder initial_value dispatch_action_config focus_on_load", (*checker).richInput},
		"email_text_input": {input, "placeholder initial_value dispatch_action_config focus_on_load", none},
		"url_text_input":   {input, "placeholder initial_value dispatch_action_config focus_on_load", none},
		"number_input":     {input, "placeholder initial_value is_decimal_allowed min_value max_value dispatch_action_config focus_on_load", (*checker).numberInput},
		"file_input":       {input, "filetypes max_files", (*checker).fileInput},
	}
}

// element checks an element and returns its action_id.
func (c *checker) element(path string, raw json.RawMessage, where place) string {
	n, ok := c.object(path, raw)
	if !ok {
		return ""
	}
	typ := n.str("type")
	k, ok := kinds[typ]
	switch {
	case !ok:
		c.add(n.at("type"), "unsupported type %q", typ)
		return ""
	case !slices.Contains(k.places, where):
		c.add(n.at("type"), "%s is not allowed here", typ)
	}
	keys := append(strings.Fields(k.keys), "type")
	if typ != "image" {
		keys = append(keys, "action_id")
	}
	c.known(n, keys...)
	c.length(n, "action_id", 0, maxID)
	c.text(n, "placeholder", plain, 1, maxPlaceholder, false)
	if n.has("confirm") {
		c.confirm(n)
	}
	c.flag(n, "focus_on_load")
	if string(n.fields["focus_on_load"]) == "true" {
		c.focused++
	}
	k.check(c, n)
	return n.str("action_id")
}

func (c *checker) button(n node) {
	c.text(n, "text", plain, 1, maxButtonText, true)
	c.length(n, "value", 0, maxButtonValue)
	c.length(n, "url", 0, maxURL)
	c.length(n, "accessibility_label", 0, maxButtonText)
	c.style(n)
}

func (c *checker) style(n node) {
	if s := n.str("style"); n.has("style") && s != "primary" && s != "danger" {
		c.add(n.at("style"), "must be primary or danger")
	}
}

// confirm: https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object/
func (c *checker) confirm(n node) {
	d, ok := c.object(n.at("confirm"), n.fields["confirm"])
	if !ok {
		return
	}
	c.known(d, "title", "text", "confirm", "deny", "style")
	c.text(d, "title", plain, 1, 100, true)
	c.text(d, "text", either, 1, 300, true)
	c.text(d, "confirm", plain, 1, 30, true)
	c.text(d, "deny", plain, 1, 30, true)
	c.style(d)
}

func (c *checker) textInput(n node) {
	c.flag(n, "multiline")
	least, hasLeast := c.number(n, "min_length", 0, maxInput)
	most, hasMost := c.number(n, "max_length", 1, maxInput)
	if hasLeast && hasMost && least > most {
		c.add(n.at("min_length"), "is over max_length")
	}
	if !hasMost {
		most = maxInput
	}
	c.length(n, "initial_value", 0, most)
}

func (c *checker) numberInput(n node) {
	if !n.has("is_decimal_allowed") {
		c.add(n.at("is_decimal_allowed"), "is missing")
	}
	c.flag(n, "is_decimal_allowed")
}

func (c *checker) richInput(n node) {
	if n.has("initial_value") {
		if v, ok := c.object(n.at("initial_value"), n.fields["initial_value"]); ok {
			c.richText(v)
		}
	}
}

func (c *checker) fileInput(n node) {
	if c.where != modal {
		c.add(n.at("type"), "file_input is allowed in modals only")
	}
	c.number(n, "max_files", 1, maxInputFiles)
}

// number reads an integer field.
func (c *checker) number(n node, key string, least, most int) (int, bool) {
	if !n.has(key) {
		return 0, false
	}
	var i int
	if json.Unmarshal(n.fields[key], &i) != nil || i < least || i > most {
		c.add(n.at(key), "must be a whole number from %d to %d", least, most)
		return 0, false
	}
	return i, true
}
