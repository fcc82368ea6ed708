package document

import (
	_ "embed"
	"fmt"
	"html"
	"strconv"
	"strings"
)

//go:embed style.css
var style string

// htmlWriter writes an outline as one page that needs nothing else. All text
// goes through words, which escapes it; the rest is ours. It is well-formed
// XML, so that a test can read it.
type htmlWriter struct {
	strings.Builder
	lang string
}

// policy lets a browser load nothing and run nothing, whatever stands in the page.
const policy = "default-src 'none'; style-src 'unsafe-inline'"

func htmlDocument(o outline) []byte {
	w := &htmlWriter{lang: o.lang}
	fmt.Fprintf(w, "<!DOCTYPE html>\n<html lang=%q>\n<head>\n<meta charset=\"utf-8\"/>\n", o.lang)
	fmt.Fprintf(w, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\"/>\n", policy)
	w.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
	fmt.Fprintf(w, "<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n", escape(o.title.String()), style)
	fmt.Fprintf(w, "<a class=\"skip\" href=\"#%s\">%s</a>\n", o.sections[0].id, escape(o.skip))
	w.WriteString("<header>\n")
	for _, n := range o.notices {
		fmt.Fprintf(w, "<p class=\"notice\">%s</p>\n", escape(n))
	}
	fmt.Fprintf(w, "<h1>%s</h1>\n", w.words(o.title))
	for _, f := range o.facts {
		fmt.Fprintf(w, "<p>%s</p>\n", w.words(f))
	}
	w.WriteString("</header>\n<main>\n")
	for i, s := range o.sections {
		w.section(s, 2, "s"+strconv.Itoa(i+1))
	}
	w.WriteString("</main>\n</body>\n</html>\n")
	return []byte(w.String())
}

// escape makes a text stand as it is; a control character, which XML cannot
// hold, becomes the mark of one that is lost.
func escape(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return '\ufffd'
		}
		return r
	}, s))
}

// words is a line. People's own find their direction by themselves, so that
// they turn no other words.
func (w *htmlWriter) words(l line) string {
	var b strings.Builder
	to := ""
	link := func(next string) {
		if to != next && to != "" {
			b.WriteString("</a>")
		}
		if to != next && next != "" {
			fmt.Fprintf(&b, "<a href=\"#%s\">", next)
		}
		to = next
	}
	for _, s := range l {
		link(s.to)
		out := escape(s.text)
		switch {
		case s.theirs && s.lang != "":
			out = fmt.Sprintf("<bdi lang=%q>%s</bdi>", s.lang, out)
		case s.theirs:
			out = "<bdi>" + out + "</bdi>"
		}
		b.WriteString(out)
	}
	link("")
	return b.String()
}

// section is a landmark at the top, so that a reader can go from one to the
// next; below, headings are enough.
func (w *htmlWriter) section(s section, level int, id string) {
	if s.id != "" {
		id = s.id
	}
	class := ""
	switch s.kind {
	case firstPage:
		class = " class=\"brief\""
	case newPage:
		class = " class=\"page\""
	}
	tag := "div"
	if level == 2 {
		tag = "section"
		fmt.Fprintf(w, "<section id=\"%s\"%s aria-labelledby=\"%s-title\" tabindex=\"-1\">\n<h2 id=\"%s-title\">%s</h2>\n", id, class, id, id, w.words(s.title))
	} else {
		fmt.Fprintf(w, "<div%s>\n<h%d>%s</h%d>\n", class, level, w.words(s.title), level)
	}
	for i, b := range s.blocks {
		w.block(b, id+"-"+strconv.Itoa(i+1))
	}
	for i, sub := range s.sections {
		w.section(sub, level+1, id+"-"+strconv.Itoa(i+1))
	}
	fmt.Fprintf(w, "</%s>\n", tag)
}

func (w *htmlWriter) block(b block, id string) {
	switch b := b.(type) {
	case paragraph:
		class := ""
		if b.small {
			class = " class=\"small\""
		}
		fmt.Fprintf(w, "<p%s>%s</p>\n", class, w.words(b.words))
	case bullets:
		w.WriteString("<ul>\n")
		for _, item := range b {
			fmt.Fprintf(w, "<li>%s</li>\n", w.words(item))
		}
		w.WriteString("</ul>\n")
	case quote:
		w.quote(b)
	case table:
		w.table(b)
	case figure:
		w.figure(b, id)
	}
}

func (w *htmlWriter) quote(q quote) {
	lang := ""
	if q.lang != "" {
		lang = fmt.Sprintf(" lang=%q", q.lang)
	}
	fmt.Fprintf(w, "<blockquote><p dir=\"auto\"%s>%s</p>", lang, escape(q.words))
	if len(q.source) > 0 {
		fmt.Fprintf(w, "<footer>%s</footer>", w.words(q.source))
	}
	w.WriteString("</blockquote>\n")
}

func (w *htmlWriter) table(t table) {
	fmt.Fprintf(w, "<table>\n<caption>%s</caption>\n<thead><tr>", escape(t.caption))
	for _, c := range t.columns {
		fmt.Fprintf(w, "<th scope=\"col\">%s</th>", escape(c))
	}
	w.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range t.rows {
		fmt.Fprintf(w, "<tr><th scope=\"row\">%s</th>", w.words(row[0]))
		for _, c := range row[1:] {
			fmt.Fprintf(w, "<td>%s</td>", w.words(c))
		}
		w.WriteString("</tr>\n")
	}
	w.WriteString("</tbody>\n</table>\n")
}
