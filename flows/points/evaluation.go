package points

import "slices"

// clauseStance tells the stance of a clause from its general words: the
// strongest evaluation, turned by a negation next to it, and turned again by an
// odd number of words of taking away. A clause that opens with such a word and
// evaluates nothing asks for it. Why something must be is asked by who is against
// it.
func clauseStance(words []string) stance {
	found, reductions, asked := unsaid, 0, false
	turns := turning{words: words}
	from := false // what something is protected from
	for i := range words {
		if from = from || turns.at(i) && froms[words[i]]; from {
			break
		}
		found = stronger(found, evaluationAt(words, i))
		if reduces(words, i) {
			reductions++
			asked = asked || i == 0 || i == 1 && taking[words[0]]
		}
	}
	if len(words) > 0 && withouts[words[0]] && (found < 0 || slices.ContainsFunc(words, func(w string) bool { return negations[w] })) {
		return demand // "without it nobody comes"
	}
	if len(words) > 0 && whys[words[0]] && (found == demand || found == against) {
		found = against
		if slices.ContainsFunc(words, func(w string) bool { return negations[w] }) {
			found = demand // "why should we not"
		}
	}
	if found == unsaid && asked {
		found = demand
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
	w, before := words[i], ""
	if i > 0 {
		before = words[i-1]
	}
	switch {
	case i == 0 && imperatives.has(w), askings[before+" "+w]:
		return demand
	case negations[before] && further[w], far[w] && excess[before], enough[w] && slices.ContainsFunc(words, func(w string) bool { return already[w] }):
		return against
	case excess[before] && measures.has(w):
		return lacking
	case taking[before] && w == "emot", workings[w] && slices.ContainsFunc(words, evaluations.lacking.has):
		return unsaid // "receives"; "works badly"
	case claimable[w] && i+1 < len(words) && tos[words[i+1]]:
		return demand // "the right to"
	}
	s, negated := evaluations.of(w), negatedAt(words, i)
	switch {
	case negated && denials.has(w):
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
	return reducers.has(w) || felling[before] && down[w] || w == "out" && slices.ContainsFunc(words[max(0, i-outReach):i], func(w string) bool { return keeping[w] }) || stopping[w] && (i == 0 || evaluations.of(before) == demand) || getting[before] && lessening[w] || negations[before] && longer[w] ||
		taking[before] && (away[w] || down[w]) || evaluations.of(before) == demand && down[w]
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
