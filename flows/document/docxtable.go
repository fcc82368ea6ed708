package document

import "fmt"

// textWidth is that of a page's text, in twentieths of a point.
const textWidth = 11906 - 2*1021

// table has a header row that is repeated on each page. The first column has
// what the numbers do not need.
func (w *docxWriter) table(t table) {
	w.paragraph("Caption", ours(t.caption))
	fmt.Fprintf(w, `<w:tbl><w:tblPr><w:tblStyle w:val="Numbers"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>`+
		`<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>`+
		`<w:tblCaption w:val="%s"/></w:tblPr><w:tblGrid>`, textWidth, xmlText(t.caption))
	widths := columnWidths(len(t.columns))
	for _, width := range widths {
		fmt.Fprintf(w, `<w:gridCol w:w="%d"/>`, width)
	}
	w.WriteString("</w:tblGrid>\n")
	header := make([]line, len(t.columns))
	for i, c := range t.columns {
		header[i] = ours(c)
	}
	w.row(header, widths, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
	for _, r := range t.rows {
		w.row(r, widths, "<w:trPr><w:cantSplit/></w:trPr>")
	}
	w.WriteString("</w:tbl>\n")
	w.paragraph("", nil) // tables that follow one another would be one
}

func columnWidths(n int) []int {
	out := make([]int, n)
	if n == 2 {
		return []int{textWidth * 2 / 3, textWidth - textWidth*2/3}
	}
	rest := textWidth
	for i := n - 1; i > 0; i-- {
		out[i] = textWidth / 6
		rest -= out[i]
	}
	out[0] = rest
	return out
}

func (w *docxWriter) row(cells []line, widths []int, properties string) {
	w.WriteString("<w:tr>" + properties)
	for i, c := range cells {
		fmt.Fprintf(w, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, widths[i])
		w.paragraph("", c)
		w.WriteString("</w:tc>")
	}
	w.WriteString("</w:tr>\n")
}

// emu is English Metric Units in a millimetre: DrawingML's unit.
const emu = 36000

// figureWidth is how wide the chart is printed, in millimetres: its letters are
// then of 7 points, and the first page has room for what else must stand on it.
const figureWidth = 150

func (w *docxWriter) figure(f figure) {
	w.chart = f.chart
	width, height := figureWidth*emu, figureWidth*emu*f.pictureHeight()/pictureWidth
	w.paragraph("Caption", ours(f.title))
	w.start("", "", "")
	fmt.Fprintf(w, `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/>`, width, height)
	fmt.Fprintf(w, `<wp:docPr id="1" name="chart" descr="%s"/>`, xmlText(f.chart.words()))
	w.WriteString(`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>`)
	w.WriteString(`<pic:nvPicPr><pic:cNvPr id="1" name="chart"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId5"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`)
	fmt.Fprintf(w, `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`, width, height)
	w.WriteString("</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>\n")
}
