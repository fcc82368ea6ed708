package points

import (
	"regexp"
	"slices"
	"strings"

	"github.com/samrad/samrad/flows/text"
)

// placedWord is a word with the stance of its clause.
type placedWord struct {
	word   string
	stance stance
}

// clauseBreak is where one clause ends and another, with a stance of its own,
// begins.
var clauseBreak = regexp.MustCompile(`[,;:()!?\n–—]|\. | - | (?:men|eftersom|medan|annars|because|but|while|whereas|otherwise) `)

// clause is a part of a statement with a stance of its own.
type clause struct {
	words []string
	goes  bool // on from the one before: "and should go"
}

// stancedWords lists the words of a statement with their stances.
func stancedWords(statement string) []placedWord {
	var out []placedWord
	before := unsaid
	for _, c := range clauses(statement) {
		s := clauseStance(c.words)
		switch {
		case s == unsaid && negatesAt(c.words, 0):
			s = before.turned() // "to all, not to some"
		case s == unsaid && len(c.words) <= callWords && strings.HasSuffix(statement, "!"):
			s = demand // "Simplify!"
		case c.goes && before == unsaid:
			takeStance(out, s) // "it costs too much and should go"
		}
		before = s
		out = placeWords(out, c.words, s)
	}
	return out
}

// placeWords adds the words of a clause with its stance, or with those of what
// does something and of what it does it to.
func placeWords(out []placedWord, words []string, s stance) []placedWord {
	at, effect := 0, unsaid
	if s == unsaid || s == lacking {
		at, effect = effectIn(words)
	}
	if effect != unsaid {
		s = effect
	}
	turns := turning{words: words}
	for i, w := range words {
		if effect != unsaid && i == at {
			s = demand
		}
		if turns.at(i) {
			s = s.turned()
		}
		if stem, free := withoutFree(w); free {
			out = append(out, placedWord{stem, max(s, demand).turned()})
			continue
		}
		out = append(out, placedWord{w, s})
	}
	return out
}

// callWords is how many words a call has at most that is known by its mark alone.
const callWords = 2

// takeStance gives the last words without a stance one.
func takeStance(words []placedWord, s stance) {
	for i := len(words) - 1; i >= 0 && words[i].stance == unsaid; i-- {
		words[i].stance = s
	}
}

// clauses lists the clauses of a statement that have words. One that goes on
// with what must be done of the same thing is two: "is wrong and should go".
func clauses(statement string) []clause {
	var out []clause
	for _, c := range clauseBreak.Split(statement, -1) {
		words, goes := text.Words(c), false
		for i := 1; i+1 < len(words); i++ {
			if ands[words[i]] && evaluations.demand.has(words[i+1]) {
				out = append(out, clause{words[:i], goes})
				words, i, goes = words[i:], 0, true
			}
		}
		if len(words) > 0 {
			out = append(out, clause{words, goes})
		}
	}
	return out
}

// turning tells where within a clause the stance turns: "instead of", "without",
// or "protect ... from".
type turning struct {
	words     []string
	protected bool
}

func (t *turning) at(i int) bool {
	w := t.words[i]
	if i == 0 {
		t.protected = protectors.has(w)
		return false
	}
	switch {
	case insteads[t.words[i-1]+" "+w]:
		return true
	case thans[w]:
		return hasAny(t.words[:i], rathers) || hasAny(t.words[:i], betters) || hasAny(t.words[:i], worses)
	case withouts[w]:
		attribute := slices.ContainsFunc(t.words[i+1:], evaluations.demand.has) && !slices.ContainsFunc(t.words[:i], evaluations.demand.has)
		return !attribute && !hasAny(t.words[:i], onlies)
	case t.protected && froms[w]:
		t.protected = false
		return true
	}
	t.protected = t.protected || protectors.has(w)
	return false
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
