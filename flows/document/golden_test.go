package document_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
	"github.com/samrad/samrad/flows/goldentest"
)

// written are the formats that are texts, with golden files; packed are archives.
var (
	written = []string{"md", "html", "json", "csv"}
	packed  = []string{"docx", "xlsx"}
)

func render(t *testing.T, d flows.Digest, format string) []byte {
	t.Helper()
	data, err := document.Render(d, document.Options{Format: document.Format(format)})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestGolden(t *testing.T) {
	for _, e := range editions() {
		for _, format := range written {
			t.Run(e.name+"."+format, func(t *testing.T) {
				goldentest.Compare(t, e.name+"."+format, render(t, e.digest, format))
			})
		}
	}
}

// TestGoldenDOCX holds the text of the Word document; the parts of its template
// stand in the repository as they are.
func TestGoldenDOCX(t *testing.T) {
	for _, e := range editions() {
		t.Run(e.name, func(t *testing.T) {
			got := partsOf(t, render(t, e.digest, "docx"))["word/document.xml"]
			goldentest.Compare(t, e.name+".docx.xml", []byte(got))
		})
	}
}

// TestSameBytes holds that a digest gives the same bytes every time, also when
// it has been through JSON as the store keeps it, and is left as it was.
func TestSameBytes(t *testing.T) {
	for _, e := range editions() {
		for _, format := range slices.Concat(written, packed) {
			t.Run(e.name+"."+format, func(t *testing.T) {
				before, err := json.Marshal(e.digest)
				if err != nil {
					t.Fatal(err)
				}
				first := render(t, e.digest, format)
				if after, _ := json.Marshal(e.digest); !bytes.Equal(before, after) {
					t.Error("the digest was changed")
				}
				var stored flows.Digest
				if err := json.Unmarshal(before, &stored); err != nil {
					t.Fatal(err)
				}
				for range 3 {
					if !bytes.Equal(first, render(t, stored, format)) {
						t.Fatal("later bytes are others")
					}
				}
			})
		}
	}
}

// secrets are what no edition for everybody may hold: names and ids of
// organisations that do not stand by name, and words for the working group.
var secrets = []string{
	"Rosengårds", "rosengard", "Drom", "drom", "Unga i centrum", "ABF", "abf", "International Friends",
	"Bara för arbetsgruppen.", "Läxhjälpen behöver lokaler.", "Hemliga ord.", "Också hemligt.",
}

func TestUnattributedTellsNothing(t *testing.T) {
	for _, e := range editions() {
		if e.digest.Attributed {
			continue
		}
		for _, format := range []string{"md", "html", "csv", "docx", "xlsx"} {
			t.Run(e.name+"."+format, func(t *testing.T) {
				got := unpacked(t, render(t, e.digest, format))
				for _, s := range secrets {
					if strings.Contains(got, s) {
						t.Errorf("%q is in it", s)
					}
				}
			})
		}
	}
}

// TestAttributedTellsAll holds that the list of secrets is one: the working
// group's edition has them. It prints the masked form of a statement.
func TestAttributedTellsAll(t *testing.T) {
	got := string(render(t, sample("sv", flows.DigestDraft), "csv"))
	for _, s := range secrets {
		if s != "Bara för arbetsgruppen." && !strings.Contains(got, s) {
			t.Errorf("%q is not in it", s)
		}
	}
}

// TestNotWritten: a PDF is printed by a browser, and what is no format is told
// with those that are.
func TestNotWritten(t *testing.T) {
	for format, hint := range map[document.Format]string{document.PDF: "docx or html", "txt": document.FormatNames(), "": document.FormatNames()} {
		t.Run(string(format), func(t *testing.T) {
			data, err := document.Render(sample("sv", flows.DigestDraft), document.Options{Format: format})
			if err == nil {
				t.Fatalf("got %d bytes, want an error", len(data))
			}
			if code := flows.CodeOf(err); code != flows.CodeInvalid {
				t.Errorf("code %s, want %s", code, flows.CodeInvalid)
			}
			if got := flows.HintOf(err); !strings.Contains(got, hint) {
				t.Errorf("the hint %q does not name %s", got, hint)
			}
		})
	}
}

func TestKnown(t *testing.T) {
	for f, want := range map[document.Format]bool{"md": true, "html": true, "docx": true, "pdf": true, "json": true, "csv": true, "xlsx": true, "MD": false, "txt": false, "": false} {
		if got := document.Known(f); got != want {
			t.Errorf("Known(%q) = %v, want %v", f, got, want)
		}
	}
	if got, want := document.FormatNames(), "md, html, docx, pdf, json, csv or xlsx"; got != want {
		t.Errorf("FormatNames() = %q, want %q", got, want)
	}
}

func TestFileName(t *testing.T) {
	tests := []struct {
		name   string
		digest flows.Digest
		format document.Format
		want   string
	}{
		{"Swedish", flows.Digest{Meeting: "2023-11-07", Version: 3, Language: "sv"}, document.HTML, "underlag-2023-11-07-v3.html"},
		{"English", flows.Digest{Meeting: "2023-11-07", Version: 3, Language: "en"}, document.CSV, "digest-2023-11-07-v3.csv"},
		{"attributed", flows.Digest{Meeting: "M1", Version: 12, Language: "sv", Attributed: true}, document.Markdown, "underlag-m1-v12-attributed.md"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := document.FileName(tt.digest, tt.format); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
