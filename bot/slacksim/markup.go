package slacksim

import (
	"regexp"
	"strings"
)

// markup is what stands between angle brackets on purpose: mentions and links.
var markup = regexp.MustCompile(`<(?:[@#!][^<>]+|(?:https?://|mailto:|tel:)[^<>]+)>`)

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// escape does what Slack's clients do to typed text; markup stays.
func escape(typed string) string {
	var b strings.Builder
	at := 0
	for _, span := range markup.FindAllStringIndex(typed, -1) {
		b.WriteString(escaper.Replace(typed[at:span[0]]))
		b.WriteString(typed[span[0]:span[1]])
		at = span[1]
	}
	b.WriteString(escaper.Replace(typed[at:]))
	return b.String()
}

var (
	typedBullet  = regexp.MustCompile(`^(\s*)[-*•]\s+(.*)$`)
	typedOrdered = regexp.MustCompile(`^(\s*)\d+\.\s+(.*)$`)
	typedQuote   = regexp.MustCompile(`^&gt;\s?(.*)$`)
)

// richText is typed text as a message carries it: text with bullets as "• ",
// and the rich_text block that Slack's clients send beside it.
func richText(typed string) (string, []byte) {
	if typed == "" {
		return "", nil
	}
	lines := strings.Split(escape(strings.ReplaceAll(typed, "\r\n", "\n")), "\n")
	for i, line := range lines {
		if m := typedBullet.FindStringSubmatch(line); m != nil {
			lines[i] = m[1] + "• " + m[2]
		}
	}
	text := strings.Join(lines, "\n")
	blocks := richTextOfMarkup(text)
	return text, blocks
}

// richTextOfMarkup builds the rich_text block of text that is in Slack's
// markup already.
// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block/
func richTextOfMarkup(text string) []byte {
	var elements []object
	var open []string // lines of the section under way
	section := func() {
		if inline := inlineElements(strings.Join(open, "\n"), false); len(inline) > 0 {
			elements = append(elements, object{"type": "rich_text_section", "elements": inline})
		}
		open = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		style, indent, rest := lineKind(line)
		if style == "" {
			open = append(open, line)
			continue
		}
		if len(open) > 0 {
			open = append(open, "")
		}
		section()
		elements = appendLine(elements, style, indent, rest)
	}
	section()
	return encode([]object{{"type": "rich_text", "block_id": "b" + secret()[:4], "elements": elements}})
}

// lineKind tells a list item or a quote from plain text.
func lineKind(line string) (style string, indent int, rest string) {
	if m := typedBullet.FindStringSubmatch(line); m != nil && !strings.HasPrefix(strings.TrimSpace(line), "*") {
		return "bullet", len(m[1]) / 4, m[2]
	}
	if m := typedOrdered.FindStringSubmatch(line); m != nil {
		return "ordered", len(m[1]) / 4, m[2]
	}
	if m := typedQuote.FindStringSubmatch(line); m != nil {
		return "quote", 0, m[1]
	}
	return "", 0, line
}

// appendLine adds a list item to the list it continues, or begins one.
func appendLine(elements []object, style string, indent int, rest string) []object {
	inline := inlineElements(rest, false)
	if style == "quote" {
		return append(elements, object{"type": "rich_text_quote", "elements": inline})
	}
	item := object{"type": "rich_text_section", "elements": inline}
	if len(elements) > 0 {
		last := elements[len(elements)-1]
		if last["type"] == "rich_text_list" && last["style"] == style && last["indent"] == indent {
			last["elements"] = append(last["elements"].([]object), item)
			return elements
		}
	}
	return append(elements, object{"type": "rich_text_list", "style": style, "indent": indent, "border": 0, "elements": []object{item}})
}
