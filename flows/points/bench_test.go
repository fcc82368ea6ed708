package points

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// manyAnswers makes n answers to a question out of the words of the labelled
// ones: each is two or three of their statements with a word left out here and
// there, so that few are alike.
func manyAnswers(set goldSet, question string, n int) []Answer {
	rng := rand.New(rand.NewPCG(7, uint64(n)))
	var pool []string
	for _, a := range set.input(question) {
		for _, s := range statementsOf(a, Options{}) {
			pool = append(pool, s.Text)
		}
	}
	out := make([]Answer, n)
	for i := range out {
		var parts []string
		for range 2 + rng.IntN(2) {
			words := strings.Fields(pool[rng.IntN(len(pool))])
			for range 1 + len(words)/6 {
				j := rng.IntN(len(words))
				words[j] = strings.Fields(pool[rng.IntN(len(pool))])[0]
			}
			parts = append(parts, strings.Join(words, " ")+".")
		}
		out[i] = Answer{ID: fmt.Sprintf("a%05d", i), Organisation: fmt.Sprintf("o%05d", i), Text: strings.Join(parts, "\n")}
	}
	return out
}

// BenchmarkGroup groups five questions in turn; the number is of answers in
// all. Memory is what was in use at most after a question, in MB.
func BenchmarkGroup(b *testing.B) {
	set := integrationSet(b)
	for _, n := range []int{150, 1_500, 5_000, 15_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			inputs := make([][]Answer, len(set.questions))
			for i, q := range set.questions {
				inputs[i] = manyAnswers(set, q.ID, n/len(set.questions))
			}
			b.ReportAllocs()
			b.ResetTimer()
			var most uint64
			for range b.N {
				for i, q := range set.questions {
					Group(q.Text, inputs[i], Options{})
					var m runtime.MemStats
					runtime.ReadMemStats(&m)
					most = max(most, m.HeapSys)
				}
			}
			b.ReportMetric(float64(most)/1e6, "MB")
		})
	}
}
