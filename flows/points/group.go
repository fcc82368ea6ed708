package points

import (
	"cmp"
	"slices"
	"strings"

	"github.com/samrad/samrad/flows/text"
)

// Group groups the statements of the answers to a question into points. The
// same answers give the same result in whatever order they come. It does no
// input or output and keeps nothing.
func Group(question string, answers []Answer, o Options) Result {
	answers = slices.Clone(answers)
	slices.SortStableFunc(answers, func(a, b Answer) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Organisation, b.Organisation), cmp.Compare(a.Text, b.Text))
	})
	known := newKnownPoints(o)
	res := Result{Answered: len(organisationsOf(answers)), Points: []Point{}, WithoutPoint: []Statement{}}
	items, claims := known.labelItems(), make([]claim, 0, len(answers))
	for i, a := range answers {
		start := true
		for _, s := range statementsOf(a, o) {
			k := known.of(s.Statement)
			if a.Organisation == "" || k == Apart || k == unknown && !s.claims {
				s.Statement.Kind = s.kind
				res.WithoutPoint = append(res.WithoutPoint, s.Statement)
				start = true
				continue
			}
			items = append(items, item{answer: i, start: start || s.start, text: s.compared, known: k})
			claims = append(claims, claim{Statement: s.Statement, organisation: a.Organisation, compared: s.compared})
			start = false
		}
	}
	made := cluster(question, items)
	groups := gather(claims, made.label[len(items)-len(claims):])
	res.Points = known.points(groups, made.rivals, res.Answered, text.GuessLanguage(question, text.Swedish), o)
	return res
}

// claim is a statement that belongs in a point.
type claim struct {
	Statement
	organisation string
	compared     string // the words by which it is compared
}

// stated is a statement with how it reads.
type stated struct {
	Statement
	compared string // plain
	start    bool   // first on its line
	claims   bool   // it carries a claim
	kind     Kind   // where it carries none
}

func statementsOf(a Answer, o Options) []stated {
	spans := text.Statements(a.Text)
	out, closed := make([]stated, len(spans)), false
	for i, sp := range spans {
		s := Statement{Answer: a.ID, Start: sp.Start, End: sp.End, Text: a.Text[sp.Start:sp.End]}
		start := i == 0 || strings.ContainsAny(a.Text[spans[i-1].End:sp.Start], "\n\u2028\u2029")
		last := i == len(spans)-1
		read := speak(s.Text, i, last, start)
		out[i] = stated{Statement: s, compared: read.text, start: start}
		if out[i].claims = read.carriesClaim(); !out[i].claims {
			out[i].kind = read.kind()
		}
		if closed && last && read.names() {
			out[i].claims, out[i].kind = false, Signature
		}
		closed = i > 0 && read.signs()
		if o.Compared == nil {
			continue
		}
		if words := o.Compared(s); words != s.Text {
			out[i].compareBy(speak(words, i, last, start))
		}
	}
	return out
}

// compareBy has a statement compared by other words than its text. Where those
// are none of matter, the text was the name of who writes.
func (s *stated) compareBy(words spoken) {
	s.compared = words.text
	if !s.claims || !words.empty() {
		return
	}
	s.claims, s.kind = false, words.kind()
	if s.kind == Empty {
		s.kind = Signature
	}
}

// gather puts the claims with the same label together, by label.
func gather(claims []claim, labels []int) map[int][]claim {
	out := make(map[int][]claim)
	for i, c := range claims {
		out[labels[i]] = append(out[labels[i]], c)
	}
	return out
}

func organisationsOf(answers []Answer) map[string]bool {
	out := make(map[string]bool)
	for _, a := range answers {
		if a.Organisation != "" {
			out[a.Organisation] = true
		}
	}
	return out
}
