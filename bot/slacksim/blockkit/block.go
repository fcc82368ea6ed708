package blockkit

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Limits of blocks. https://docs.slack.dev/reference/block-kit/blocks/
const (
	maxSection         = 3000
	maxFields          = 10
	maxField           = 2000
	maxHeader          = 150
	maxContextElements = 10
	maxActions         = 25
	maxLabel           = 2000
	maxURL             = 3000
	maxAlt             = 2000
	maxMarkdown        = 12000
)

// rule is what a type of block is checked by.
type rule struct {
	check func(*checker, node)
	keys  []string
	on    []surface
}

var rules map[string]rule

func init() {
	everywhere := []surface{message, modal, home}
	rules = map[string]rule{
		"section":   {(*checker).section, []string{"text", "fields", "accessory", "expand"}, everywhere},
		"header":    {(*checker).header, []string{"text", "level"}, everywhere},
		"context":   {(*checker).context, []string{"elements"}, everywhere},
		"actions":   {(*checker).actions, []string{"elements"}, everywhere},
		"divider":   {func(*checker, node) {}, nil, everywhere},
		"image":     {(*checker).image, []string{"image_url", "slack_file", "alt_text", "title"}, everywhere},
		"input":     {(*checker).input, []string{"label", "element", "hint", "optional", "dispatch_action"}, everywhere},
		"rich_text": {(*checker).richText, []string{"elements"}, everywhere},
		"markdown":  {(*checker).markdown, []string{"text"}, []surface{message}},
	}
}

func (c *checker) block(path string, raw json.RawMessage) {
	n, ok := c.object(path, raw)
	if !ok {
		return
	}
	r, ok := rules[n.str("type")]
	switch {
	case !ok:
		c.add(n.at("type"), "unsupported type %q", n.str("type"))
		return
	case !slices.Contains(r.on, c.where):
		c.add(n.at("type"), "%s is not allowed here", n.str("type"))
	}
	c.known(n, append([]string{"type", "block_id"}, r.keys...)...)
	c.length(n, "block_id", 0, maxID)
	if id := n.str("block_id"); id != "" {
		if c.blockIDs[id] {
			c.add(n.at("block_id"), "%q stands twice", id)
		}
		c.blockIDs[id] = true
	}
	r.check(c, n)
}

func (c *checker) section(n node) {
	c.text(n, "text", either, 1, maxSection, !n.has("fields"))
	if n.has("fields") {
		for i, f := range c.children(n, "fields", 1, maxFields) {
			c.textObject(fmt.Sprintf("%s/%d", n.at("fields"), i), f, either, 1, maxField)
		}
	}
	if n.has("accessory") {
		c.element(n.at("accessory"), n.fields["accessory"], inSection)
	}
}

func (c *checker) header(n node) { c.text(n, "text", plain, 1, maxHeader, true) }

func (c *checker) markdown(n node) { c.length(n, "text", 1, maxMarkdown) }

func (c *checker) context(n node) {
	for i, e := range c.children(n, "elements", 1, maxContextElements) {
		path := fmt.Sprintf("%s/%d", n.at("elements"), i)
		child, ok := c.object(path, e)
		if !ok {
			continue
		}
		if child.str("type") == "image" {
			c.known(child, "type", "image_url", "slack_file", "alt_text")
			c.image(child)
			continue
		}
		c.textObject(path, e, either, 1, maxSection)
	}
}

func (c *checker) actions(n node) {
	seen := map[string]bool{}
	for i, e := range c.children(n, "elements", 1, maxActions) {
		path := fmt.Sprintf("%s/%d", n.at("elements"), i)
		id := c.element(path, e, inActions)
		if id != "" && seen[id] {
			c.add(path+"/action_id", "%q stands twice in the block", id)
		}
		seen[id] = true
	}
}

func (c *checker) image(n node) {
	c.length(n, "alt_text", 1, maxAlt)
	c.length(n, "image_url", 0, maxURL)
	if n.has("image_url") == n.has("slack_file") {
		c.add(n.path, "needs one of image_url and slack_file")
	}
	if n.str("type") == "image" && n.has("title") {
		c.text(n, "title", plain, 0, maxAlt, false)
	}
}

func (c *checker) input(n node) {
	c.text(n, "label", plain, 1, maxLabel, true)
	c.text(n, "hint", plain, 1, maxLabel, false)
	c.flag(n, "optional")
	c.flag(n, "dispatch_action")
	if !n.has("element") {
		c.add(n.at("element"), "is missing")
		return
	}
	c.element(n.at("element"), n.fields["element"], inInput)
}

// children reads a list field of objects.
func (c *checker) children(n node, key string, least, most int) []json.RawMessage {
	var list []json.RawMessage
	if json.Unmarshal(n.fields[key], &list) != nil {
		c.add(n.at(key), "must be a list")
		return nil
	}
	if len(list) < least || len(list) > most {
		c.add(n.at(key), "must have %d to %d items, not %d", least, most, len(list))
	}
	return list
}

func (c *checker) flag(n node, key string) {
	var b bool
	if n.has(key) && json.Unmarshal(n.fields[key], &b) != nil {
		c.add(n.at(key), "must be true or false")
	}
}
