package document

import "fmt"

// The chart's measures, in pixels.
const (
	chartWidth = 400
	nameWidth  = 160 // of the names beside the bars
	barWidth   = 165 // of all who were invited
	rowHeight  = 19
	barHeight  = 13
	baseline   = 11 // of the text in a row
)

// figure draws a picture for each group of bars, with its numbers as its text.
// A link leads to them as a table.
func (w *htmlWriter) figure(f figure, id string) {
	fmt.Fprintf(w, "<figure>\n<figcaption>%s. <a href=\"#%s\">%s</a></figcaption>\n<div class=\"charts\">\n", escape(f.title), numbersID, escape(f.table))
	for i, g := range f.groups {
		w.bars(g, fmt.Sprintf("%s-%d", id, i+1), f.title+". "+g.title)
	}
	w.WriteString("</div>\n</figure>\n")
}

func (w *htmlWriter) bars(g bars, id, title string) {
	height := (1 + len(g.bars)) * rowHeight
	fmt.Fprintf(w, "<svg role=\"img\" aria-labelledby=\"%s-title %s-words\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n", id, id, chartWidth, height, chartWidth, height)
	fmt.Fprintf(w, "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-words\">%s</desc>\n", id, escape(title), id, escape(g.words))
	text := func(x, y int, class, s string) {
		fmt.Fprintf(w, "<text x=\"%d\" y=\"%d\"%s>%s</text>\n", x, y+baseline, class, escape(s))
	}
	text(0, 0, " class=\"group\"", g.title)
	for i, b := range g.bars {
		y := (i + 1) * rowHeight
		text(0, y, "", b.name)
		fmt.Fprintf(w, "<rect class=\"all\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", nameWidth, y, barWidth, barHeight)
		fmt.Fprintf(w, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", nameWidth, y, b.length(barWidth), barHeight)
		text(nameWidth+barWidth+8, y, "", b.number)
	}
	w.WriteString("</svg>\n")
}
