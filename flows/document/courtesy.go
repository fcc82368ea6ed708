package document

import (
	"strconv"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/points"
)

// withoutPoint are the statements in no point: those of substance as quotes, then
// greetings and the like in one paragraph, where nobody looks for what to weigh.
func (w words) withoutPoint(all []flows.DigestStatement) []block {
	var substance, courtesies []flows.DigestStatement
	for _, s := range all {
		if s.Kind == points.Substance {
			substance = append(substance, s)
		} else {
			courtesies = append(courtesies, s)
		}
	}
	out := w.statements(substance)
	if len(courtesies) > 0 {
		out = append(out, paragraph{words: w.courtesies(courtesies), small: true})
	}
	return out
}

// courtesies are all the words of greetings and the like, in the order in which
// they came; the same ones once, with how often.
func (w words) courtesies(all []flows.DigestStatement) line {
	var order []string
	said, times := map[string]line{}, map[string]int{}
	for _, s := range all {
		one := w.courtesy(s)
		key := one.String()
		if times[key]++; times[key] == 1 {
			order, said[key] = append(order, key), one
		}
	}
	out := ours(w.Text("document.courtesies", nil))
	for i, key := range order {
		sign := " "
		if i > 0 {
			sign = " · "
		}
		out = append(append(out, span{text: sign}), said[key]...)
		if n := times[key]; n > 1 {
			out = append(out, span{text: " × " + strconv.Itoa(n)})
		}
	}
	return out
}

// courtesy is one of them, with what a quote of it would tell.
func (w words) courtesy(s flows.DigestStatement) line {
	q := w.saidBy(s)
	out := ours(q.words)
	if s.Printed() != "" {
		out = w.sentence("document.courtesy", nil, theirs{"Text": q.words})
	}
	if len(q.source) > 0 {
		out = append(append(append(out, span{text: " ("}), q.source...), span{text: ")"})
	}
	return out
}
