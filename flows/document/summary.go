package document

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// share is how much of a theme stands on the first page, so that a meeting of
// up to five themes fits an A4 page.
type share struct {
	points, keyMessages int
	length              int // of a key message, in characters: a line of print, or two
}

func shareOf(themes int) share {
	switch {
	case themes <= 3:
		return share{4, 3, 150}
	case themes <= 5:
		return share{3, 1, 78}
	default:
		return share{2, 1, 78}
	}
}

// maxDisagreements is what is left of the first page for disagreements.
const maxDisagreements = 3

// summary is the first page.
func (w words) summary() section {
	s := section{id: "summary", title: ours(w.Text("document.summary", nil)), kind: firstPage}
	part := section{title: ours(w.Text("document.participation", nil)), blocks: []block{paragraph{words: w.participation()}}}
	if c := w.chart(); len(c.groups) > 0 {
		part.blocks = append(part.blocks, figure{c})
	}
	s.sections = append(s.sections, part)
	for i, t := range w.d.Themes {
		s.sections = append(s.sections, w.mainOf(i, t))
	}
	s.sections = append(s.sections, w.disagreementsOfAll()...)
	s.sections = append(s.sections, w.changes()...)
	last := &s.sections[len(s.sections)-1]
	if n := w.offTopic(); n > 0 {
		last.blocks = append(last.blocks, paragraph{words: ours(w.Count("document.off_topic_count", n, nil)), small: true})
	}
	last.blocks = append(last.blocks, paragraph{words: ours(w.Text("document.summary_reading", nil)), small: true})
	return s
}

// mainOf is a theme's part of the first page: the points that most share, and
// key messages.
func (w words) mainOf(i int, t flows.DigestTheme) section {
	s := section{title: w.themeTitle(i, t.Title)}
	for j := range s.title {
		s.title[j].to = themeID(i)
	}
	room := shareOf(len(w.d.Themes))
	var items bullets
	for _, m := range mainPoints(t, room.points) {
		items = append(items, line{w.label(m.DigestPoint), {text: " " + w.mainCount(m.DigestPoint, m.of)}})
	}
	if len(items) == 0 {
		items = bullets{ours(w.Text("document.no_shared", nil))}
	}
	shown := min(len(t.KeyMessages), room.keyMessages)
	for i, k := range t.KeyMessages[:shown] {
		items = append(items, w.keyMessage(k, i+1, len(t.KeyMessages), room.length))
	}
	s.blocks = []block{items}
	return s
}

// minKeyMessage is how much is left of a key message beside the longest name.
const minKeyMessage = 40

// keyMessage is one of a theme's, with who wants it lifted where that may be
// told, cut to fit.
func (w words) keyMessage(k flows.KeyMessage, number, of, length int) line {
	length = max(length-text.Length(k.Name), minKeyMessage)
	args, words := locale.Args{"Number": number, "Of": of}, text.Truncate(oneLine(k.Printed()), length)
	if k.Name != "" {
		return w.sentence("document.key_message_named", args, theirs{"Text": words, "Name": k.Name})
	}
	return w.sentence("document.key_message", args, theirs{"Text": words})
}

func (w words) themeTitle(i int, title string) line {
	return w.sentence("document.theme", locale.Args{"Number": i + 1}, theirs{"Title": title})
}

// mainPoint is a point with how many organisations answered its question.
type mainPoint struct {
	flows.DigestPoint
	of int
}

// mainPoints are the points of a theme that most organisations share.
func mainPoints(t flows.DigestTheme, limit int) []mainPoint {
	var out []mainPoint
	for _, q := range t.Questions {
		several, _ := shared(q)
		for _, p := range several {
			out = append(out, mainPoint{p, q.Answered})
		}
	}
	slices.SortStableFunc(out, func(a, b mainPoint) int { return cmp.Compare(b.Organisations, a.Organisations) })
	return out[:min(len(out), limit)]
}

// disagreementsOfAll is the section of the first page, if there are any.
func (w words) disagreementsOfAll() []section {
	var items bullets
	for _, t := range w.d.Themes {
		for _, q := range t.Questions {
			for _, d := range w.disagreements(q) {
				items = append(items, w.disagreement(d))
			}
		}
	}
	if len(items) == 0 {
		return nil
	}
	if more := len(items) - maxDisagreements; more > 0 {
		items = append(items[:maxDisagreements], ours(w.Count("document.more_disagreements", more, nil)))
	}
	return []section{{title: ours(w.Text("document.disagreements", nil)), blocks: []block{items}}}
}

// disagreement is "A (7) – B (3)".
func (w words) disagreement(d disagreement) line {
	var out line
	if d.suggested {
		out = ours(w.Text("document.suggestion", nil) + " ")
	}
	return append(out, w.label(d.a), span{text: inBrackets(d.a) + " – "}, w.label(d.b), span{text: inBrackets(d.b)})
}

// inBrackets is a point's number, in brackets.
func inBrackets(p flows.DigestPoint) string { return " (" + strconv.Itoa(p.Organisations) + ")" }

// offTopic counts the points that the working group set aside.
func (w words) offTopic() int {
	n := 0
	for _, t := range w.d.Themes {
		for _, q := range t.Questions {
			n += len(q.OffTopic)
		}
	}
	return n
}
