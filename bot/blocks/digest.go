package blocks

import (
	"strconv"
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// pointsShown is how many points of a question stand in the message; the rest
// is in the document.
const pointsShown = 4

// labelShown bounds a label in the message, in characters.
const labelShown = 140

func (r Renderer) digest(p flows.DigestPost, l *locale.Locale) Message {
	d := p.Digest
	title := l.Text("blocks.digest.title", locale.Args{"Title": text.Escape(d.Title)})
	state := l.Text("blocks.digest."+string(d.State), locale.Args{"Version": d.Version})
	took := l.Text("blocks.digest.participation", locale.Args{"Answered": d.Participation.Answered, "Invited": d.Participation.Invited})
	out := []Block{
		header(l.Text("blocks.digest.title", locale.Args{"Title": d.Title})),
		note(state + " · " + l.DateTime(r.in(d.Starts))),
		section(took + r.asides(d.Participation, l)),
	}
	for i, t := range d.Themes {
		if p.Theme == 0 || p.Theme == i+1 {
			out = append(out, themeBlocks(i+1, t, d.State, l)...)
		}
	}
	tail := []Block{divider(), note(l.Text("blocks.digest.method", nil))}
	if p.Document != nil {
		tail = append(tail, note(l.Text("blocks.digest.file_follows", nil)))
	}
	if p.Audience == flows.AudienceCaller || p.Audience == flows.AudienceWorkingGroup {
		if d.State == flows.DigestDraft {
			tail = append(tail, actions("", primary(button(ActionPublish, l.Text("blocks.digest.publish", nil), string(d.Meeting)+"|"+strconv.Itoa(d.Version)))))
		}
	}
	if len(out)+len(tail) > maxBlocks {
		out = append(out[:maxBlocks-len(tail)-1], note(l.Text("blocks.digest.rest_in_file", nil)))
	}
	return Message{Text: fitMarkup(title+". "+took, maxText), Blocks: append(out, tail...)}
}

func (r Renderer) asides(p flows.Participation, l *locale.Locale) string {
	var parts []string
	for _, n := range []struct {
		key   string
		count int
	}{{"late", p.Late}, {"unassigned", p.Unassigned}, {"set_aside", p.SetAside}} {
		if n.count > 0 {
			parts = append(parts, l.Count("blocks.digest."+n.key, n.count, nil))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "\n" + strings.Join(parts, " · ")
}

func themeBlocks(number int, t flows.DigestTheme, state flows.DigestState, l *locale.Locale) []Block {
	lines := []string{"*" + strconv.Itoa(number) + ". " + text.Escape(t.Title) + "*"}
	for _, q := range t.Questions {
		lines = append(lines, "_"+text.Escape(q.Text)+"_ · "+l.Count("blocks.digest.answered", q.Answered, nil))
		for i, p := range q.Points {
			if i == pointsShown {
				lines = append(lines, l.Count("blocks.digest.more_points", len(q.Points)-i, nil))
				break
			}
			lines = append(lines, "• "+pointLine(p, state, l))
		}
	}
	if len(t.KeyMessages) > 0 {
		lines = append(lines, l.Text("blocks.digest.key_messages", nil))
		for _, k := range t.KeyMessages {
			lines = append(lines, "• "+text.Escape(text.Truncate(oneLine(k.Printed()), labelShown)))
		}
	}
	return append([]Block{divider()}, paragraphs(lines)...)
}

func pointLine(p flows.DigestPoint, state flows.DigestState, l *locale.Locale) string {
	label := text.Escape(text.Truncate(oneLine(p.Heading()), labelShown))
	if label == "" {
		label = l.Text("blocks.digest.no_label", nil)
	}
	quantifier := l.Text("quantifier."+string(p.Quantifier), nil)
	if state == flows.DigestDraft {
		return label + " – " + l.Text("blocks.digest.suggested", locale.Args{"Quantifier": quantifier, "Count": p.Organisations})
	}
	return label + " – " + l.Text("blocks.digest.counted", locale.Args{"Quantifier": quantifier, "Count": p.Organisations})
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
