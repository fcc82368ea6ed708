package document

import "fmt"

// The chart's measures, in pixels.
const (
	chartWidth = 420
	nameWidth  = 165 // of the names beside the bars
	barWidth   = 180 // of all who were invited
	rowHeight  = 19
	barHeight  = 13
	baseline   = 11 // of the text in a row
)

// height is the chart's: a row a bar, and one for the title of each group.
func (c chart) height() int {
	rows := 0
	for _, g := range c.groups {
		rows += 1 + len(g.bars)
	}
	return rows * rowHeight
}

// figure draws the chart. It is one picture with its numbers as its text; a
// link leads to them as a table.
func (w *htmlWriter) figure(f figure, id string) {
	fmt.Fprintf(w, "<figure>\n<figcaption>%s. <a href=\"#%s\">%s</a></figcaption>\n", escape(f.title), numbersID, escape(f.table))
	fmt.Fprintf(w, "<svg role=\"img\" aria-labelledby=\"%s-title %s-words\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n",
		id, id, chartWidth, f.height(), chartWidth, f.height())
	fmt.Fprintf(w, "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-words\">%s</desc>\n", id, escape(f.title), id, escape(f.words))
	y := 0
	text := func(x int, class, s string) {
		fmt.Fprintf(w, "<text x=\"%d\" y=\"%d\"%s>%s</text>\n", x, y+baseline, class, escape(s))
	}
	for _, g := range f.groups {
		text(0, " class=\"group\"", g.title)
		y += rowHeight
		for _, b := range g.bars {
			text(0, "", b.name)
			fmt.Fprintf(w, "<rect class=\"all\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", nameWidth, y, barWidth, barHeight)
			fmt.Fprintf(w, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", nameWidth, y, b.length(barWidth), barHeight)
			text(nameWidth+barWidth+8, "", b.number)
			y += rowHeight
		}
	}
	w.WriteString("</svg>\n</figure>\n")
}
