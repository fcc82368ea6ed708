package document_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document/pdf"
)

// tool runs a program of poppler or LibreOffice and returns what it writes.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v; .ci/install installs it", name, err)
	}
	return string(out)
}

// field is one of pdfinfo's.
func field(info, name string) string {
	for l := range strings.Lines(info) {
		if value, ok := strings.CutPrefix(l, name+":"); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// tags counts a PDF's elements by their kind, as a screen reader meets them.
func tags(t *testing.T, path string) map[string]int {
	t.Helper()
	out := map[string]int{}
	for l := range strings.Lines(tool(t, "pdfinfo", "-struct", path)) {
		kind, _, _ := strings.Cut(strings.TrimSpace(l), " ")
		out[strings.TrimSuffix(kind, ":")]++
	}
	return out
}

// TestPDF holds that what the browser prints is tagged, has a title, a language,
// headings and an outline, that its first page is the summary and no more, and
// that it names nobody.
func TestPDF(t *testing.T) {
	d := meeting(t, "sv", flows.DigestPublished).Unattributed()
	data, err := pdf.Print(t.Context(), render(t, d, "html"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "digest.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	info := tool(t, "pdfinfo", path)
	for name, want := range map[string]string{"Tagged": "yes", "Title": "Underlag: " + d.Title, "JavaScript": "no", "Author": ""} {
		if got := field(info, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if !strings.Contains(field(info, "Page size"), "A4") {
		t.Errorf("the page is %s", field(info, "Page size"))
	}
	if !regexp.MustCompile(`/Lang \(sv\)`).Match(data) || !regexp.MustCompile(`/Outlines \d`).Match(data) {
		t.Error("no language, or no outline")
	}
	found := tags(t, path)
	if found["H1"] != 1 || found["H2"] != len(d.Themes)+3 || found["H3"] < 2*len(d.Themes) || found["TH"] == 0 || found["Figure"] == 0 || found["BlockQuote"] == 0 {
		t.Errorf("tags: %v", found)
	}
	checkPages(t, path, d)
}

// checkPages holds that a file's first page is the summary, and what no page says.
func checkPages(t *testing.T, path string, d flows.Digest) {
	t.Helper()
	first, second := collapse(tool(t, "pdftotext", "-l", "1", path, "-")), collapse(tool(t, "pdftotext", "-f", "2", "-l", "2", path, "-"))
	for _, want := range []string{d.Title, "Sammanfattning", "38 av 41 inbjudna organisationer", "Tema 5: " + d.Themes[4].Title, "Där organisationer är oense",
		"Ändrat sedan version 2", "Medskick är vad en organisation själv har märkt som viktigast."} {
		if !strings.Contains(first, want) {
			t.Errorf("%q does not stand on the first page", want)
		}
	}
	if want := "Tema 1: " + d.Themes[0].Title; !strings.HasPrefix(second, want) {
		t.Errorf("the second page begins with %.80q, want %q", second, want)
	}
	all := collapse(tool(t, "pdftotext", path, "-"))
	organisations, _ := respondents(t)
	shown := standing(d)
	for _, o := range organisations {
		if strings.Contains(all, o.Name) && !shown[o.Name] {
			t.Errorf("it names %s", o.Name)
		}
	}
	for _, theme := range d.Themes {
		for _, q := range theme.Questions {
			for _, p := range q.Points {
				if !strings.Contains(strings.ReplaceAll(all, " ", ""), strings.ReplaceAll(collapse(p.Label), " ", "")) {
					t.Errorf("the point %q is not in it", p.Label)
				}
			}
		}
	}
}
