package blocks

import (
	"slices"
	"strconv"
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// What the message shows of a theme; the rest is behind its button and in the
// document.
const (
	pointsShown = 3
	// pointsOfTheme is of each question where one theme was asked for.
	pointsOfTheme = 8
	// labelShown bounds a label in the message, in characters.
	labelShown = 140
)

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
	if d.Changes != nil {
		out = append(out, section(fitMarkup(r.changes(d, l), maxSection)))
	}
	for i, t := range d.Themes {
		switch p.Theme {
		case 0:
			out = append(out, r.themeInShort(p, i+1, l))
		case i + 1:
			out = append(out, themeBlocks(i+1, t, d.State, l)...)
		}
	}
	tail := []Block{note(l.Text("blocks.digest.method", nil))}
	if p.Document != nil {
		tail = append(tail, note(l.Text("blocks.digest.file_follows", nil)))
	}
	if p.Audience == flows.AudienceCaller || p.Audience == flows.AudienceWorkingGroup {
		if d.State == flows.DigestDraft {
			tail = append(tail, actions("", primary(button(ActionPublish, l.Text("blocks.digest.publish", nil), string(d.Meeting)+"|"+strconv.Itoa(d.Version))),
				button(ActionPoints, l.Text("points.open", nil), string(d.Meeting))))
		}
	}
	if len(out)+len(tail) > maxBlocks {
		out = append(out[:maxBlocks-len(tail)-1], note(l.Text("blocks.digest.rest_in_file", nil)))
	}
	return Message{Text: fitMarkup(title+". "+took, maxText), Blocks: append(out, tail...)}
}

// themeInShort is a theme with the points that most organisations share, and a
// button to all of it.
func (r Renderer) themeInShort(p flows.DigestPost, number int, l *locale.Locale) Block {
	d := p.Digest
	t := d.Themes[number-1]
	lines := []string{bold(strconv.Itoa(number)+". "+text.Escape(t.Title), maxArgument) + " · " + l.Count("blocks.digest.answered", t.Answered, nil)}
	var all []flows.DigestPoint
	for _, q := range t.Questions {
		all = append(all, q.Points...)
	}
	slices.SortStableFunc(all, func(a, b flows.DigestPoint) int { return b.Organisations - a.Organisations })
	for _, one := range all[:min(len(all), pointsShown)] {
		lines = append(lines, "• "+pointLine(one, d.State, l))
	}
	if more := len(all) - pointsShown; more > 0 {
		lines = append(lines, l.Count("blocks.digest.more_points", more, nil))
	}
	if n := len(t.KeyMessages); n > 0 {
		lines = append(lines, l.Count("blocks.digest.key_messages_count", n, nil))
	}
	if links := r.threads(p.Threads, d.Themes, number, l); links != "" {
		lines = append(lines, links)
	}
	b := section(strings.Join(lines, "\n"))
	b["accessory"] = button(ActionPart, l.Text("blocks.digest.show_all", nil), string(d.Meeting)+"|"+strconv.Itoa(d.Version)+"|"+strconv.Itoa(number))
	return b
}

// threads are links to where a theme's questions were answered, by the numbers
// that the questions have in the meeting.
func (r Renderer) threads(all []flows.ThreadOf, themes []flows.DigestTheme, number int, l *locale.Locale) string {
	before := 0
	for _, t := range themes[:number-1] {
		before += len(t.Questions)
	}
	var links []string
	for i, q := range themes[number-1].Questions {
		for _, thread := range all {
			if thread.Question != q.ID {
				continue
			}
			if link := r.link(thread.Place); link != "" {
				links = append(links, "<"+link+"|"+l.Text("blocks.digest.thread", locale.Args{"Number": before + i + 1})+">")
			}
		}
	}
	return strings.Join(links, " · ")
}

// changes says what came since the version published before.
func (r Renderer) changes(d flows.Digest, l *locale.Locale) string {
	c := *d.Changes
	words := changeWords(d, l)
	if len(words) == 0 {
		words = []string{l.Text("blocks.digest.changes_none", nil)}
	}
	return l.Text("blocks.digest.changes", locale.Args{"Version": c.Version, "At": l.Date(r.in(c.PublishedAt)), "What": l.List(words)})
}

func changeWords(d flows.Digest, l *locale.Locale) []string {
	c := *d.Changes
	var words []string
	for _, n := range []struct {
		key   string
		count int
	}{{"blocks.digest.changes_new", c.New}, {"blocks.digest.changes_edited", c.Edited}, {"blocks.digest.changes_withdrawn", c.Withdrawn}} {
		if n.count > 0 {
			words = append(words, l.Count(n.key, n.count, nil))
		}
	}
	number := 0
	for _, t := range d.Themes {
		for _, q := range t.Questions {
			number++
			for _, changed := range c.Questions {
				if changed.ID == q.ID && changed.NewOrganisations > 0 {
					words = append(words, l.Count("blocks.digest.changes_organisations", changed.NewOrganisations, locale.Args{"Question": number}))
				}
			}
		}
	}
	return words
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
			if i == pointsOfTheme {
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
	count := locale.Args{"Quantifier": l.Text("quantifier."+string(p.Quantifier), nil), "Count": p.Organisations}
	if state == flows.DigestDraft && !p.Confirmed {
		return label + " – " + l.Text("blocks.digest.suggested", count)
	}
	return label + " – " + l.Text("blocks.digest.counted", count)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
