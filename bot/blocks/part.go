package blocks

import (
	"strconv"
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// quoteShown bounds a quote in a modal, in characters: some lines of a phone.
const quoteShown = 400

// Part is all of one theme of a digest (from 1), to be read.
func (r Renderer) Part(d flows.Digest, theme int, l *locale.Locale) Form {
	if theme < 1 || theme > len(d.Themes) {
		return reading(l.Text("blocks.digest.part_title", locale.Args{"Number": theme}), l, note(l.Text("blocks.digest.rest_in_file", nil)))
	}
	t := d.Themes[theme-1]
	out := []Block{section(bold(strconv.Itoa(theme)+". "+text.Escape(t.Title), maxSection))}
	if len(t.KeyMessages) > 0 {
		lines := []string{l.Text("blocks.digest.key_messages", nil)}
		for _, k := range t.KeyMessages {
			lines = append(lines, "• "+text.Escape(text.Truncate(oneLine(k.Printed()), quoteShown)))
		}
		out = append(out, paragraphs(lines)...)
	}
	for _, q := range t.Questions {
		out = append(out, divider(), section(bold(text.Escape(q.Text), maxSection)), note(l.Count("blocks.digest.answered", q.Answered, nil)))
		for _, p := range q.Points {
			out = append(out, section(pointWithQuotes(p, d.State, l)))
		}
		if n := len(q.WithoutPoint); n > 0 {
			out = append(out, note(l.Count("blocks.digest.without_point", n, nil)))
		}
	}
	if n := len(out); n > 0 {
		if out = thatFit(out, maxViewBlocks-2); len(out) < n {
			out = append(out, note(l.Text("blocks.digest.rest_in_file", nil)))
		}
	}
	return reading(l.Text("blocks.digest.part_title", locale.Args{"Number": theme}), l, append(out, note(l.Text("blocks.digest.method", nil)))...)
}

// reading is a modal without anything to send.
func reading(title string, l *locale.Locale, blocks ...Block) Form {
	return Form{"type": "modal", "title": plain(title, maxTitle), "close": plain(l.Text("blocks.form.close", nil), maxTitle),
		"blocks": blocks[:min(len(blocks), maxViewBlocks)]}
}

// pointWithQuotes is a point with the words that were chosen for it.
func pointWithQuotes(p flows.DigestPoint, state flows.DigestState, l *locale.Locale) string {
	lines := []string{pointLine(p, state, l)}
	for _, i := range p.Quotes {
		if i < 0 || i >= len(p.Statements) {
			continue
		}
		if said := oneLine(p.Statements[i].Printed()); said != "" && said != p.Heading() {
			lines = append(lines, l.Text("blocks.digest.quote", locale.Args{"Text": text.Escape(text.Truncate(said, quoteShown))}))
		}
	}
	return strings.Join(lines, "\n")
}

// superseded is what stands in the place of a digest that holds no more.
func superseded(c flows.Superseded, l *locale.Locale) Message {
	args := locale.Args{"Title": fitMarkup(text.Escape(c.Title), maxArgument), "Version": c.Version, "By": c.By}
	words := l.Text("blocks.digest.superseded_withdrawn", args)
	switch {
	case c.Draft:
		words = l.Text("blocks.digest.superseded_draft", args)
	case c.By > 0:
		words = l.Text("blocks.digest.superseded_by", args)
	}
	return Message{Text: words, Blocks: []Block{section(words)}}
}
