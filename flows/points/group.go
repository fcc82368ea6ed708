package points

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/samrad/samrad/flows/text"
)

// MaxQuotes is how many quotes a point has at most.
const MaxQuotes = 3

// MaxLabel is how long a label is at most, in characters.
const MaxLabel = 140

// Group groups the statements of the answers to a question into points.
func Group(question string, answers []Answer, o Options) Result {
	answers = slices.Clone(answers)
	slices.SortFunc(answers, func(a, b Answer) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Organisation, b.Organisation), cmp.Compare(a.Text, b.Text))
	})
	res := Result{Points: []Point{}, WithoutPoint: []Statement{}}
	organisations := make(map[string]bool)
	byText := make(map[string]int)
	behind := make([]map[string]bool, 0)
	for _, a := range answers {
		if a.Organisation != "" {
			organisations[a.Organisation] = true
		}
		for _, sp := range text.Statements(a.Text) {
			s := Statement{Answer: a.ID, Start: sp.Start, End: sp.End, Text: a.Text[sp.Start:sp.End]}
			words := text.Words(s.Text)
			if a.Organisation == "" || len(words) < 3 {
				res.WithoutPoint = append(res.WithoutPoint, s)
				continue
			}
			key := strings.Join(words, " ")
			i, ok := byText[key]
			if !ok {
				i = len(res.Points)
				byText[key] = i
				behind = append(behind, make(map[string]bool))
				res.Points = append(res.Points, Point{Label: text.Truncate(s.Text, MaxLabel), Quotes: []int{}})
			}
			behind[i][a.Organisation] = true
			p := &res.Points[i]
			if p.Organisations = len(behind[i]); len(p.Statements) == 0 && (o.Quotable == nil || o.Quotable(s)) {
				p.Quotes = append(p.Quotes, 0)
			}
			p.Statements = append(p.Statements, s)
		}
	}
	res.Answered = len(organisations)
	slices.SortStableFunc(res.Points, func(a, b Point) int { return cmp.Compare(b.Organisations, a.Organisations) })
	for i := range res.Points {
		p := &res.Points[i]
		p.ID = fmt.Sprintf("p%d", i+1)
		p.Quantifier = Quantify(p.Organisations, res.Answered)
	}
	return res
}
