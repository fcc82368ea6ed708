package points

import (
	"regexp"
	"strings"

	"github.com/samrad/samrad/flows/text"
)

// stance is what a clause says of the things it names. To call something
// lacking and to demand more of it is one view; to defend it and to call it
// lacking, or to demand it and to be against it, are two.
type stance int8

const (
	against stance = -2 // "is wrong", "should be abolished", "does not work"
	lacking stance = -1 // "is a problem", "is difficult"
	unsaid  stance = 0
	demand  stance = 1 // "is needed", "must"
	defence stance = 2 // "is right", "is no problem", "it is wrong to abolish it"
)

// opposes reports whether two stances on one thing are two views.
func (s stance) opposes(t stance) bool {
	return s < 0 && t > 0 && t-s > demand-lacking || t < 0 && s > 0 && s-t > demand-lacking
}

// turned is the stance when the thing is taken away.
func (s stance) turned() stance {
	switch {
	case s > 0:
		return against
	case s < 0:
		return defence
	}
	return unsaid
}

// with joins the stances of one passage on one thing: the stronger holds, and
// two that are opposed say nothing.
func (s stance) with(t stance) stance {
	switch {
	case s.opposes(t):
		return unsaid
	case t*t > s*s:
		return t
	}
	return s
}

// placedWord is a word with the stance of its clause.
type placedWord struct {
	word   string
	stance stance
}

// clauseBreak is where one clause ends and another, with a stance of its own,
// begins.
var clauseBreak = regexp.MustCompile(`[,;:()!?\n–—]|\. | - | (?:men|eftersom|medan|annars|because|but|while|whereas|otherwise) `)

// stancedWords lists the words of a statement with their stances.
func stancedWords(statement string) []placedWord {
	var out []placedWord
	for _, c := range clauseBreak.Split(statement, -1) {
		words := text.Words(c)
		s := clauseStance(words)
		for i, w := range words {
			if i > 0 && insteads[words[i-1]+" "+w] {
				s = s.turned()
			}
			if stem, free := withoutFree(w); free {
				out = append(out, placedWord{stem, max(s, demand).turned()})
				continue
			}
			out = append(out, placedWord{w, s})
		}
	}
	return out
}

// withoutFree cuts the end of "vuxenfri", which is against its beginning.
func withoutFree(w string) (string, bool) {
	for _, e := range [...]string{"fria", "fritt", "fri"} {
		if stem, ok := strings.CutSuffix(w, e); ok && len(stem) >= minFreeStem {
			return stem, true
		}
	}
	return w, false
}

// minFreeStem is the length of what may stand before -fri, in bytes.
const minFreeStem = 4

// clauseStance tells the stance of a clause from its general words: the
// strongest evaluation, turned by a negation next to it, and turned again by an
// odd number of words of taking away. A clause that opens with such a word and
// evaluates nothing asks for it.
func clauseStance(words []string) stance {
	found, reductions := unsaid, 0
	for i := range words {
		found = stronger(found, evaluationAt(words, i))
		if reduces(words, i) {
			reductions++
		}
		if i == 0 && reductions == 1 {
			found = demand
		}
	}
	if reductions%2 == 1 {
		return found.turned()
	}
	return found
}

// stronger is the one of two stances in a clause that it is about: rejection
// before defence before complaint before demand.
func stronger(s, t stance) stance {
	for _, x := range [...]stance{against, defence, lacking, demand} {
		if s == x || t == x {
			return x
		}
	}
	return unsaid
}

func evaluationAt(words []string, i int) stance {
	s, negated := evaluations.of(words[i]), negatedAt(words, i)
	switch {
	case negated && denials.has(words[i]):
		return against
	case !negated, s == demand && !isVerbNegated(words, i):
		return s
	}
	return s.turned()
}

// reduces reports whether the word, with the one before it, takes away.
func reduces(words []string, i int) bool {
	w, before := words[i], ""
	if i > 0 {
		before = words[i-1]
	}
	return reducers.has(w) || getting[before] && lessening[w] || negations[before] && longer[w] ||
		taking[before] && (away[w] || down[w]) || evaluations.of(before) == demand && down[w]
}

// negationReach is how many words stand between an evaluation and its negation
// at most, plus one.
const negationReach = 2

func negatedAt(words []string, at int) bool {
	for i := max(0, at-negationReach); i <= min(len(words)-1, at+negationReach); i++ {
		if negations[words[i]] && (i+1 == len(words) || !longer[words[i+1]]) {
			return true
		}
	}
	return false
}

// isVerbNegated reports whether the word itself is negated, as a verb is: "should
// not", not "nobody should".
func isVerbNegated(words []string, at int) bool {
	return at+1 < len(words) && verbNegations[words[at+1]] || at > 0 && verbNegations[words[at-1]]
}

// evaluationWords are the words of each stance.
type evaluationWords struct {
	against, lacking, demand, defence lexicon
}

func (e evaluationWords) of(w string) stance {
	switch {
	case e.against.has(w):
		return against
	case e.defence.has(w):
		return defence
	case e.lacking.has(w):
		return lacking
	case e.demand.has(w):
		return demand
	}
	return unsaid
}

// lexicon is a set of words, some of which stand for all that begin so.
type lexicon struct {
	whole, beginning map[string]bool
}

func newLexicon(words string) lexicon {
	l := lexicon{make(map[string]bool), make(map[string]bool)}
	for _, w := range strings.Fields(words) {
		if b, ok := strings.CutSuffix(w, "-"); ok {
			l.beginning[b] = true
		} else {
			l.whole[w] = true
		}
	}
	return l
}

func (l lexicon) has(word string) bool {
	if l.whole[word] {
		return true
	}
	for i := range word {
		if l.beginning[word[:i]] {
			return true
		}
	}
	return l.beginning[word]
}
