package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/points/samples"
)

// TestDemo plays the whole consultation, on a server of its own and, where none
// is installed, in memory. What the real environment says must not matter.
func TestDemo(t *testing.T) {
	tests := []struct{ name, path string }{
		{"redis-server", os.Getenv("PATH")},
		{"in memory", t.TempDir()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("PATH", tt.path)
			env := map[string]string{"SLACK_BOT_TOKEN": "wrong", "REDIS_URL": "wrong", "SAMRAD_CONFIG": "nowhere", "SAMRAD_LISTEN": "wrong"}
			dir := filepath.Join(t.TempDir(), "out")
			var stdout, stderr bytes.Buffer
			if status := run(t.Context(), []string{"demo", "--headless", "--out", dir}, func(k string) string { return env[k] }, &stdout, &stderr); status != 0 {
				t.Fatalf("status %d:\n%s%s", status, stdout.String(), stderr.String())
			}
			if stderr.Len() > 0 {
				t.Errorf("the demo complains:\n%s", stderr.String())
			}
			if strings.Contains(stdout.String(), "http://") {
				t.Errorf("the demo names a page that ends with it:\n%s", stdout.String())
			}
			checkDemo(t, dir)
		})
	}
}

// demoRow is what the test looks at of an exported contribution.
type demoRow struct {
	ID           string
	Question     string
	Organisation string
	Text         string
}

func checkDemo(t *testing.T, dir string) {
	t.Helper()
	rows := map[string]demoRow{}
	answered := 0
	for line := range bytes.Lines(readFile(t, filepath.Join(dir, "export.jsonl"))) {
		var r demoRow
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		rows[r.ID] = r
		if r.Text != "" {
			answered++
		}
	}
	if answered != 143 {
		t.Errorf("%d answers are stored, want 143", answered)
	}
	var d flows.Digest
	if err := json.Unmarshal(readFile(t, filepath.Join(dir, "digest.json")), &d); err != nil {
		t.Fatal(err)
	}
	if d.State != flows.DigestPublished || d.Participation.Answered != 38 || d.Participation.Late != 1 || d.Participation.Unassigned != 0 {
		t.Errorf("the digest is %s, with participation %+v", d.State, d.Participation)
	}
	told := map[string]bool{}
	for _, theme := range d.Themes {
		for _, q := range theme.Questions {
			checkQuestion(t, q, rows, told)
		}
	}
	for id, r := range rows {
		if r.Text != "" && !told[id] {
			t.Errorf("answer %s is in no point and not in without_point", id)
		}
	}
	checkNames(t, dir)
}

// checkQuestion holds a question's points to the answers that they are made of.
func checkQuestion(t *testing.T, q flows.DigestQuestion, rows map[string]demoRow, told map[string]bool) {
	t.Helper()
	verbatim := func(s flows.DigestStatement) string {
		told[s.Contribution] = true
		r := rows[s.Contribution]
		if s.Start < 0 || s.End > len(r.Text) || s.Start > s.End || r.Text[s.Start:s.End] != s.Text {
			t.Errorf("%s: a statement of %s is not the answer's slice %d to %d", q.ID, s.Contribution, s.Start, s.End)
		}
		return r.Organisation
	}
	for _, p := range q.Points {
		organisations := map[string]bool{}
		for _, s := range p.Statements {
			organisations[verbatim(s)] = true
		}
		if len(organisations) != p.Organisations {
			t.Errorf("%s %s: counts %d organisations, its statements are of %d", q.ID, p.ID, p.Organisations, len(organisations))
		}
	}
	for _, s := range q.WithoutPoint {
		verbatim(s)
	}
}

// checkNames: no document names an organisation. In the JSON, whose statements
// are verbatim, no label does.
func checkNames(t *testing.T, dir string) {
	t.Helper()
	answers, err := samples.Answers()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range answers {
		for _, format := range []string{"md", "html", "csv"} {
			if strings.Contains(string(readFile(t, filepath.Join(dir, "digest."+format))), a.Organisation) {
				t.Fatalf("the %s names an organisation", format)
			}
		}
		if strings.Contains(string(readFile(t, filepath.Join(dir, "digest.json"))), `"organisation":`) {
			t.Fatal("the JSON says whose a statement is")
		}
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
