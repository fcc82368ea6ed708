package document

import (
	"slices"
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

// question is a question's section: all that was said of it.
func (w words) question(number int, q flows.DigestQuestion) section {
	s := section{title: w.sentence("document.question", locale.Args{"Number": number}, theirs{"Text": q.Text})}
	answered := []string{w.Count("document.question_answered", q.Answered, nil)}
	if n := lateAnswers(q); n > 0 {
		answered = append(answered, w.Count("document.question_late", n, nil))
	}
	s.blocks = append(s.blocks, paragraph{words: ours(strings.Join(answered, " "))})
	several, single := shared(q)
	opposed := w.disagreements(q)
	if len(several) > 0 {
		s.sections = append(s.sections, section{title: ours(w.pointsTitle()), sections: w.points(several, q.Answered, opposed)})
	}
	if len(single) > 0 {
		s.sections = append(s.sections, section{title: ours(w.Text("document.single_views", nil)), sections: w.points(single, q.Answered, opposed)})
	}
	rest, offTopic := w.offTopicOf(q)
	if len(rest) > 0 {
		s.sections = append(s.sections, section{title: ours(w.Text("document.without_point", nil)), blocks: w.withoutPoint(rest)})
	}
	if len(offTopic) > 0 {
		s.sections = append(s.sections, section{title: ours(w.Text("document.off_topic", nil)), sections: offTopic})
	}
	s.sections = append(s.sections, w.changesOf(q.ID)...)
	return s
}

func (w words) pointsTitle() string {
	if w.d.State == flows.DigestDraft {
		return w.Text("document.points_suggested", nil)
	}
	return w.Text("document.points", nil)
}

// lateAnswers counts the answers to a question that came after the closing date.
func lateAnswers(q flows.DigestQuestion) int {
	late := map[string]bool{}
	all := slices.Clone(q.WithoutPoint)
	for _, p := range q.Points {
		all = append(all, p.Statements...)
	}
	for _, s := range all {
		if s.Late {
			late[s.Contribution] = true
		}
	}
	return len(late)
}

func (w words) points(all []flows.DigestPoint, of int, opposed []disagreement) []section {
	out := make([]section, len(all))
	for i, p := range all {
		said := quotes(p)
		if w.d.Attributed {
			said = p.Statements
		}
		title := w.label(p)
		out[i] = section{title: line{title}, blocks: slices.Concat(w.about(p, of, opposed), besides(title.text, w.statements(said)))}
	}
	return out
}

// besides leaves out of a point's quotes those that its label says already, word
// for word, and of which there is nothing else to tell.
func besides(label string, quotes []block) []block {
	return slices.DeleteFunc(quotes, func(b block) bool {
		q, ok := b.(quote)
		return ok && len(q.source) == 0 && oneLine(q.words) == label
	})
}

// about says how many share a point, who holds the opposite, and when it was
// raised before.
func (w words) about(p flows.DigestPoint, of int, opposed []disagreement) []block {
	count := w.count(p, of)
	if w.d.State == flows.DigestDraft && p.Confirmed {
		count = w.Text("document.count_confirmed", locale.Args{"Count": count})
	}
	out := []block{paragraph{words: ours(count)}}
	for _, d := range opposed {
		other, ok := d.against(p.ID)
		if !ok {
			continue
		}
		key := "document.opposed"
		if d.suggested {
			key = "document.opposed_suggested"
		}
		l := w.sentence(key, nil, theirs{"Label": w.label(other).text})
		out = append(out, paragraph{words: append(l, span{text: inBrackets(other)})})
	}
	if days := w.raisedBefore(p); days != "" {
		out = append(out, paragraph{words: ours(w.Text("document.raised_before", locale.Args{"Days": days}))})
	}
	return out
}

// offTopicOf parts the statements without a point: those of each point that the
// working group set aside, with the reason, and the rest.
func (w words) offTopicOf(q flows.DigestQuestion) (rest []flows.DigestStatement, aside []section) {
	of := make(map[flows.PointID][]flows.DigestStatement)
	for _, s := range q.WithoutPoint {
		if slices.ContainsFunc(q.OffTopic, func(p flows.OffTopicPoint) bool { return s.OffTopic != "" && p.ID == s.OffTopic }) {
			of[s.OffTopic] = append(of[s.OffTopic], s)
		} else {
			rest = append(rest, s)
		}
	}
	for _, p := range q.OffTopic {
		title := w.their(p.Label)
		if title.text == "" {
			title = span{text: w.Text("document.no_label", nil)}
		}
		about := ours(w.Count("document.off_topic_organisations", p.Organisations, nil))
		if p.Reason != "" {
			about = slices.Concat(about, ours(" "), w.sentence("document.off_topic_reason", nil, theirs{"Reason": p.Reason}))
		}
		aside = append(aside, section{title: line{title}, blocks: slices.Concat([]block{paragraph{words: about}}, w.statements(of[p.ID]))})
	}
	return rest, aside
}
