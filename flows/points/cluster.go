package points

import "github.com/samrad/samrad/flows/text"

// The numbers of the method. They were set on the labelled sets together, in
// the middle of the range where the result hardly changes and on its cautious
// side: parting what belongs together is mended with one merge, while mixing
// opposite views misleads.
const (
	// leastSimilarity is how much more alike than the answers in general two
	// groups must be, on average over their pairs, to be one point.
	leastSimilarity = 0.05
	// neighbourBonus is added between a passage and the one that follows it
	// in the same line and says nothing of going on to another matter.
	neighbourBonus = 0.1
	// opposition is how much a feature parts two passages of opposite stance on
	// it, for what it would join them otherwise.
	opposition = 1.0
	// maxTogether is how many passages are compared all with all; the rest
	// are matched to the groups that those made. It bounds the memory.
	maxTogether = 1200
)

// grouping is what items came to.
type grouping struct {
	label  []int // of each item, the number of its point; those below the number of known points are known points
	rivals []rivals
}

// cluster groups items.
func cluster(question string, items []item) grouping {
	ps := passagesOf(items, languageOf(question, items))
	vectorise(question, ps)
	groups := groupAll(ps)
	out := grouping{label: make([]int, len(items)), rivals: rivalsOf(ps, groups)}
	for g, members := range groups {
		for _, p := range members {
			for _, i := range ps[p].items {
				out.label[i] = g
			}
		}
	}
	return out
}

// languageOf guesses the language of every answer; a doubtful one is in the
// question's.
func languageOf(question string, items []item) map[int]text.Language {
	ofQuestion := text.GuessLanguage(question, text.Swedish)
	whole := make(map[int]string)
	for _, it := range items {
		whole[it.answer] += it.text + "\n"
	}
	out := make(map[int]text.Language, len(whole))
	for answer, s := range whole {
		out[answer] = text.GuessLanguage(s, ofQuestion)
	}
	return out
}
