package points

import (
	"cmp"
	"slices"

	"github.com/samrad/samrad/flows/text"
)

// MaxQuotes is how many quotes a point has at most.
const MaxQuotes = 3

// MaxQuote is how long a quote should be at most, in characters: about four
// lines of a page. A longer statement is quoted only where a point has no other.
const MaxQuote = 300

// sameQuote is the overlap above which a second quote says nothing new, as
// among the copies of a campaign.
const sameQuote = 0.6

// newPoint makes a point of its claims, with label and quotes.
func newPoint(claims []claim, answered int, language text.Language, o Options) Point {
	behind := make(map[string]bool)
	p := Point{Lead: -1, Statements: make([]Statement, len(claims)), Quotes: []int{}}
	for i, c := range claims {
		p.Statements[i] = c.Statement
		behind[c.organisation] = true
	}
	p.Organisations = len(behind)
	p.Quantifier = Quantify(p.Organisations, answered)
	ranked := rank(claims, language, o)
	if len(ranked) > 0 {
		p.Label, p.Lead = labelOf(ranked), ranked[0].index
		p.Quotes = quotes(ranked)
	}
	return p
}

// candidate is a statement that may be quoted.
type candidate struct {
	claim
	index   int // in the point
	printed string
	profile profile
	score   float64 // how well it speaks for the point
}

// altered is true where the statement cannot be printed as it stands.
func (c candidate) altered() bool { return c.printed != c.Text }

// rank lists the statements that may be quoted, the best first, those that are
// printed in another form behind. Each score is the centrality and what
// readability adds to it; equals keep their order.
func rank(claims []claim, language text.Language, o Options) []candidate {
	all := make([]profile, len(claims))
	for i, c := range claims {
		if len(claims) > 1 {
			all[i] = profileOf(c.compared)
		}
	}
	central := centralities(all)
	var out []candidate
	for i, c := range claims {
		if o.Quotable == nil || o.Quotable(c.Statement) {
			printed := o.printed(c.Statement)
			out = append(out, candidate{claim: c, index: i, printed: printed, profile: all[i], score: central[i] + readability(printed) - foreign(printed, language)})
		}
	}
	slices.SortStableFunc(out, func(a, b candidate) int {
		if a.altered() != b.altered() {
			if b.altered() {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.score, a.score)
	})
	return out
}

// quotes picks indexes of statements of different organisations, the best
// first, short ones before long ones, and none that repeats another.
func quotes(ranked []candidate) []int {
	var picked []candidate
	fits := func(c candidate) bool {
		return !slices.ContainsFunc(picked, func(p candidate) bool {
			return p.organisation == c.organisation || p.profile.overlap(c.profile) > sameQuote
		})
	}
	for _, c := range ranked {
		if len(picked) < MaxQuotes && fits(c) && text.Length(c.Text) <= MaxQuote {
			picked = append(picked, c)
		}
	}
	if len(picked) == 0 {
		picked = ranked[:1]
	}
	out := make([]int, len(picked))
	for i, c := range picked {
		out[i] = c.index
	}
	return out
}
