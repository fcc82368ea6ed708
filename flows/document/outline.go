package document

import "strings"

// outline is a document before it has a form. Markdown, HTML and DOCX are
// written from it, so that none can say what another does not.
type outline struct {
	lang     string
	skip     string   // leads past the head
	notices  []string // stand before everything: what a reader must know first
	title    line
	facts    []line
	sections []section
}

// section is a heading with what stands under it.
type section struct {
	id       string // what links lead to; may be empty
	title    line
	kind     sectionKind
	blocks   []block
	sections []section
}

// sectionKind is how a section is set.
type sectionKind int

const (
	plainSection sectionKind = iota
	firstPage                // is set small, so that it fits a page
	newPage                  // begins a page where there are pages
	// numbers repeats as a table what a figure shows: a form that cannot draw
	// writes the figure as its numbers and leaves the section out.
	numbers
)

// block is what stands under a heading: a paragraph, bullets, a quote, a table
// or a figure.
type block interface{ block() }

type (
	paragraph struct {
		words line
		small bool // a remark
	}
	bullets []line
	quote   struct {
		words  string
		lang   string // where it is not the document's
		source line   // who said it, and what there is to know; may be empty
	}
	table struct {
		caption string
		columns []string
		rows    [][]line // the first cell is the row's header
	}
	figure struct{ chart }
)

func (paragraph) block() {}
func (bullets) block()   {}
func (quote) block()     {}
func (table) block()     {}
func (figure) block()    {}

// line is words in a row, ours and other people's.
type line []span

// span is words of one kind. Those that people wrote may run in another
// direction or be in another language than the document.
type span struct {
	text   string
	theirs bool
	lang   string // where it is not the document's
	to     string // the section that it links to
}

func ours(s string) line { return line{{text: s}} }

// String is the words without their form.
func (l line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.text)
	}
	return b.String()
}
