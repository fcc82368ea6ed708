package slacksim

import (
	"bytes"
	"encoding/json"

	"github.com/samrad/samrad/bot/slacksim/blockkit"
)

// checkBlocks holds a message's blocks to Block Kit's rules.
func (c *call) checkBlocks(raw json.RawMessage) object {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	return c.answerProblems("invalid_blocks", blockkit.Message(raw))
}

// checkView holds a view to Block Kit's rules.
func (c *call) checkView(raw json.RawMessage) object {
	if len(raw) > blockkit.MaxView {
		return c.refuse("view_too_large", "a view of %d bytes", len(raw))
	}
	return c.answerProblems("invalid_arguments", blockkit.View(raw))
}

// answerProblems answers as Slack does, with the problems as messages.
func (c *call) answerProblems(code string, problems []blockkit.Problem) object {
	if len(problems) == 0 {
		return nil
	}
	messages := []string{}
	for _, p := range problems {
		c.violate(code, "%s", p)
		messages = append(messages, "[ERROR] "+p.What+" [json-pointer:"+p.Path+"]")
	}
	answer := refuse(code)
	answer["response_metadata"] = object{"messages": messages}
	return answer
}

// withIDs adds the block_id and action_id that Slack gives to blocks and
// elements without one.
func withIDs(raw json.RawMessage) json.RawMessage {
	var list []any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if dec.Decode(&list) != nil {
		return raw
	}
	for _, b := range list {
		block, ok := b.(map[string]any)
		if !ok {
			continue
		}
		addID(block, "block_id")
		for _, key := range []string{"element", "accessory"} {
			if e, ok := block[key].(map[string]any); ok && e["type"] != "image" {
				addID(e, "action_id")
			}
		}
		if elements, ok := block["elements"].([]any); ok && block["type"] == "actions" {
			for _, e := range elements {
				if e, ok := e.(map[string]any); ok {
					addID(e, "action_id")
				}
			}
		}
	}
	return encode(list)
}

func addID(o map[string]any, key string) {
	if s, _ := o[key].(string); s == "" {
		o[key] = secret()[:5]
	}
}
