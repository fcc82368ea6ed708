package points

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/samrad/samrad/flows/text"
)

// vector is sparse; its terms are in order of their features.
type vector []term

// length is the Euclidean one.
func (v vector) length() float64 {
	sum := 0.0
	for _, t := range v {
		sum += t.weight * t.weight
	}
	return math.Sqrt(sum)
}

type term struct {
	feature int
	weight  float64
	stance  stance
}

// space is one way of looking at words. The likeness of two passages is the
// sum over the spaces of share times the cosine.
type space struct {
	share    float64
	features func(word string, language text.Language) []string
}

const (
	wordShare  = 0.4 // stems
	gramShare  = 0.5 // character n-grams: compounds, inflection, typing errors
	fieldShare = 1.0 // fields of meaning: other words for the same thing
	leastGram  = 4
	mostGram   = 5
	// commonWeight is the weight of a word that says little of any matter.
	commonWeight = 0.5
)

// vectorise gives every passage its vector. The question's own words and
// fields are left out: they are in half the answers and tell none apart.
func vectorise(question string, ps []passage) {
	language := text.GuessLanguage(question, text.Swedish)
	asked := make(map[string]bool)
	for _, w := range text.Words(question) {
		asked[text.Stem(w, language)] = true
		for _, f := range fields.of(w) {
			asked["field "+f] = true
		}
	}
	spaces := []space{
		{wordShare, func(w string, l text.Language) []string { return []string{string(l) + text.Stem(w, l)} }},
		{gramShare, grams},
		{fieldShare, func(w string, _ text.Language) []string {
			return slices.DeleteFunc(fields.of(w), func(f string) bool { return asked["field "+f] })
		}},
	}
	for i := range ps {
		ps[i].words = slices.DeleteFunc(ps[i].words, func(w placedWord) bool {
			return !matters(w.word, ps[i].language) || asked[text.Stem(w.word, ps[i].language)]
		})
	}
	first := 0
	for _, s := range spaces {
		first = s.addTo(ps, first)
	}
}

// matters reports whether a word may carry matter: it is no function word, no
// number and no single letter.
func matters(w string, l text.Language) bool {
	return !text.IsFunctionWord(w, l) && len([]rune(w)) > 1 && strings.IndexFunc(w, unicode.IsDigit) < 0
}

func grams(w string, l text.Language) []string {
	var out []string
	text.NGrams(w, leastGram, mostGram, func(g string) { out = append(out, string(l)+g) })
	slices.Sort(out)
	return slices.Compact(out)
}

// addTo appends the space's terms to the vectors, numbering its features from
// first, and returns the next free number. A term weighs count times inverse
// document frequency, the passages being the documents, with a dampened count.
func (s space) addTo(ps []passage, first int) int {
	ids := newVocabulary(s, first)
	counts := make([]map[int]tally, len(ps))
	frequency := make(map[int]int)
	for i, p := range ps {
		counts[i] = make(map[int]tally)
		for _, w := range p.words {
			weight := 1.0
			if commonWords[w.word] {
				weight = commonWeight
			}
			for _, f := range ids.of(w.word, p.language) {
				t := counts[i][f]
				counts[i][f] = tally{t.count + weight, t.stance.with(w.stance)}
			}
		}
		for f := range counts[i] {
			frequency[f]++
		}
	}
	for i := range ps {
		ps[i].vector = append(ps[i].vector, s.unit(counts[i], frequency, len(ps))...)
	}
	return ids.next
}

// tally is how often a passage has a feature, and what it says of it.
type tally struct {
	count  float64
	stance stance
}

// unit makes a vector of length root of share.
func (s space) unit(counts map[int]tally, frequency map[int]int, of int) vector {
	v := make(vector, 0, len(counts))
	for f, t := range counts {
		n := t.count
		if n > 1 {
			n = 1 + math.Log(n)
		}
		v = append(v, term{f, n * math.Log(float64(of+1)/float64(frequency[f])), t.stance})
	}
	slices.SortFunc(v, func(a, b term) int { return a.feature - b.feature })
	sum := 0.0
	for _, t := range v {
		sum += t.weight * t.weight
	}
	for i := range v {
		v[i].weight *= math.Sqrt(s.share / sum)
	}
	return v
}

// vocabulary numbers the features of words in the order in which they come.
type vocabulary struct {
	space   space
	numbers map[string]int
	known   map[string][]int // by language and word
	next    int
}

func newVocabulary(s space, first int) *vocabulary {
	return &vocabulary{space: s, numbers: make(map[string]int), known: make(map[string][]int), next: first}
}

func (v *vocabulary) of(word string, l text.Language) []int {
	key := string(l) + word
	if out, ok := v.known[key]; ok {
		return out
	}
	features := v.space.features(word, l)
	out := make([]int, len(features))
	for i, f := range features {
		n, ok := v.numbers[f]
		if !ok {
			n = v.next
			v.numbers[f] = n
			v.next++
		}
		out[i] = n
	}
	v.known[key] = out
	return out
}
