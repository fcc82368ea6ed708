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

// stancedWords lists the words of a statement with their stances.
func stancedWords(statement string) []placedWord {
	var out []placedWord
	before := unsaid
	for _, words := range clauses(statement) {
		s := clauseStance(words)
		if s == unsaid && negatesAt(words, 0) {
			s = before.turned() // "to all, not to some"
		}
		before = s
		turns := turning{words: words}
		for i, w := range words {
			if turns.at(i) {
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

// clauses lists the clauses of a statement that have words. One that goes on
// with what must be done of the same thing is two: "is wrong and should go".
func clauses(statement string) [][]string {
	var out [][]string
	for _, c := range clauseBreak.Split(statement, -1) {
		words := text.Words(c)
		for i := 1; i+1 < len(words); i++ {
			if ands[words[i]] && evaluations.demand.has(words[i+1]) {
				out = append(out, words[:i])
				words, i = words[i:], 0
			}
		}
		if len(words) > 0 {
			out = append(out, words)
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
	case withouts[w]:
		return !slices.ContainsFunc(t.words[:i], func(w string) bool { return onlies[w] })
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
