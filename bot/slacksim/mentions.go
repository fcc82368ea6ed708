package slacksim

import (
	"encoding/json"
	"regexp"
)

// broadcast is a live mention of everyone.
var broadcast = regexp.MustCompile(`<!(everyone|channel|here)(\|[^>]*)?>`)

// checkMentions notes a mention of everyone in what the bot says: text that
// people wrote must be escaped before it is quoted.
func (w *Workspace) checkMentions(method, text string, blocks json.RawMessage) {
	if w.o.AllowBroadcast {
		return
	}
	if m := broadcast.FindString(text); m != "" {
		w.violate(method, "broadcast", "text holds a live %s", m)
	}
	var decoded any
	if json.Unmarshal(blocks, &decoded) != nil {
		return // no blocks
	}
	if m := findBroadcast(decoded); m != "" {
		w.violate(method, "broadcast", "blocks hold a live %s", m)
	}
}

func findBroadcast(v any) string {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if m := findBroadcast(e); m != "" {
				return m
			}
		}
	case map[string]any:
		if r, ok := v["range"].(string); ok && v["type"] == "broadcast" {
			return "<!" + r + ">"
		}
		if text, ok := v["text"].(string); ok && v["type"] == "mrkdwn" {
			return broadcast.FindString(text)
		}
		for _, e := range v {
			if m := findBroadcast(e); m != "" {
				return m
			}
		}
	}
	return ""
}
