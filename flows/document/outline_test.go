package document_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// element is an element of a document, with the text in it.
type element struct {
	name     string
	attrs    map[string]string
	children []*element
	text     strings.Builder // all of it, children's too
}

// parse reads HTML as XML. The documents are written so that this is possible:
// a tag that somebody's text opened or closed would break it.
func parse(t *testing.T, data []byte) *element {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Entity = xml.HTMLEntity
	top := &element{name: "document"}
	open := []*element{top}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("it does not parse: %v", err)
		}
		inner := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			inner.children = append(inner.children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			for _, e := range open {
				e.text.Write(token)
			}
		case xml.Comment:
			t.Errorf("a comment stands in it: %q", token)
		}
	}
	return top
}

// all lists the elements of some names in the order of the document; of every
// name if none is given.
func (e *element) all(names ...string) []*element {
	var out []*element
	for _, c := range e.children {
		if len(names) == 0 || slices.Contains(names, c.name) {
			out = append(out, c)
		}
		out = append(out, c.all(names...)...)
	}
	return out
}

// names lists the elements' names in the order of the document.
func (e *element) names() []string {
	var out []string
	for _, c := range e.all() {
		out = append(out, c.name)
	}
	return out
}

// words is the text with every run of blanks as one.
func (e *element) words() string { return collapse(e.text.String()) }

func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

var headings = []string{"h1", "h2", "h3", "h4", "h5", "h6"}

// checkHeadings holds that there is one h1, first, and that no level is left
// out on the way down.
func checkHeadings(t *testing.T, doc *element) {
	t.Helper()
	if n := len(doc.all("h1")); n != 1 {
		t.Errorf("%d h1, want one", n)
	}
	before := 0
	for _, h := range doc.all(headings...) {
		level := int(h.name[1] - '0')
		if level > before+1 {
			t.Errorf("%s %q comes after h%d", h.name, h.words(), before)
		}
		if h.words() == "" {
			t.Errorf("a %s is empty", h.name)
		}
		before = level
	}
}
