package points

import (
	"maps"
	"slices"
	"strings"

	"github.com/samrad/samrad/flows/text"
)

// Raised is a point as one meeting had it.
type Raised struct {
	Question   string   // the text of its question
	Label      string   // "": none
	Statements []string // plain; without its writers' own names, if those are not to count
}

// Recurrence is a point of an earlier meeting that came up again: indexes into
// what Recurring was given.
type Recurrence struct {
	Earlier, Now int
}

const (
	// leastRecurrence is the least cosine of two points that say the same. It is
	// high: "also raised before" of what was not misleads. With it, every match of
	// points as people confirm them was right on the labelled sets, and about eight of ten
	// of points as the program suggests them (SCORES.md).
	leastRecurrence = 0.55
	// leastStatements is how many statements either has at least: one is a word
	// that happens to be the same too often.
	leastStatements = 2
	// recurrenceLead is how much more alike than either is with any other point.
	recurrenceLead = 0.1
)

// Recurring tells which points of now say the same as one of an earlier meeting,
// in the order of now. Each is the other's most alike by a clear lead, and is
// named once at most; points of opposite views never match. In doubt there is no
// match. The words of all the questions are left out: meetings ask differently.
func Recurring(earlier, now []Raised) []Recurrence {
	was, is := newSubjects(earlier, now)
	alike := make([][]float64, len(is))
	for i, n := range is {
		alike[i] = make([]float64, len(was))
		for j, e := range was {
			alike[i][j] = n.alike(e)
		}
	}
	var out []Recurrence
	for i, row := range alike {
		for j, s := range row {
			if s >= leastRecurrence && s >= bestOther(alike, i, j)+recurrenceLead {
				out = append(out, Recurrence{Earlier: j, Now: i})
			}
		}
	}
	return out
}

// bestOther is how alike point i of now is with any other earlier point than j,
// or j with any other of now than i.
func bestOther(alike [][]float64, i, j int) float64 {
	best := 0.0
	for k, s := range alike[i] {
		if k != j {
			best = max(best, s)
		}
	}
	for k := range alike {
		if k != i {
			best = max(best, alike[k][j])
		}
	}
	return best
}

// subject is what a point is about, and what is said for and against it.
type subject struct {
	statements int
	mean       vector
	view       viewpoint
}

// alike is the cosine of two subjects; 0 if it would tell nothing.
func (s subject) alike(t subject) float64 {
	if min(s.statements, t.statements) < leastStatements {
		return 0
	}
	if s.view.contradicts(t.view) {
		return 0
	}
	return s.mean.cosine(t.mean)
}

func newSubjects(earlier, now []Raised) (was, is []subject) {
	all := slices.Concat(earlier, now)
	var questions strings.Builder
	asked := make(map[string]bool)
	var ps []passage
	members := make([][]int, len(all))
	for i, r := range all {
		if !asked[r.Question] {
			asked[r.Question] = true
			questions.WriteString(r.Question + "\n")
		}
		language := text.GuessLanguage(r.Question, text.Swedish)
		for _, s := range append([]string{r.Label}, r.Statements...) {
			members[i] = append(members[i], len(ps))
			ps = append(ps, passage{known: -1, language: text.GuessLanguage(s, language), words: stancedWords(s)})
		}
	}
	vectorise(questions.String(), ps)
	subjects := make([]subject, len(all))
	for i, m := range members {
		subjects[i] = subject{len(all[i].Statements), meanOf(ps, m), viewpointOf(ps, m)}
	}
	return subjects[:len(earlier)], subjects[len(earlier):]
}

// meanOf is the mean of the vectors of passages; its terms have no stance.
func meanOf(ps []passage, members []int) vector {
	sums := make(map[feature]float64)
	for _, i := range members {
		for _, t := range ps[i].vector {
			if t.feature != attitude {
				sums[t.feature] += t.weight / float64(len(members))
			}
		}
	}
	mean := make(vector, 0, len(sums))
	for _, f := range slices.Sorted(maps.Keys(sums)) {
		mean = append(mean, term{feature: f, weight: sums[f]})
	}
	return mean
}

// cosine is that of the angle between two vectors; 0 if either is empty.
func (v vector) cosine(u vector) float64 {
	product, lengths := 0.0, v.length()*u.length()
	for len(v) > 0 && len(u) > 0 {
		switch {
		case v[0].feature < u[0].feature:
			v = v[1:]
		case v[0].feature > u[0].feature:
			u = u[1:]
		default:
			product += v[0].weight * u[0].weight
			v, u = v[1:], u[1:]
		}
	}
	if lengths == 0 {
		return 0
	}
	return product / lengths
}
