package points

import "github.com/samrad/samrad/flows/text"

// profileGrams is the length of the character n-grams of a profile.
const profileGrams = 4

// profile is what a statement is about: the stems of its words of matter, their
// fields of meaning and their character n-grams.
type profile map[string]bool

func profileOf(s string) profile {
	p := make(profile)
	language := text.GuessLanguage(s, text.Swedish)
	for _, w := range text.Words(s) {
		if text.IsFunctionWord(w, language) {
			continue
		}
		p[text.Stem(w, language)] = true
		for _, f := range fields.of(w) {
			p["field "+f] = true
		}
		text.NGrams(w, profileGrams, profileGrams, func(g string) { p[g] = true })
	}
	return p
}

// centralities says of each statement of a point how much of it the others
// say too: the mean, over its features, of the share of the other statements
// that have the feature. From 0 to 1.
func centralities(all []profile) []float64 {
	having := make(map[string]int)
	for _, p := range all {
		for f := range p {
			having[f]++
		}
	}
	out := make([]float64, len(all))
	for i, p := range all {
		shared := 0
		for f := range p {
			shared += having[f] - 1
		}
		if n := len(p) * (len(all) - 1); n > 0 {
			out[i] = float64(shared) / float64(n)
		}
	}
	return out
}

// overlap is the Jaccard index of two profiles, from 0 to 1.
func (p profile) overlap(q profile) float64 {
	both := 0
	for f := range p {
		if q[f] {
			both++
		}
	}
	if all := len(p) + len(q) - both; all > 0 {
		return float64(both) / float64(all)
	}
	return 0
}
