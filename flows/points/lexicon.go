package points

import "strings"

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
