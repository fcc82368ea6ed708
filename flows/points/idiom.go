package points

import (
	"slices"
	"strings"
)

// idiomAt is the stance of a word where its neighbours decide it, and not its
// own meaning.
func idiomAt(words []string, i int) (stance, bool) {
	w, before, after := words[i], "", ""
	if i > 0 {
		before = words[i-1]
	}
	if i+1 < len(words) {
		after = words[i+1]
	}
	switch {
	case i == 0 && imperatives.has(w) && !subjects[after], askings[before+" "+w]:
		return demand, true
	case negations[before] && further[w], far[w] && excess[before], enough[w] && hasAny(words, already):
		return against, true
	case excess[before] && measures.has(w), shortfalls.has(w) && isVerbNegated(words, i):
		return lacking, true
	case stayings[before+" "+w], betters[w] && comparesAt(words, i):
		return defence, true
	case worses[w] && comparesAt(words, i), mays[before] && verbNegations[w] && strings.HasSuffix(after, "s"):
		return against, true // "worse than"; "may not be built on"
	case taking[before] && w == "emot", workings[w] && slices.ContainsFunc(words, evaluations.lacking.has):
		return unsaid, true // "receives"; "works badly"
	case claimable[w] && tos[after]:
		return demand, true // "the right to"
	}
	return unsaid, false
}

// compareReach is how many words after a comparative "than" stands at most.
const compareReach = 3

// comparesAt reports whether what is compared with comes soon: "better than".
func comparesAt(words []string, i int) bool {
	return hasAny(words[i+1:min(len(words), i+1+compareReach)], thans)
}

// unevaluated is the stance of a clause that evaluates nothing: of how it opens, of
// what it asks to be taken away, or of what it says is not.
func unevaluated(words []string, reductions int, asked bool) stance {
	switch s := opening(words); {
	case s != unsaid:
		return s
	case asked:
		return demand
	case reductions%2 == 1 && hasAny(words, negations):
		return lacking // "nobody comes when it is closed": the closing turns it
	case reductions == 0 && deniesVerb(words):
		return lacking // "a call does not find it"
	}
	return unsaid
}

// opening is the stance of what opens with what there should be more of or none
// of, or with what must not be done.
func opening(words []string) stance {
	if len(words) < 2 {
		return unsaid
	}
	switch {
	case noMore[words[0]+" "+words[1]]:
		return against
	case mores[words[0]], hasAny(words, rathers):
		return demand
	case touches[words[0]] && verbNegations[words[1]]:
		return defence
	}
	return unsaid
}

// deniesVerb reports whether something in the clause is said not to be or to do.
func deniesVerb(words []string) bool {
	for i := 1; i < len(words); i++ {
		if verbNegations[words[i]] && negatesAt(words, i) {
			return true
		}
	}
	return false
}
