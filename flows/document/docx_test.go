package document_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
)

// tagged makes LibreOffice write the structure of a document into the PDF.
const tagged = `pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}`

// TestDOCXInLibreOffice holds that a word processor opens the document and finds
// in it what the others do: text, headings, the picture, tables with headers.
func TestDOCXInLibreOffice(t *testing.T) {
	d := meeting(t, "sv", flows.DigestPublished).Unattributed()
	converted := inLibreOffice(t, render(t, d, "docx"))
	info := tool(t, "pdfinfo", converted)
	if got, want := field(info, "Title"), "Underlag: "+d.Title; got != want {
		t.Errorf("the title is %q, want %q", got, want)
	}
	if got := field(info, "Author"); got != "" {
		t.Errorf("the author is %q", got)
	}
	found := tags(t, converted)
	// The title is a paragraph of its own style, and Heading 1 is H1.
	if found["H1"] != len(d.Themes)+3 || found["H2"] < 2*len(d.Themes) || found["H4"] == 0 || found["Table"] != 4 || found["TH"] == 0 || found["Figure"] != 1 || found["LI"] == 0 {
		t.Errorf("tags: %v", found)
	}
	if data, err := os.ReadFile(converted); err != nil || !bytes.Contains(data, []byte("/Lang(sv-SE)")) {
		t.Errorf("the language is not sv-SE (%v)", err)
	}
	checkPages(t, converted, d)
	text := collapse(tool(t, "pdftotext", "-layout", converted, "-"))
	for _, row := range []string{"Tema Har svarat Inbjudna", "Tema 1: Bildning och utbildning 29 41", "Sektor Har svarat Inbjudna", "Övriga 4 5"} {
		if !strings.Contains(text, row) {
			t.Errorf("the row %q is not in it", row)
		}
	}
}

// inLibreOffice prints a document as a PDF and tells where it is.
func inLibreOffice(t *testing.T, data []byte) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "digest.docx")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", tagged, "--outdir", dir, path)
	return filepath.Join(dir, "digest.pdf")
}

// TestDOCXFirstPage holds that the summary of a large meeting fits one page: five
// themes whose titles take two lines, 164 organisations, and all that there is to
// say of participation, also with the notice of the working group's edition.
func TestDOCXFirstPage(t *testing.T) {
	d := meeting(t, "sv", flows.DigestPublished)
	d.Participation = flows.Participation{Invited: 164, Answered: 150, Late: 3, Unassigned: 2, SetAside: 3}
	for i, more := range []string{" för en lyckad integration, ett minskat utanförskap och ett längre arbetsliv i hela landet", " bland nyanlända kvinnor, barn och unga i områden med få vägar in",
		" samt civilsamhällets egna möjligheter att nå dem som ingen annan når", ", organisering och väg till arbete och egen försörjning, med fokus på föräldraledigheten", ", i skolan, i föreningslivet och på den första arbetsplatsen"} {
		d.Themes[i].Title += more
		d.Themes[i].Answered += 110
	}
	converted := inLibreOffice(t, render(t, d, "docx"))
	first, second := collapse(tool(t, "pdftotext", "-l", "1", converted, "-")), collapse(tool(t, "pdftotext", "-f", "2", "-l", "2", converted, "-"))
	if want := "Medskick är vad en organisation själv har märkt som viktigast."; !strings.Contains(first, want) {
		t.Errorf("the first page does not end with %q", want)
	}
	if want := "Tema 1: " + d.Themes[0].Title; !strings.HasPrefix(second, want) {
		t.Errorf("the second page begins with %.80q, want %q", second, want)
	}
}

// TestDOCXParts holds that every part is XML, that the properties are a title
// and a language, and that the picture has its numbers as words.
func TestDOCXParts(t *testing.T) {
	eachEdition(t, func(t *testing.T, d flows.Digest, data []byte) {
		parts := partsOf(t, data)
		for name, part := range parts {
			if !strings.HasSuffix(name, ".png") {
				wellFormed(t, name, part)
			}
		}
		want := map[string]string{"sv": "sv-SE", "en": "en-GB"}[d.Language]
		if core := parts["docProps/core.xml"]; !strings.Contains(core, "<dc:language>"+want+"<") || strings.Contains(core, "creator") || strings.Contains(core, "odifiedBy") {
			t.Errorf("properties: %s", core)
		}
		if !strings.Contains(parts["word/styles.xml"], `w:val="`+want+`"`) {
			t.Error("the styles have another language")
		}
		if len(d.Themes) == 0 {
			return
		}
		picture, err := png.Decode(strings.NewReader(parts["word/media/chart.png"]))
		if err != nil {
			t.Fatal(err)
		}
		if b := picture.Bounds(); b.Dx() < 1000 || b.Dy() < 100 {
			t.Errorf("the picture is %v", b)
		}
		if alt := parts["word/document.xml"]; !strings.Contains(alt, `descr="`) || !strings.Contains(alt, "Others: 0 of 8.") && !strings.Contains(alt, "Övriga: 0 av 8.") {
			t.Error("the picture has no words")
		}
	}, "docx")
}

// TestDOCXKeepsText holds that whatever people write has the form of plain text,
// word for word.
func TestDOCXKeepsText(t *testing.T) {
	usual := wordParagraphs(t, render(t, holding("sv", plain), "docx"))
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			got := wordParagraphs(t, render(t, holding("sv", text), "docx"))
			if len(got) != len(usual) {
				t.Fatalf("%d paragraphs, want %d", len(got), len(usual))
			}
			for i := range usual {
				if want := withText(usual[i], text); collapse(want) != collapse(got[i]) {
					t.Errorf("paragraph %d is %.200q, want %.200q", i, got[i], want)
				}
			}
		})
	}
}

// wordParagraphs lists the texts of a document's paragraphs, without the marks
// that keep directions apart.
func wordParagraphs(t *testing.T, data []byte) []string {
	t.Helper()
	var out []string
	var now strings.Builder
	d := xml.NewDecoder(strings.NewReader(partsOf(t, data)["word/document.xml"]))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			now.Write(token)
		case xml.StartElement:
			if token.Name.Local == "br" || token.Name.Local == "tab" {
				now.WriteString(" ")
			}
		case xml.EndElement:
			if token.Name.Local == "p" {
				out = append(out, strings.NewReplacer("\u2068", "", "\u2069", "").Replace(strings.TrimSpace(now.String())))
				now.Reset()
			}
		}
	}
}

func wellFormed(t *testing.T, name, part string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(part))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}
