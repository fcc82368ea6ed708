package points

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/samrad/samrad/flows/text"
)

// vector is sparse; its terms are in order of their features.
type vector []term

// length is the Euclidean one, of what a passage is about.
func (v vector) length() float64 {
	sum := 0.0
	for _, t := range v {
		if t.feature != attitude {
			sum += t.weight * t.weight
		}
	}
	return math.Sqrt(sum)
}

// feature numbers the features of a question's answers.
type feature int32

// term is kept small: there are some hundreds of each passage.
type term struct {
	weight  float64
	feature feature
	stance  stance
}

// space is one way of looking at words. The likeness of two passages is the
// sum over the spaces of share times the cosine.
type space struct {
	share    float64
	features func(word string, language text.Language) []string
}

const (
	wordShare  = 0.5 // stems
	gramShare  = 0.5 // character n-grams: compounds, inflection, typing errors
	fieldShare = 0.7 // fields of meaning: other words for the same thing
	leastGram  = 4
	mostGram   = 5
	// pivot is how much of the mean length stands for a vector's own.
	pivot = 0.5
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
	first := feature(0)
	for _, s := range spaces {
		first = s.addTo(ps, first)
	}
	for i := range ps {
		ps[i].vector = ps[i].vector.takeAttitude()
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
func (s space) addTo(ps []passage, first feature) feature {
	ids := newVocabulary(s, first)
	counted := make([]vector, len(ps))
	frequency := make(map[feature]int)
	tallies := make(map[feature]tally)
	for i, p := range ps {
		clear(tallies)
		for _, w := range p.words {
			weight := 1.0
			if commonWords[w.word] {
				weight = commonWeight
			}
			for _, f := range ids.of(w.word, p.language) {
				t := tallies[f]
				tallies[f] = tally{t.count + weight, t.stance.with(w.stance)}
			}
		}
		v := make(vector, 0, len(tallies))
		for f, t := range tallies {
			v = append(v, term{weight: t.count, feature: f, stance: t.stance})
			frequency[f]++
		}
		slices.SortFunc(v, func(a, b term) int { return cmp.Compare(a.feature, b.feature) })
		counted[i] = v
	}
	mean := 0.0
	for _, v := range counted {
		v.weigh(frequency, len(ps))
		mean += v.length() / float64(len(ps))
	}
	for i, v := range counted {
		v.normalise(s.share, mean)
		ps[i].vector = slices.Concat(ps[i].vector, v)
		counted[i] = nil
	}
	return ids.next
}

// tally is how often a passage has a feature, and what it says of it.
type tally struct {
	count  float64
	stance stance
}

// weigh makes weights of counts.
func (v vector) weigh(frequency map[feature]int, of int) {
	for i, t := range v {
		n := t.weight
		if n > 1 {
			n = 1 + math.Log(n)
		}
		v[i].weight = n * math.Log(float64(of+1)/float64(frequency[t.feature]))
	}
}

// normalise brings a vector to a length about the root of share. What is
// longer than the mean stays somewhat longer, and what is shorter, shorter
// (pivoted normalisation, Singhal, Buckley and Mitra 1996): a single word in common
// makes two short passages alike too easily.
func (v vector) normalise(share, mean float64) {
	by := math.Sqrt(share) / (pivot*mean + (1-pivot)*v.length())
	for i := range v {
		v[i].weight *= by
	}
}

// vocabulary numbers the features of words in the order in which they come.
type vocabulary struct {
	space   space
	numbers map[string]feature
	known   map[string][]feature // by language and word
	next    feature
}

func newVocabulary(s space, first feature) *vocabulary {
	return &vocabulary{space: s, numbers: make(map[string]feature), known: make(map[string][]feature), next: first}
}

func (v *vocabulary) of(word string, l text.Language) []feature {
	key := string(l) + word
	if out, ok := v.known[key]; ok {
		return out
	}
	features := v.space.features(word, l)
	out := make([]feature, len(features))
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
