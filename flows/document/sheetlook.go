package document

import (
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

const (
	cellFont   = "Arial"
	cellSize   = 10
	lineHeight = 13  // points, of such a font
	maxHeight  = 409 // points: Excel's own limit
	margin     = 0.4 // inches
)

// layOut prints a sheet on A4, as wide as the paper, with its header on each
// page and, below, which page of which sheet it is.
func (s Sheet) layOut(f *excelize.File) error {
	landscape, a4, pages, fit := "landscape", 9, 0, true // 0: as many pages as there are
	if err := f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	titles := excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + strings.ReplaceAll(s.Name, "'", "''") + "'!$1:$1", Scope: s.Name}
	if err := f.SetDefinedName(&titles); err != nil {
		return err
	}
	if err := f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToHeight: &pages}); err != nil {
		return err
	}
	side, below, footer := margin, 2*margin, margin
	if err := f.SetPageMargins(s.Name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &side, Bottom: &below, Footer: &footer}); err != nil {
		return err
	}
	return f.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"})
}

// look is how the cells of a workbook look, by the ids of its styles.
type look struct{ header, words, number int }

func newLook(f *excelize.File) (look, error) {
	font := excelize.Font{Family: cellFont, Size: cellSize}
	bold := font
	bold.Bold = true
	below := []excelize.Border{{Type: "bottom", Style: 1, Color: "D0D7DE"}}
	text := excelize.Alignment{WrapText: true, Vertical: "top"}
	var ids []int
	for _, style := range []excelize.Style{
		{Font: &bold, Alignment: &text, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEF3F8"}}},
		{Font: &font, Alignment: &text, Border: below},
		{Font: &font, Alignment: &excelize.Alignment{Horizontal: "right", Indent: 1, Vertical: "top"}, Border: below},
	} {
		id, err := f.NewStyle(&style)
		if err != nil {
			return look{}, err
		}
		ids = append(ids, id)
	}
	return look{header: ids[0], words: ids[1], number: ids[2]}, nil
}

// height is that of a row whose texts all show: a spreadsheet does not find it
// out as it opens a file.
func (s Sheet) height(row []any) float64 {
	lines := 1
	for i, v := range row {
		words, _ := v.(string)
		n := 0
		for l := range strings.Lines(words) {
			n += wrapped(l, s.Columns[i].Width)
		}
		lines = max(lines, n)
	}
	return min(float64(lines)*lineHeight, maxHeight)
}

// lettersWide is how many letters of a text fit where a column has room for one
// digit, which is what its width counts; some less, for fonts wider than ours.
const lettersWide = 1.15

// wrapped is in how many lines a column shows one, which breaks between words.
func wrapped(line string, width float64) int {
	room := max(int(width*lettersWide), 1)
	lines, used := 1, 0
	for _, word := range strings.Fields(line) {
		n := utf8.RuneCountInString(word)
		if used > 0 && used+1+n > room {
			lines, used = lines+1, 0
		}
		if used > 0 {
			n++
		}
		for used += n; used > room; used -= room {
			lines++
		}
	}
	return lines
}
