package text

import (
	"strconv"
	"strings"

	"github.com/tidwall/gjson"
)

// PlainRichText is Plain for the blocks (JSON) of a message that has a
// rich_text block, as every message has that a person wrote in Slack's
// composer. It reports false if there is none, or if the blocks are not such
// JSON: then use Plain on the message's text.
func PlainRichText(blocks string, names Names) (string, bool) {
	if !gjson.Valid(blocks) {
		return "", false
	}
	r := &renderer{names: names}
	found := false
	each(gjson.Parse(blocks), func(_ int, b richElement) {
		if b.kind == "rich_text" {
			found = true
			r.richBlock(b.elements)
		}
	})
	if !found {
		return "", false
	}
	return tidy(r.out.String()), true
}

// richElement is any element of a rich_text block, at any depth: only the
// fields that hold words, of
// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
type richElement struct {
	kind     string
	elements gjson.Result
	style    string // of a list; text has an object, which says nothing here
	indent   int
	offset   int
	text     string
	url      string
	id       string // of who or what is mentioned
	words    string // that stand for a broadcast, a date or a color
}

// each walks a list of elements; anything else has none.
func each(list gjson.Result, do func(i int, e richElement)) {
	if !list.IsArray() {
		return
	}
	i := 0
	list.ForEach(func(_, v gjson.Result) bool {
		if v.IsObject() {
			do(i, element(v))
			i++
		}
		return true
	})
}

func element(v gjson.Result) richElement {
	var e richElement
	v.ForEach(func(key, v gjson.Result) bool {
		switch key.Str {
		case "type":
			e.kind = v.Str
		case "elements":
			e.elements = v
		case "style":
			e.style = v.Str
		case "indent":
			e.indent = int(v.Int())
		case "offset":
			e.offset = int(v.Int())
		case "text":
			e.text = v.Str
		case "url":
			e.url = v.Str
		case "user_id", "usergroup_id", "channel_id", "team_id":
			e.id = v.Str
		case "range", "fallback", "value":
			e.words = v.Str
		}
		return true
	})
	return e
}

// richBlock writes sections, lists, quotes and preformatted text, each on
// lines of its own. An ordered list that is interrupted by a nested one goes on
// by its offset.
func (r *renderer) richBlock(elements gjson.Result) {
	each(elements, func(_ int, e richElement) {
		switch e.kind {
		case "rich_text_list":
			r.endLine()
			r.richList(e)
		case "rich_text_section":
			r.richInline(e.elements)
		default:
			r.endLine()
			r.richInline(e.elements)
			r.endLine()
		}
	})
}

func (r *renderer) richList(list richElement) {
	indent := strings.Repeat("  ", min(max(list.indent, 0), maxIndent))
	each(list.elements, func(i int, item richElement) {
		if item.kind == "rich_text_list" {
			r.richList(item)
			return
		}
		marker := "- "
		if list.style == "ordered" {
			marker = strconv.Itoa(list.offset+i+1) + ". "
		}
		r.out.WriteString(indent + marker)
		r.richInline(item.elements)
		r.endLine()
	})
}

// maxIndent is as deep as Slack's composer nests lists.
const maxIndent = 8

func (r *renderer) endLine() {
	if s := r.out.String(); s != "" && !strings.HasSuffix(s, "\n") {
		r.out.WriteByte('\n')
	}
}

func (r *renderer) richInline(elements gjson.Result) {
	each(elements, func(_ int, e richElement) {
		r.out.WriteString(r.richWords(e))
		r.richInline(e.elements)
	})
}

// richWords gives the words of one inline element. Emoji are dropped; an
// element of a kind that Slack adds later gives its text, if it has one.
func (r *renderer) richWords(e richElement) string {
	switch e.kind {
	case "emoji":
		return ""
	case "link":
		if e.text == "" {
			return strings.TrimPrefix(strings.TrimPrefix(e.url, "mailto:"), "tel:")
		}
		return e.text
	case "user", "usergroup", "team":
		return r.names.mention("@", e.id, "")
	case "channel":
		return r.names.mention("#", e.id, "")
	case "broadcast":
		return "@" + e.words
	case "date", "color":
		return e.words
	}
	return e.text
}
