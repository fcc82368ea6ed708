package flows_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/points/samples"
	"github.com/samrad/samrad/flows/text"
)

// manyContributions makes n answers to the sample questions out of the sample
// answers: each is two or three statements, with one word in seven exchanged for
// another, so that few are alike. Every organisation answers all the questions.
func manyContributions(b *testing.B, n int) (flows.Meeting, []flows.Organisation, []flows.Contribution) {
	b.Helper()
	questions, err := samples.Questions()
	if err != nil {
		b.Fatal(err)
	}
	answers, err := samples.Answers()
	if err != nil {
		b.Fatal(err)
	}
	pool := make(map[string][]string)
	for _, a := range answers {
		for _, s := range text.Statements(a.Text) {
			pool[a.Question] = append(pool[a.Question], a.Text[s.Start:s.End])
		}
	}
	m := flows.Meeting{ID: "m", Themes: make([]flows.Theme, len(questions))}
	for i, q := range questions {
		m.Themes[i] = flows.Theme{Title: q.Theme, Questions: []flows.Question{{ID: flows.QuestionID(q.ID), Text: q.Text}}}
	}
	rng := rand.New(rand.NewPCG(7, uint64(n)))
	organisations := make([]flows.Organisation, n/len(questions))
	var all []flows.Contribution
	for i := range organisations {
		id := fmt.Sprintf("o%05d", i)
		organisations[i] = flows.Organisation{ID: flows.OrganisationID(id), Name: fmt.Sprintf("Föreningen Nummer %d", i)}
		for _, q := range questions {
			var parts []string
			for range 2 + rng.IntN(2) {
				words := strings.Fields(pool[q.ID][rng.IntN(len(pool[q.ID]))])
				for range 1 + len(words)/7 {
					other := strings.Fields(pool[q.ID][rng.IntN(len(pool[q.ID]))])
					words[rng.IntN(len(words))] = other[rng.IntN(len(other))]
				}
				parts = append(parts, strings.Join(words, " ")+".")
			}
			all = append(all, flows.Contribution{ID: id + q.ID, Question: flows.QuestionID(q.ID), Organisation: flows.OrganisationID(id),
				Text: strings.Join(parts, "\n"), SubmittedAt: time.Unix(int64(i), 0)})
		}
	}
	return m, organisations, all
}

// BenchmarkCompile compiles a digest of five questions; the number is of answers
// in all. Memory is what the process had taken at most, in MB.
func BenchmarkCompile(b *testing.B) {
	for _, n := range []int{1_000, 5_000, 15_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m, organisations, all := manyContributions(b, n)
			d := flows.NewDirectory("", organisations, nil)
			b.ReportAllocs()
			b.ResetTimer()
			var memory runtime.MemStats
			for range b.N {
				flows.Compile(m, "sv", d, all)
				runtime.ReadMemStats(&memory)
			}
			b.ReportMetric(float64(memory.Sys)/1e6, "MB")
		})
	}
}
