package blockkit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// Problem is one rule that is not kept; Path is a JSON pointer.
type Problem struct{ Path, What string }

func (p Problem) String() string { return p.Path + ": " + p.What }

// Limits of messages and views.
const (
	MaxMessageBlocks = 50
	MaxViewBlocks    = 100
	MaxView          = 250_000 // bytes
	maxID            = 255     // block_id, action_id, callback_id
	maxMetadata      = 3000    // private_metadata
	maxTitle         = 24      // of a modal, and its submit and close
)

// surface is where blocks stand; it decides which are allowed.
type surface int

const (
	message surface = iota
	modal
	home
)

// checker walks blocks and collects problems.
type checker struct {
	problems []Problem
	where    surface
	blockIDs map[string]bool
	focused  int // elements with focus_on_load
}

func (c *checker) add(path, format string, args ...any) {
	c.problems = append(c.problems, Problem{path, fmt.Sprintf(format, args...)})
}

// Message checks the blocks of a message.
func Message(raw json.RawMessage) []Problem {
	c := &checker{where: message, blockIDs: map[string]bool{}}
	c.list("/blocks", raw, MaxMessageBlocks)
	return c.problems
}

// View checks a modal or a Home tab.
func View(raw json.RawMessage) []Problem {
	c := &checker{where: modal, blockIDs: map[string]bool{}}
	v, ok := c.object("/view", raw)
	if !ok {
		return c.problems
	}
	switch v.str("type") {
	case "modal":
		c.modal(v)
	case "home":
		c.where = home
		c.known(v, "type", "blocks", "private_metadata", "callback_id", "external_id")
	default:
		c.add("/view/type", "must be modal or home")
		return c.problems
	}
	if utf8.RuneCountInString(v.str("private_metadata")) > maxMetadata {
		c.add("/view/private_metadata", "must be at most %d characters", maxMetadata)
	}
	c.length(v, "callback_id", 0, maxID)
	c.length(v, "external_id", 0, maxID)
	c.list("/view/blocks", v.fields["blocks"], MaxViewBlocks)
	if c.focused > 1 {
		c.add("/view/blocks", "only one element may have focus_on_load")
	}
	return c.problems
}

func (c *checker) modal(v node) {
	c.known(v, "type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "external_id", "clear_on_close",
		"notify_on_close", "submit_disabled")
	c.text(v, "title", plain, 1, maxTitle, true)
	c.text(v, "submit", plain, 1, maxTitle, false)
	c.text(v, "close", plain, 1, maxTitle, false)
	var blocks []struct {
		Type string `json:"type"`
	}
	if json.Unmarshal(v.fields["blocks"], &blocks) == nil && v.fields["submit"] == nil {
		for _, b := range blocks {
			if b.Type == "input" {
				c.add("/view/submit", "is required when there is an input block")
				return
			}
		}
	}
}

// list checks a list of blocks.
func (c *checker) list(path string, raw json.RawMessage, most int) {
	var blocks []json.RawMessage
	if err := json.Unmarshal(raw, &blocks); err != nil || blocks == nil {
		c.add(path, "must be a list of blocks")
		return
	}
	if len(blocks) > most {
		c.add(path, "no more than %d blocks, not %d", most, len(blocks))
	}
	for i, b := range blocks {
		c.block(fmt.Sprintf("%s/%d", path, i), b)
	}
}

// node is a JSON object at a place.
type node struct {
	path   string
	fields map[string]json.RawMessage
}

func (c *checker) object(path string, raw json.RawMessage) (node, bool) {
	n := node{path: path}
	if json.Unmarshal(raw, &n.fields) != nil || n.fields == nil {
		c.add(path, "must be an object")
		return n, false
	}
	for key, value := range n.fields {
		if bytes.Equal(value, []byte("null")) {
			delete(n.fields, key)
		}
	}
	return n, true
}

func (n node) has(key string) bool { return n.fields[key] != nil }

// str is a field's string, "" if it has none.
func (n node) str(key string) string {
	var s string
	if json.Unmarshal(n.fields[key], &s) != nil {
		return ""
	}
	return s
}

func (n node) at(key string) string { return n.path + "/" + key }

// known notes fields that are not among those given.
func (c *checker) known(n node, keys ...string) {
	allowed := map[string]bool{}
	for _, k := range keys {
		allowed[k] = true
	}
	for key := range n.fields {
		if !allowed[key] {
			c.add(n.at(key), "is not a field of %s", n.str("type"))
		}
	}
}

// length checks a string field's length in characters. A minimum makes it
// required.
func (c *checker) length(n node, key string, least, most int) {
	raw, ok := n.fields[key]
	if !ok {
		if least > 0 {
			c.add(n.at(key), "is missing")
		}
		return
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		c.add(n.at(key), "must be a string")
		return
	}
	if size := utf8.RuneCountInString(s); size < least || size > most {
		c.add(n.at(key), "must be %d to %d characters, not %d", least, most, size)
	}
}
