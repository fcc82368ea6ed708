package slacksim

import (
	"regexp"
	"strings"
)

// inline finds markup, emoji and styled words.
var inline = regexp.MustCompile("<[^<>\n]+>|:[a-z0-9_+'-]+:|`[^`\n]+`|\\*[^*\n]+\\*|_[^_\n]+_|~[^~\n]+~")

var styles = map[byte]string{'`': "code", '*': "bold", '_': "italic", '~': "strike"}

// inlineElements are the elements of a rich_text_section. inside is true
// within styled words, where a style is not looked for again.
func inlineElements(text string, inside bool) []object {
	out := []object{}
	plain := func(s string) {
		if s != "" {
			out = append(out, object{"type": "text", "text": unescaper.Replace(s)})
		}
	}
	at := 0
	for _, span := range inline.FindAllStringIndex(text, -1) {
		found := text[span[0]:span[1]]
		elements := inlineElement(found, inside || !apart(text, span))
		if elements == nil {
			continue
		}
		plain(text[at:span[0]])
		out = append(out, elements...)
		at = span[1]
	}
	plain(text[at:])
	return out
}

// apart tells whether a span stands free of letters: snake_case is no italics.
func apart(text string, span []int) bool {
	letter := func(b byte) bool {
		return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
	}
	return (span[0] == 0 || !letter(text[span[0]-1])) && (span[1] == len(text) || !letter(text[span[1]]))
}

// inlineElement reads one find; nil means that it is plain text after all.
func inlineElement(found string, unstyled bool) []object {
	within := found[1 : len(found)-1]
	switch found[0] {
	case '<':
		return []object{angle(within)}
	case ':':
		return []object{{"type": "emoji", "name": within}}
	}
	if unstyled || strings.TrimSpace(within) != within {
		return nil
	}
	style := styles[found[0]]
	elements := []object{{"type": "text", "text": unescaper.Replace(within)}}
	if style != "code" {
		elements = inlineElements(within, true)
	}
	for _, e := range elements {
		e["style"] = object{style: true}
	}
	return elements
}

// angle reads what stands between angle brackets.
func angle(within string) object {
	target, label, labelled := strings.Cut(within, "|")
	switch {
	case strings.HasPrefix(target, "@"):
		return object{"type": "user", "user_id": target[1:]}
	case strings.HasPrefix(target, "#"):
		return object{"type": "channel", "channel_id": target[1:]}
	case strings.HasPrefix(target, "!subteam^"):
		return object{"type": "usergroup", "usergroup_id": strings.TrimPrefix(target, "!subteam^")}
	case strings.HasPrefix(target, "!"):
		return object{"type": "broadcast", "range": target[1:]}
	}
	link := object{"type": "link", "url": unescaper.Replace(target)}
	if labelled {
		link["text"] = unescaper.Replace(label)
	}
	return link
}
