package blockkit

import (
	"encoding/json"
	"unicode/utf8"
)

// textKind is which text objects may stand in a place.
type textKind int

const (
	plain textKind = iota
	either
	mrkdwn
)

// text checks a field that holds a text object.
func (c *checker) text(n node, key string, kind textKind, least, most int, required bool) {
	if !n.has(key) {
		if required {
			c.add(n.at(key), "is missing")
		}
		return
	}
	c.textObject(n.at(key), n.fields[key], kind, least, most)
}

// textObject: https://docs.slack.dev/reference/block-kit/composition-objects/text-object/
func (c *checker) textObject(path string, raw json.RawMessage, kind textKind, least, most int) {
	t, ok := c.object(path, raw)
	if !ok {
		return
	}
	switch typ := t.str("type"); {
	case typ == "plain_text" && kind != mrkdwn:
		c.known(t, "type", "text", "emoji")
		c.flag(t, "emoji")
	case typ == "mrkdwn" && kind != plain:
		c.known(t, "type", "text", "verbatim")
		c.flag(t, "verbatim")
	default:
		c.add(t.at("type"), "text of type %q is not allowed here", typ)
	}
	var s string
	if json.Unmarshal(t.fields["text"], &s) != nil {
		c.add(t.at("text"), "must be a string")
		return
	}
	if size := utf8.RuneCountInString(s); size < least || size > most {
		c.add(t.at("text"), "must be %d to %d characters, not %d", least, most, size)
	}
}
