package points

import "slices"

// clauseStance tells the stance of a clause from its general words: the
// strongest evaluation, turned by a negation next to it, and turned again by an
// odd number of words of taking away. A clause that evaluates nothing is read by
// how it opens and by what it denies. Why something must be is asked by who is
// against it.
func clauseStance(words []string) stance {
	found, reductions, asked := evaluate(words)
	negated := hasAny(words, negations)
	switch {
	case len(words) == 0:
		return unsaid
	case withouts[words[0]] && (found < 0 || negated):
		return demand // "without it nobody comes"
	case whys[words[0]] && (found == demand || found == against):
		found = against
		if negated {
			found = demand // "why should we not"
		}
	case found == unsaid:
		found = unevaluated(words, reductions, asked)
	}
	if reductions%2 == 1 && (found != demand || !hasAny(words, misses)) {
		return found.turned()
	}
	return found
}

// evaluate finds the strongest evaluation of a clause, how many of its words take
// away, and whether it opens with one, and so asks for it.
func evaluate(words []string) (found stance, reductions int, asked bool) {
	turns := turning{words: words}
	for i := range words {
		if turns.at(i) && froms[words[i]] {
			break // what something is protected from
		}
		found = stronger(found, evaluationAt(words, i))
		if reduces(words, i) {
			reductions++
			asked = asked || i == 0 || i == 1 && taking[words[0]]
		}
	}
	return found, reductions, asked
}

func hasAny(words []string, set map[string]bool) bool {
	return slices.ContainsFunc(words, func(w string) bool { return set[w] })
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
	if s, ok := idiomAt(words, i); ok {
		return s
	}
	w, negated := words[i], negatedAt(words, i)
	s := evaluations.of(w)
	switch {
	case negated && denials.has(w):
		return against
	case negated && s == demand && hasAny(words[i+1:min(len(words), i+1+burdenReach)], burdens):
		return lacking // "should not have to"
	case !negated, s == demand && !isVerbNegated(words, i):
		return s
	}
	return s.turned()
}

// burdenReach is how many words after "should not" the burden stands at most.
const burdenReach = 4

// reduces reports whether the word, with the one before it, takes away.
func reduces(words []string, i int) bool {
	w, before := words[i], ""
	if i > 0 {
		before = words[i-1]
	}
	switch {
	case reducers.has(w), quits[before+" "+w], felling[before] && down[w], getting[before] && lessening[w], negations[before] && longer[w]:
		return true
	case stopping[w]:
		return i == 0 || evaluations.of(before) == demand
	case w == "out":
		return hasAny(words[max(0, i-outReach):i], keeping)
	}
	return taking[before] && (away[w] || down[w]) || evaluations.of(before) == demand && down[w]
}

// outReach is how many words stand between "keep" and "out" at most, plus one.
const outReach = 4

// negationReach is how many words stand between an evaluation and its negation
// at most, plus one.
const negationReach = 2

func negatedAt(words []string, at int) bool {
	for i := max(0, at-negationReach); i <= min(len(words)-1, at+negationReach); i++ {
		if negatesAt(words, i) {
			return true
		}
	}
	return false
}

// negatesAt reports whether a word negates: not in "no longer", which takes
// away, nor in "not only", which adds.
func negatesAt(words []string, i int) bool {
	return negations[words[i]] && (i+1 == len(words) || !longer[words[i+1]] && !onlies[words[i+1]])
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
