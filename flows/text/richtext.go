package text

import (
	"encoding/json"
	"strconv"
	"strings"
)

// richElement is any element of a rich_text block, at any depth: only the
// fields that hold words, of
// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
type richElement struct {
	Type        string          `json:"type"`
	Elements    []richElement   `json:"elements"`
	Style       json.RawMessage `json:"style"` // a word on a list, an object on text
	Indent      int             `json:"indent"`
	Offset      int             `json:"offset"`
	Text        string          `json:"text"`
	URL         string          `json:"url"`
	UserID      string          `json:"user_id"`
	UsergroupID string          `json:"usergroup_id"`
	ChannelID   string          `json:"channel_id"`
	TeamID      string          `json:"team_id"`
	Range       string          `json:"range"`
	Fallback    string          `json:"fallback"`
	Value       string          `json:"value"`
}

// PlainRichText is Plain for the blocks of a message that has a rich_text
// block, as every message has that a person wrote in Slack's composer. It
// reports false if there is none, or if the blocks are not such JSON: then use
// Plain on the message's text.
func PlainRichText(blocks json.RawMessage, names Names) (string, bool) {
	var all []richElement
	if len(blocks) == 0 || json.Unmarshal(blocks, &all) != nil {
		return "", false
	}
	r := &renderer{names: names}
	found := false
	for _, b := range all {
		if b.Type == "rich_text" {
			found = true
			r.richBlock(b.Elements)
		}
	}
	if !found {
		return "", false
	}
	return tidy(strings.ToValidUTF8(strings.ReplaceAll(r.out.String(), "\r\n", "\n"), "\uFFFD")), true
}

// richBlock writes sections, lists, quotes and preformatted text, each on
// lines of its own. An ordered list that is interrupted by a nested one goes on
// by its offset.
func (r *renderer) richBlock(elements []richElement) {
	for _, e := range elements {
		if e.Type == "rich_text_list" {
			r.endLine()
			r.richList(e)
			continue
		}
		if e.Type != "rich_text_section" {
			r.endLine()
		}
		r.richInline(e.Elements)
		if e.Type != "rich_text_section" {
			r.endLine()
		}
	}
}

func (r *renderer) richList(list richElement) {
	ordered := strings.Trim(string(list.Style), `"`) == "ordered"
	indent := strings.Repeat("  ", min(max(list.Indent, 0), maxIndent))
	for i, item := range list.Elements {
		if item.Type == "rich_text_list" {
			r.richList(item)
			continue
		}
		marker := "- "
		if ordered {
			marker = strconv.Itoa(list.Offset+i+1) + ". "
		}
		r.out.WriteString(indent + marker)
		r.richInline(item.Elements)
		r.endLine()
	}
}

// maxIndent is as deep as Slack's composer nests lists.
const maxIndent = 8

func (r *renderer) endLine() {
	if s := r.out.String(); s != "" && !strings.HasSuffix(s, "\n") {
		r.out.WriteByte('\n')
	}
}

func (r *renderer) richInline(elements []richElement) {
	for _, e := range elements {
		r.out.WriteString(r.richWords(e))
		if len(e.Elements) > 0 {
			r.richInline(e.Elements)
		}
	}
}

// richWords gives the words of one inline element. Emoji are dropped; an
// element of a kind that Slack adds later gives its text, if it has one.
func (r *renderer) richWords(e richElement) string {
	switch e.Type {
	case "emoji":
		return ""
	case "link":
		if e.Text == "" {
			return strings.TrimPrefix(strings.TrimPrefix(e.URL, "mailto:"), "tel:")
		}
		return e.Text
	case "user":
		return r.names.mention("@", e.UserID, "")
	case "usergroup":
		return r.names.mention("@", e.UsergroupID, "")
	case "channel":
		return r.names.mention("#", e.ChannelID, "")
	case "team":
		return r.names.mention("@", e.TeamID, "")
	case "broadcast":
		return "@" + e.Range
	case "date":
		return e.Fallback
	case "color":
		return e.Value
	}
	return e.Text
}
