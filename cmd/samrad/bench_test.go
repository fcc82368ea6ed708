package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/flows/points/samples"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// BenchmarkImportDigest reports how long `samrad import` of answers as CSV, and
// `samrad digest --format json` of them, take: the 143 sample answers, and more
// that are put together of the sample answers' sentences. It only reports:
//
//	go test -run '^$' -bench ImportDigest -benchtime 1x ./cmd/samrad
func BenchmarkImportDigest(b *testing.B) {
	for _, n := range []int{143, 150, 1500, 15_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			answers := filepath.Join(dir, "answers.csv")
			writeAnswers(b, answers, n)
			config := benchConfig(b, dir)
			var importing, compiling time.Duration
			for b.Loop() {
				env := map[string]string{"REDIS_URL": redistest.Start(b).URL(), "SAMRAD_CONFIG": config}
				importing += timed(b, env, "import", "m", answers, "--add-organisations")
				compiling += timed(b, env, "digest", "m", "--format", "json")
			}
			b.ReportMetric(importing.Seconds()/float64(b.N), "s/import")
			b.ReportMetric(compiling.Seconds()/float64(b.N), "s/digest")
		})
	}
}

func timed(b *testing.B, env map[string]string, args ...string) time.Duration {
	b.Helper()
	var stderr bytes.Buffer
	start := time.Now()
	if status := run(b.Context(), args, func(k string) string { return env[k] }, io.Discard, &stderr); status != 0 {
		b.Fatalf("samrad %s: status %d: %s", args[0], status, stderr.String())
	}
	return time.Since(start)
}

// benchConfig is a config with the five questions.
func benchConfig(b *testing.B, dir string) string {
	b.Helper()
	questions, err := samples.Questions()
	if err != nil {
		b.Fatal(err)
	}
	var c strings.Builder
	c.WriteString("roles: {working_group: {users: [U0WG1]}, staff: {users: [U0ST1]}}\nmeetings:\n  - id: m\n    title: M\n    starts: 2023-11-07 13:00\n    channels: [C0SAMRAD]\n    themes:\n      - title: T\n        questions:\n")
	for _, q := range questions {
		fmt.Fprintf(&c, "          - {id: %s, text: %q}\n", q.ID, q.Text)
	}
	path := filepath.Join(dir, "samrad.yaml")
	if err := os.WriteFile(path, []byte(c.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

// writeAnswers writes n answers: the samples themselves, and from there on
// answers of three sentences that the samples have on the same question.
func writeAnswers(b *testing.B, path string, n int) {
	b.Helper()
	all, err := samples.Answers()
	if err != nil {
		b.Fatal(err)
	}
	sentences := map[string][]string{}
	for _, a := range all {
		for _, s := range strings.SplitAfter(a.Text, ". ") {
			sentences[a.Question] = append(sentences[a.Question], strings.TrimSpace(s))
		}
	}
	random := rand.New(rand.NewPCG(1, 1))
	for i := len(all); i < n; i++ {
		question := fmt.Sprintf("Q%d", 1+i%5)
		pool := sentences[question]
		var text []string
		for range 3 {
			text = append(text, pool[random.IntN(len(pool))])
		}
		all = append(all, samples.Answer{ID: fmt.Sprintf("B%05d", i), Organisation: fmt.Sprintf("Organisation %d", i/5), Question: question, Text: strings.Join(text, " ")})
	}
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	rows := [][]string{{"id", "question", "organisation", "text"}}
	for _, a := range all[:min(n, len(all))] {
		rows = append(rows, []string{a.ID, a.Question, a.Organisation, a.Text})
	}
	if err := w.WriteAll(rows); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
}
