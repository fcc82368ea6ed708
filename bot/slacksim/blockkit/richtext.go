package blockkit

import (
	"encoding/json"
	"fmt"
	"slices"
)

// What may stand in rich text.
// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block/
var (
	richBlocks = []string{"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
	richInline = []string{"broadcast", "color", "channel", "date", "emoji", "link", "text", "user", "usergroup"}
	richNeeds  = map[string]string{
		"broadcast": "range", "color": "value", "channel": "channel_id", "date": "timestamp", "emoji": "name", "link": "url",
		"text": "text", "user": "user_id", "usergroup": "usergroup_id",
	}
)

func (c *checker) richText(n node) {
	for i, raw := range c.children(n, "elements", 0, 1<<16) {
		e, ok := c.object(fmt.Sprintf("%s/%d", n.at("elements"), i), raw)
		if !ok {
			continue
		}
		if !slices.Contains(richBlocks, e.str("type")) {
			c.add(e.at("type"), "unsupported type %q", e.str("type"))
			continue
		}
		c.richElements(e)
	}
}

func (c *checker) richElements(n node) {
	for i, raw := range c.children(n, "elements", 0, 1<<16) {
		path := fmt.Sprintf("%s/%d", n.at("elements"), i)
		e, ok := c.object(path, raw)
		if !ok {
			continue
		}
		if n.str("type") == "rich_text_list" {
			if e.str("type") != "rich_text_section" {
				c.add(e.at("type"), "a list holds rich_text_section only")
				continue
			}
			c.richElements(e)
			continue
		}
		c.richLeaf(e)
	}
}

func (c *checker) richLeaf(e node) {
	typ := e.str("type")
	if !slices.Contains(richInline, typ) {
		c.add(e.at("type"), "unsupported type %q", typ)
		return
	}
	need := richNeeds[typ]
	var s string
	switch {
	case !e.has(need):
		c.add(e.at(need), "is missing")
	case typ == "text" && (json.Unmarshal(e.fields["text"], &s) != nil || s == ""):
		c.add(e.at("text"), "must not be empty")
	}
}
