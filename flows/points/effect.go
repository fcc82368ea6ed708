package points

// An effect is said of what stands before it: "the towers ruin the view" speaks
// against the towers, and for the view.

// effectIn finds the first word of effect in a clause with something before it,
// and the stance that it gives that; unsaid if there is none.
func effectIn(words []string) (at int, of stance) {
	if len(words) == 0 || inversions[words[0]] {
		return 0, unsaid
	}
	for i := 1; i < len(words); i++ {
		if s := effectOf(words, i); s != unsaid && !negatedAt(words, i) {
			return i, s
		}
	}
	return 0, unsaid
}

// effectReach is how many words after a verb its good or ill is named, at most.
const effectReach = 4

// wouldReach is how many words stand between "would" and what is taken away, at
// most, plus one.
const wouldReach = 2

func effectOf(words []string, i int) stance {
	w := words[i]
	switch {
	case harms.has(w), i+1 < len(words) && harmful[w+" "+words[i+1]]:
		return against
	case benefits.has(w):
		return defence
	}
	if reduces(words, i) && hasAny(words[max(0, i-wouldReach):i], woulds) {
		return against // "would drive them away"
	}
	making, ending := creators.has(w), enders.has(w)
	if !making && !ending {
		return unsaid
	}
	for _, o := range words[i+1 : min(len(words), i+1+effectReach)] {
		switch {
		case ills.has(o) && making, goods.has(o) && ending:
			return against
		case goods.has(o) && making, ills.has(o) && ending:
			return defence
		}
	}
	return unsaid
}
