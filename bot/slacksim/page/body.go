package page

import (
	"encoding/json"
	"html"
	"html/template"
	"strings"

	"github.com/samrad/samrad/bot/slacksim"
)

// block is what the page understands of Block Kit.
type block struct {
	Type      string          `json:"type"`
	Text      json.RawMessage `json:"text"` // an object; in rich text a string
	Fields    []words         `json:"fields"`
	Accessory *element        `json:"accessory"`
	Elements  []element       `json:"elements"`
	Label     words           `json:"label"` // of an input
	Element   *element        `json:"element"`
	Hint      *words          `json:"hint"`
}

type words struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

type element struct {
	Type        string          `json:"type"`
	Text        json.RawMessage `json:"text"`
	Placeholder *words          `json:"placeholder"`

	Options        []option        `json:"options"`
	InitialOption  *option         `json:"initial_option"`
	InitialOptions []option        `json:"initial_options"`
	InitialValue   json.RawMessage `json:"initial_value"` // a string; in a rich text input an object
}

type option struct {
	Text words `json:"text"`
}

// body is a message as HTML. People's messages are shown by their text, the
// bot's by their blocks.
func (v *view) body(m slacksim.Message) template.HTML {
	var blocks []block
	if m.BotID == "" || json.Unmarshal(m.Blocks, &blocks) != nil || len(blocks) == 0 {
		return template.HTML("<p>" + v.markup(m.Text) + "</p>") //nolint:gosec // markup escapes
	}
	var b strings.Builder
	for _, one := range blocks {
		v.block(&b, one)
	}
	if b.Len() == 0 { // rich text that Slack made of the text
		b.WriteString("<p>" + v.markup(m.Text) + "</p>")
	}
	return template.HTML(b.String()) //nolint:gosec // every part is escaped where it is written
}

func (v *view) block(b *strings.Builder, k block) {
	switch k.Type {
	case "header":
		b.WriteString("<p class=header>" + html.EscapeString(textOf(k.Text).Text) + "</p>")
	case "section":
		if len(k.Text) > 0 {
			b.WriteString("<p>" + v.words(textOf(k.Text)) + "</p>")
		}
		for _, f := range k.Fields {
			b.WriteString("<p>" + v.words(f) + "</p>")
		}
		if k.Accessory != nil {
			v.controls(b, []element{*k.Accessory})
		}
	case "context":
		b.WriteString("<p class=context>")
		for i, e := range k.Elements {
			if i > 0 {
				b.WriteString(" · ")
			}
			b.WriteString(v.words(words{e.Type, stringOf(e.Text)}))
		}
		b.WriteString("</p>")
	case "input":
		v.input(b, k)
	case "actions":
		v.controls(b, k.Elements)
	case "divider":
		b.WriteString("<hr>")
	}
}

// controls shows buttons and menus as what they are, without a use: this page
// only reads.
func (v *view) controls(b *strings.Builder, all []element) {
	b.WriteString("<p class=controls>")
	for _, e := range all {
		v.control(b, e)
	}
	b.WriteString("</p>")
}

func (v *view) control(b *strings.Builder, e element) {
	label := textOf(e.Text).Text
	switch chosen := e.chosen(); {
	case len(chosen) > 0:
		label = strings.Join(chosen, ", ") + " ▾"
	case e.Placeholder != nil:
		label = e.Placeholder.Text + " ▾"
	}
	control(b, label)
}

func textOf(raw json.RawMessage) words {
	var w words
	_ = json.Unmarshal(raw, &w) // a shape that it does not have shows nothing
	return w
}

func stringOf(raw json.RawMessage) string {
	var s string
	_ = json.Unmarshal(raw, &s)
	return s
}

func (v *view) words(w words) string {
	if w.Type == "mrkdwn" {
		return v.markup(w.Text)
	}
	return html.EscapeString(w.Text)
}
