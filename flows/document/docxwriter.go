package document

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// docxWriter writes an outline as WordprocessingML: ECMA-376 part 1, section
// 17. All text goes through xmlText.
type docxWriter struct {
	strings.Builder
	bookmarks int
	brief     bool  // on the first page
	chart     chart // the last that it placed
}

const docxNamespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
	` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
	` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
	` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

// pageForm is A4 with a footer, in twentieths of a point.
const pageForm = `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>` +
	`<w:pgMar w:top="680" w:right="1021" w:bottom="680" w:left="1021" w:header="454" w:footer="397" w:gutter="0"/></w:sectPr>`

func (w *docxWriter) document(o outline) {
	fmt.Fprintf(w, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document %s><w:body>\n", docxNamespaces)
	for _, n := range o.notices {
		w.paragraph("Notice", ours(n))
	}
	w.paragraph("Title", o.title)
	for _, f := range o.facts {
		w.paragraph("Brief", f)
	}
	for _, s := range o.sections {
		w.brief = s.kind == firstPage
		w.section(s, 1)
	}
	w.WriteString(pageForm + "</w:body></w:document>\n")
}

func (w *docxWriter) section(s section, level int) {
	more := ""
	if s.kind == newPage {
		more = "<w:pageBreakBefore/>"
	}
	w.start(fmt.Sprintf("Heading%d", level), more, s.title.String())
	if s.id != "" {
		w.bookmarks++
		fmt.Fprintf(w, `<w:bookmarkStart w:id="%d" w:name="%s"/>`, w.bookmarks, bookmark(s.id))
	}
	w.line(s.title)
	if s.id != "" {
		fmt.Fprintf(w, `<w:bookmarkEnd w:id="%d"/>`, w.bookmarks)
	}
	w.WriteString("</w:p>\n")
	for _, b := range s.blocks {
		w.block(b)
	}
	for _, sub := range s.sections {
		w.section(sub, level+1)
	}
}

// bookmark is a place's name as Word allows it: without hyphens.
func bookmark(id string) string { return strings.ReplaceAll(id, "-", "_") }

func (w *docxWriter) block(b block) {
	switch b := b.(type) {
	case paragraph:
		style := ""
		switch {
		case b.small:
			style = "Small"
		case w.brief:
			style = "Brief"
		}
		w.paragraph(style, b.words)
	case bullets:
		style := "ListBullet"
		if w.brief {
			style = "BriefBullet"
		}
		for _, item := range b {
			w.paragraph(style, item)
		}
	case quote:
		w.paragraph("Quote", line{{text: b.words, theirs: true, lang: b.lang}})
		if len(b.source) > 0 {
			w.paragraph("QuoteSource", b.source)
		}
	case table:
		w.table(b)
	case figure:
		w.figure(b)
	}
}

func (w *docxWriter) paragraph(style string, l line) {
	w.start(style, "", l.String())
	w.line(l)
	w.WriteString("</w:p>\n")
}

// start begins a paragraph, which runs as its words do.
func (w *docxWriter) start(style, more, words string) {
	w.WriteString("<w:p><w:pPr>")
	if style != "" {
		fmt.Fprintf(w, `<w:pStyle w:val="%s"/>`, style)
	}
	w.WriteString(more)
	if rightToLeft(words) {
		w.WriteString("<w:bidi/>")
	}
	if w.brief {
		w.WriteString(briefSpacing[style])
	}
	w.WriteString("</w:pPr>")
}

// briefSpacing is closer on the first page, which has to fit: five themes with
// titles of two lines do.
var briefSpacing = map[string]string{
	"Heading1": `<w:spacing w:before="80" w:after="0" w:line="240" w:lineRule="auto"/>`,
	"Heading2": `<w:spacing w:before="40" w:after="0" w:line="240" w:lineRule="auto"/>`,
	"Caption":  `<w:spacing w:before="40" w:after="20" w:line="240" w:lineRule="auto"/>`,
	"Small":    `<w:spacing w:before="40" w:after="0" w:line="240" w:lineRule="auto"/>`,
}

func (w *docxWriter) line(l line) {
	to := ""
	link := func(next string) {
		if to != next && to != "" {
			w.WriteString("</w:hyperlink>")
		}
		if to != next && next != "" {
			fmt.Fprintf(w, `<w:hyperlink w:anchor="%s">`, bookmark(next))
		}
		to = next
	}
	for _, s := range l {
		link(s.to)
		w.run(s)
	}
	link("")
}

func (w *docxWriter) run(s span) {
	text := lineEnds.Replace(s.text)
	w.WriteString("<w:r>")
	rtl := s.theirs && rightToLeft(text)
	if rtl || s.lang != "" {
		w.WriteString("<w:rPr>")
		if rtl {
			w.WriteString("<w:rtl/>")
		}
		if lang := docxLanguages[s.lang]; lang != "" {
			fmt.Fprintf(w, `<w:lang w:val="%s"/>`, lang)
		}
		w.WriteString("</w:rPr>")
	}
	if rtl {
		text = isolate(text)
	}
	for i, l := range strings.Split(text, "\n") {
		if i > 0 {
			w.WriteString("<w:br/>")
		}
		for j, t := range strings.Split(l, "\t") {
			if j > 0 {
				w.WriteString("<w:tab/>")
			}
			fmt.Fprintf(w, `<w:t xml:space="preserve">%s</w:t>`, xmlText(t))
		}
	}
	w.WriteString("</w:r>")
}

// xmlText escapes; what XML cannot hold becomes the mark of what is lost.
func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes all
	return b.String()
}
