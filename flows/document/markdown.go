package document

import (
	"fmt"
	"strings"
)

// markdownSpecial are the characters that CommonMark gives a meaning anywhere
// in a line. See https://spec.commonmark.org/0.31.2/#backslash-escapes.
const markdownSpecial = "\\`*_{}[]<>#|~!&"

// escapeMarkdown makes a line of text stand as it is.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(markdownSpecial, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	s = b.String()
	// At the start of a line, a number or a mark would begin a list or a rule.
	trimmed := strings.TrimLeft(s, "0123456789")
	if len(trimmed) < len(s) && trimmed != "" && (trimmed[0] == '.' || trimmed[0] == ')') {
		return s[:len(s)-len(trimmed)] + "\\" + trimmed
	}
	if s != "" && strings.ContainsRune("+-=", rune(s[0])) {
		return "\\" + s
	}
	return s
}

// escapeLine is escapeMarkdown for a place that holds one line only.
func escapeLine(s string) string { return escapeMarkdown(oneLine(s)) }

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n") // Markdown's: all three

// markdownWriter writes an outline without tables, links and pictures:
// CommonMark has no tables, and the rest is of use on a screen only.
type markdownWriter struct{ strings.Builder }

func markdown(o outline) []byte {
	var m markdownWriter
	for _, n := range o.notices {
		m.line("**%s**", escapeLine(n))
	}
	m.line("# %s", escapeLine(o.title.String()))
	for _, f := range o.facts {
		m.line("%s", escapeLine(f.String()))
	}
	for _, s := range o.sections {
		m.section(s, 2)
	}
	return []byte(strings.TrimRight(m.String(), "\n") + "\n")
}

func (m *markdownWriter) line(format string, args ...any) {
	fmt.Fprintf(m, format+"\n\n", args...)
}

func (m *markdownWriter) section(s section, level int) {
	if s.kind == numbers {
		return
	}
	m.line("%s %s", strings.Repeat("#", level), escapeLine(s.title.String()))
	for _, b := range s.blocks {
		m.block(b)
	}
	for _, sub := range s.sections {
		m.section(sub, level+1)
	}
}

func (m *markdownWriter) block(b block) {
	switch b := b.(type) {
	case paragraph:
		m.line("%s", escapeLine(b.words.String()))
	case bullets:
		m.list(b)
	case quote:
		m.quote(b)
	case table:
		m.line("%s", escapeLine(b.caption+". "+strings.Join(b.columns[1:], " – ")+":"))
		m.list(b.lines())
	case figure:
		for _, g := range b.groups {
			m.line("%s", escapeLine(b.title+". "+g.title+":"))
			m.list(g.lines())
		}
	}
}

func (m *markdownWriter) list(items bullets) {
	for _, i := range items {
		fmt.Fprintf(m, "- %s\n", escapeLine(i.String()))
	}
	m.WriteString("\n")
}

// lines are a table's rows as bullets: the row's header, then its cells.
func (t table) lines() bullets {
	var out bullets
	for _, row := range t.rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = c.String()
		}
		out = append(out, ours(strings.Join(cells, " – ")))
	}
	return out
}

func (b bars) lines() bullets {
	out := make(bullets, len(b.bars))
	for i, one := range b.bars {
		out[i] = append(append(line{}, one.full...), span{text: ": " + one.number})
	}
	return out
}

func (m *markdownWriter) quote(q quote) {
	lines := strings.Split(lineEnds.Replace(q.words), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight("> "+escapeMarkdown(strings.TrimSpace(l)), " ")
	}
	if source := q.source.String(); source != "" {
		lines = append(lines, ">", "> — "+escapeLine(source))
	}
	m.line("%s", strings.Join(lines, "\n"))
}
