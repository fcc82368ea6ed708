package blocks

import (
	"slices"
	"strings"

	"github.com/samrad/samrad/flows/text"
)

// Slack's limits, from https://docs.slack.dev/reference/block-kit/blocks and
// https://docs.slack.dev/reference/block-kit/block-elements.
const (
	maxBlocks      = 50   // in a message
	maxViewBlocks  = 100  // in a modal or the Home tab
	maxSection     = 3000 // characters of a section's text
	maxHeader      = 150
	maxButtonText  = 75
	maxOptionText  = 75
	maxOptions     = 100
	maxTitle       = 24 // of a modal, and of its buttons
	maxPlaceholder = 150
	maxLabel       = 2000
	maxHint        = 2000
	maxText        = 4000 // of a message, beside its blocks
	maxArgument    = 1000 // our own: of what people wrote in a sentence of ours
)

// Block is one block of Block Kit.
type Block map[string]any

// Message is what goes to a channel or a person.
type Message struct {
	Text   string  // for notifications and screen readers; mrkdwn
	Blocks []Block // may be nil
}

func plain(s string, most int) map[string]any {
	return map[string]any{"type": "plain_text", "text": fit(s, most), "emoji": false}
}

func mrkdwn(s string) map[string]any {
	return map[string]any{"type": "mrkdwn", "text": fitMarkup(s, maxSection), "verbatim": true}
}

func header(s string) Block { return Block{"type": "header", "text": plain(s, maxHeader)} }

func section(s string) Block { return Block{"type": "section", "text": mrkdwn(s)} }

func note(s string) Block {
	return Block{"type": "context", "elements": []any{mrkdwn(s)}}
}

func divider() Block { return Block{"type": "divider"} }

func actions(id string, elements ...map[string]any) Block {
	b := Block{"type": "actions", "elements": elements}
	if id != "" {
		b["block_id"] = id
	}
	return b
}

func button(action, label, value string) map[string]any {
	return map[string]any{"type": "button", "action_id": action, "text": plain(label, maxButtonText), "value": value}
}

func primary(b map[string]any) map[string]any {
	b["style"] = "primary"
	return b
}

func danger(b map[string]any) map[string]any {
	b["style"] = "danger"
	return b
}

type option struct{ label, value string }

func options(all []option) []any {
	out := make([]any, 0, len(all))
	for _, o := range all[:min(len(all), maxOptions)] {
		out = append(out, o.form())
	}
	return out
}

// form is an option as Slack takes it. Two long names may begin alike: what the
// first line has no room for stands on the second.
func (o option) form() map[string]any {
	first := fit(o.label, maxOptionText)
	out := map[string]any{"text": plain(first, maxOptionText), "value": o.value}
	rest := strings.Trim(strings.TrimPrefix(o.label, strings.TrimSuffix(first, text.Ellipsis)), " \n\t,;:-–")
	if first != o.label && rest != "" {
		out["description"] = plain(text.Ellipsis+rest, maxOptionText)
	}
	return out
}

// menu puts options in groups, named by their first and last, where they are
// more than a menu without holds (100 options; 100 groups of 100).
func menu(action, placeholder string, all []option) map[string]any {
	m := map[string]any{"type": "static_select", "action_id": action, "placeholder": plain(placeholder, maxPlaceholder)}
	if len(all) <= maxOptions {
		m["options"] = options(all)
		return m
	}
	var groups []any
	for group := range slices.Chunk(all[:min(len(all), maxOptions*maxOptions)], maxOptions) {
		label := text.Truncate(group[0].label, 30) + " – " + text.Truncate(group[len(group)-1].label, 30)
		groups = append(groups, map[string]any{"label": plain(label, maxOptionText), "options": options(group)})
	}
	m["option_groups"] = groups
	return m
}

func input(id, label string, element map[string]any, optional bool) Block {
	return Block{"type": "input", "block_id": id, "label": plain(label, maxLabel), "element": element, "optional": optional}
}

// paragraphs cuts a long mrkdwn text at line ends into sections.
func paragraphs(lines []string) []Block {
	var out []Block
	current := ""
	for _, l := range lines {
		l = fitMarkup(l, maxSection)
		if current != "" && len([]rune(current))+1+len([]rune(l)) > maxSection {
			out = append(out, section(current))
			current = ""
		}
		if current != "" {
			current += "\n"
		}
		current += l
	}
	if current != "" {
		out = append(out, section(current))
	}
	return out
}
