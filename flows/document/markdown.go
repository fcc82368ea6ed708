package document

import (
	"fmt"
	"strings"

	"github.com/samrad/samrad/flows"
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

type markdownWriter struct {
	strings.Builder
	w words
}

func markdown(d flows.Digest) []byte {
	m := &markdownWriter{w: wordsOf(d)}
	m.line("# %s", escapeLine(m.w.title()))
	m.line("%s  \n%s  \n%s", m.w.meeting(), m.w.state(), m.w.asOf())
	if d.Attributed {
		m.line("**%s**", m.w.Text("document.attributed", nil))
	}
	m.line("## %s", m.w.Text("document.participation", nil))
	m.list(m.w.participation())
	m.summary()
	for i, t := range d.Themes {
		m.line("## %d. %s", i+1, escapeLine(t.Title))
		for _, q := range t.Questions {
			m.question(q)
		}
	}
	m.line("## %s", m.w.Text("document.method", nil))
	m.list(m.w.method())
	return []byte(strings.TrimRight(m.String(), "\n") + "\n")
}

func (m *markdownWriter) line(format string, args ...any) {
	fmt.Fprintf(m, format+"\n\n", args...)
}

func (m *markdownWriter) list(items []string) {
	for _, i := range items {
		fmt.Fprintf(m, "- %s\n", i)
	}
	m.WriteString("\n")
}

// summary is the first page: the main points of each theme, and what the
// organisations want lifted.
func (m *markdownWriter) summary() {
	m.line("## %s", m.w.Text("document.summary", nil))
	m.line("%s", escapeLine(m.w.Text("document.summary_reading", nil)))
	for i, t := range m.w.d.Themes {
		m.line("### %s", escapeLine(m.w.Text("document.theme", map[string]any{"Number": i + 1, "Title": t.Title})))
		var items []string
		for _, q := range t.Questions {
			several, _ := shared(q)
			for _, p := range several[:min(len(several), mainPoints)] {
				items = append(items, escapeLine(m.w.label(p))+" – "+m.w.count(p, q.Answered))
			}
		}
		if len(items) == 0 {
			items = []string{m.w.Text("document.no_shared", nil)}
		}
		m.list(items)
		if len(t.KeyMessages) > 0 {
			m.line("**%s**", m.w.Text("document.key_messages", nil))
			for _, k := range t.KeyMessages {
				m.quote(k.Printed(), m.w.source(k.Name, false))
			}
		}
	}
}

func (m *markdownWriter) question(q flows.DigestQuestion) {
	m.line("### %s", escapeLine(q.Text))
	m.line("%s", m.w.Count("document.question_answered", q.Answered, nil))
	several, single := shared(q)
	if len(several) > 0 {
		m.line("#### %s", m.w.pointsTitle())
	}
	for _, p := range several {
		m.point(p, q.Answered)
	}
	if len(single) > 0 {
		m.line("#### %s", m.w.Text("document.single_views", nil))
	}
	for _, p := range single {
		m.point(p, q.Answered)
	}
	if len(q.WithoutPoint) > 0 {
		m.line("#### %s", m.w.Text("document.without_point", nil))
		for _, s := range q.WithoutPoint {
			m.quote(s.Printed(), m.w.source(s.Name, s.Late))
		}
	}
}

func (m *markdownWriter) point(p flows.DigestPoint, of int) {
	m.line("**%s** – %s", escapeLine(m.w.label(p)), m.w.count(p, of))
	said := quotes(p)
	if m.w.d.Attributed {
		said = p.Statements
	}
	for _, s := range said {
		m.quote(s.Printed(), m.w.source(s.Name, s.Late))
	}
}

func (m *markdownWriter) quote(s, source string) {
	if s == "" {
		s = m.w.Text("document.confidential", nil)
	}
	lines := strings.Split(lineEnds.Replace(s), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight("> "+escapeMarkdown(strings.TrimSpace(l)), " ")
	}
	if source != "" {
		lines = append(lines, ">", "> — "+escapeLine(source))
	}
	m.line("%s", strings.Join(lines, "\n"))
}
