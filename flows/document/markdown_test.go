package document_test

import (
	"bytes"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/samrad/samrad/flows"
)

// readers are the kinds of Markdown that a document must be read rightly in:
// https://spec.commonmark.org and https://github.github.com/gfm. Raw HTML is
// let through, so that a test sees it.
var readers = map[string]goldmark.Markdown{
	"CommonMark": goldmark.New(goldmark.WithRendererOptions(html.WithUnsafe(), html.WithXHTML())),
	"GFM": goldmark.New(goldmark.WithRendererOptions(html.WithUnsafe(), html.WithXHTML()),
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote)),
}

func parseMarkdown(t *testing.T, reader goldmark.Markdown, source []byte) *element {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("<body>")
	if err := reader.Convert(source, &b); err != nil {
		t.Fatal(err)
	}
	b.WriteString("</body>")
	return parse(t, b.Bytes())
}

// markdownElements are those that the documents are made of.
var markdownElements = []string{"body", "h1", "h2", "h3", "h4", "h5", "p", "ul", "li", "blockquote", "strong", "br"}

func TestMarkdownForm(t *testing.T) {
	for name, reader := range readers {
		t.Run(name, func(t *testing.T) {
			eachEdition(t, func(t *testing.T, _ flows.Digest, data []byte) {
				doc := parseMarkdown(t, reader, data)
				checkHeadings(t, doc)
				if diff := cmp.Diff(doc.names(), only(doc.names(), markdownElements)); diff != "" {
					t.Errorf("other elements:\n%s", diff)
				}
				if !bytes.HasSuffix(data, []byte("\n")) || bytes.HasSuffix(data, []byte("\n\n")) {
					t.Error("it does not end with one line end")
				}
			}, "md")
		})
	}
}

func only(names, allowed []string) []string {
	var out []string
	for _, n := range names {
		for _, a := range allowed {
			if n == a {
				out = append(out, n)
			}
		}
	}
	return out
}

// TestMarkdownKeepsText holds that whatever people write has the form of plain
// text, word for word, in every place. A blank line in a quotation begins a
// paragraph in it; nothing else changes the form.
func TestMarkdownKeepsText(t *testing.T) {
	for kind, reader := range readers {
		usual := parseMarkdown(t, reader, render(t, holding("sv", plain), "md"))
		for name, text := range hostile {
			t.Run(kind+"/"+name, func(t *testing.T) {
				source := render(t, holding("sv", text), "md")
				doc := parseMarkdown(t, reader, source)
				if diff := cmp.Diff(form(usual), form(doc)); diff != "" {
					t.Fatalf("form (-of plain text +of this):\n%s\n%s", diff, source)
				}
				want := withText(usual.words(), text)
				if diff := cmp.Diff(want, doc.words()); diff != "" {
					t.Errorf("words (-want +got):\n%s\n%s", diff, source)
				}
			})
		}
	}
}

// form lists the elements, with paragraphs that follow one another as one.
func form(doc *element) []string {
	var out []string
	for _, n := range doc.names() {
		if n != "p" || len(out) == 0 || out[len(out)-1] != "p" {
			out = append(out, n)
		}
	}
	return out
}

// trailing finds blanks at a line's end that are not the two of a line break.
var trailing = regexp.MustCompile(`(?m)(?:^>? +|[^ ] |\t| {3,})$`)

// TestMarkdownIsTidy holds that the source reads well too.
func TestMarkdownIsTidy(t *testing.T) {
	eachEdition(t, func(t *testing.T, _ flows.Digest, data []byte) {
		if found := trailing.FindAll(data, -1); len(found) > 0 {
			t.Errorf("%d lines end with blanks: %q", len(found), found)
		}
		if bytes.Contains(data, []byte("\n\n\n")) {
			t.Error("there are empty lines in a row")
		}
		if bytes.Contains(data, []byte("\r")) {
			t.Error("there are carriage returns")
		}
	}, "md")
}
