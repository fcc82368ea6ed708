package blocks

import (
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

func (r Renderer) summary(s flows.Summary, l *locale.Locale) Message {
	title := l.Text("summary.title", locale.Args{"From": l.Day(r.in(s.From)), "To": l.Day(r.in(s.To))})
	out := []Block{header(l.Text("summary.header", nil)), note(title)}
	for i, t := range s.Troubles {
		if i == troublesShown {
			out = append(out, section(l.Count("summary.more_troubles", len(s.Troubles)-i, nil)))
			break
		}
		out = append(out, section(":warning: "+trouble(t, l)))
	}
	if len(s.Meetings) == 0 {
		out = append(out, section(l.Text("summary.no_meeting", nil)))
	}
	for i, m := range s.Meetings {
		blocks := append(r.meeting(m, l), enter(m, l)...)
		if len(out)+len(blocks) > maxBlocks-2 {
			out = append(out, section(l.Count("summary.more_meetings", len(s.Meetings)-i, nil)))
			break
		}
		out = append(out, blocks...)
	}
	if len(s.Troubles) == 0 {
		out = append(out, divider(), note(l.Text("summary.no_trouble", nil)))
	}
	return Message{Text: fitMarkup(title, maxText), Blocks: out[:min(len(out), maxBlocks)]}
}

// troublesShown bounds the troubles that one summary tells.
const troublesShown = 12

func trouble(t flows.Trouble, l *locale.Locale) string {
	channel := string(t.Channel)
	if strings.HasPrefix(channel, "C") || strings.HasPrefix(channel, "G") {
		channel = mention("#", channel)
	}
	if person := strings.HasPrefix(channel, "U") || strings.HasPrefix(channel, "W"); person && t.Kind == flows.TroubleCannotPost {
		return l.Text("notice.person_not_reached", locale.Args{"Person": mention("@", channel), "Reason": t.Reason})
	}
	return l.Text("trouble."+string(t.Kind), locale.Args{"Count": t.Count, "Channel": channel, "Reason": t.Reason})
}

// meeting tells how one meeting stands; status shows the same.
func (r Renderer) meeting(m flows.MeetingSummary, l *locale.Locale) []Block {
	lines := []string{
		"*" + text.Escape(m.Title) + "*",
		l.DateTime(r.in(m.Starts)) + " · " + l.Text("summary.closes", locale.Args{"Closes": l.DateTime(r.in(m.Closes))}),
		l.Count("summary.week", m.Week, nil) + " · " + l.Count("summary.total", m.Total, nil),
		l.Text("summary.answered", locale.Args{"Answered": m.Participation.Answered, "Invited": m.Participation.Invited}) + r.asides(m.Participation, l),
	}
	if m.Total == 0 {
		lines = append(lines, l.Text("summary.nobody", nil))
	}
	if m.ReadBack != nil {
		lines = append(lines, r.readBack(*m.ReadBack, l))
	}
	for i, q := range m.Questions {
		words := l.Text("summary.question", locale.Args{"Number": i + 1, "Text": text.Escape(text.Truncate(q.Text, labelShown))})
		if q.Posted {
			words += " – " + l.Count("blocks.digest.answered", q.Answered, nil)
		} else {
			words += " – " + l.Text("summary.not_posted", nil)
		}
		lines = append(lines, "• "+words)
	}
	if len(m.Sectors) > 0 {
		lines = append(lines, l.Text("summary.sectors", nil))
		for _, s := range m.Sectors {
			name := text.Escape(s.Sector)
			if name == "" {
				name = l.Text("summary.other_sector", nil)
			}
			lines = append(lines, "• "+l.Text("summary.sector", locale.Args{"Sector": name, "Answered": s.Answered, "Invited": s.Invited}))
		}
	}
	if len(m.Next) > 0 {
		lines = append(lines, l.Text("summary.next", nil))
		for _, u := range m.Next {
			lines = append(lines, "• "+r.upcoming(u, l))
		}
	}
	return append([]Block{divider()}, paragraphs(lines)...)
}

// readBack says whether all that stands in Slack is stored.
func (r Renderer) readBack(b flows.ReadBack, l *locale.Locale) string {
	at := locale.Args{"At": l.DateTime(r.in(b.At))}
	words := l.Text("summary.read_back_complete", at)
	if !b.Complete() {
		words = l.Text("summary.read_back_partial", at)
	}
	if b.Unfinished {
		words = l.Text("summary.read_back_unfinished", at)
	}
	if n := b.Missed(); n > 0 {
		words += " " + l.Count("summary.read_back_missed", n, nil)
	}
	return words
}

func (r Renderer) upcoming(u flows.Upcoming, l *locale.Locale) string {
	words := l.DateTime(r.in(u.At)) + ": " + l.Text("step."+string(u.Step), nil)
	if len(u.Themes) > 0 {
		words += " (" + text.Escape(strings.Join(u.Themes, "; ")) + ")"
	}
	return words
}
