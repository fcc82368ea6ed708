package document

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/samrad/samrad/flows/text"
)

// Sheet is a table of a workbook. Its header row stays in sight and filters.
type Sheet struct {
	Name    string
	Columns []Column
	Rows    [][]any // strings, ints and bools
}

// Column is a column's header, and its width in characters.
type Column struct {
	Header string
	Width  float64
}

// Workbook writes sheets as XLSX. Its properties are a title and a language,
// and the same sheets give the same bytes.
func Workbook(title, lang string, sheets []Sheet) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	if err := fill(f, title, lang, sheets); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return inOrder(b.Bytes())
}

func fill(f *excelize.File, title, lang string, sheets []Sheet) error {
	for i, s := range sheets {
		if i == 0 {
			if err := f.SetSheetName(f.GetSheetName(0), s.Name); err != nil {
				return err
			}
		} else if _, err := f.NewSheet(s.Name); err != nil {
			return err
		}
		if err := s.write(f); err != nil {
			return err
		}
	}
	// The times are the library's own, which are fixed.
	if err := f.SetDocProps(&excelize.DocProperties{Title: title, Language: lang, Creator: "samrad", LastModifiedBy: "samrad"}); err != nil {
		return err
	}
	return f.SetAppProps(&excelize.AppProperties{Application: "samrad"})
}

func (s Sheet) write(f *excelize.File) error {
	if err := s.layOut(f); err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: cellFont, Size: cellSize, Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEF3F8"}}})
	if err != nil {
		return err
	}
	wrapped, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: cellFont, Size: cellSize}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	header := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		header[i] = excelize.Cell{StyleID: bold, Value: c.Header}
		if err := w.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	if err := w.SetRow("A1", header); err != nil {
		return err
	}
	for i, row := range s.Rows {
		cells := make([]any, len(row))
		for j, v := range row {
			if words, ok := v.(string); ok {
				v = cell(words)
			}
			cells[j] = excelize.Cell{StyleID: wrapped, Value: v}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), cells, excelize.RowOpts{Height: s.height(row)}); err != nil {
			return err
		}
	}
	last, err := excelize.CoordinatesToCellName(len(s.Columns), len(s.Rows)+1)
	if err != nil {
		return err
	}
	if err := f.AutoFilter(s.Name, "A1:"+last, nil); err != nil {
		return err
	}
	return w.Flush()
}

// layOut prints a sheet on A4, as wide as the paper, with its header on each page.
func (s Sheet) layOut(f *excelize.File) error {
	landscape, a4, pages, fit := "landscape", 9, 0, true // 0: as many pages as there are
	if err := f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	titles := excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + strings.ReplaceAll(s.Name, "'", "''") + "'!$1:$1", Scope: s.Name}
	if err := f.SetDefinedName(&titles); err != nil {
		return err
	}
	return f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToHeight: &pages})
}

const (
	cellFont   = "Arial"
	cellSize   = 10
	lineHeight = 13.5 // points, of such a font
	maxHeight  = 409  // points: Excel's own limit
)

// height is that of a row whose texts all show: a spreadsheet does not find it
// out as it opens a file.
func (s Sheet) height(row []any) float64 {
	lines := 1
	for i, v := range row {
		words, _ := v.(string)
		n := 0
		for l := range strings.Lines(words) {
			n += 1 + utf8.RuneCountInString(l)/max(int(s.Columns[i].Width), 1)
		}
		lines = max(lines, n)
	}
	return min(float64(lines)*lineHeight, maxHeight)
}

// maxCell is how many UTF-16 units Excel takes in a cell. See "Excel
// specifications and limits".
const maxCell = 32767

// cell makes a text one for a cell: none that would be a formula when somebody
// edits it or saves the sheet as CSV, and none that Excel would cut unmarked.
func cell(s string) string {
	s = SafeCell(s)
	if len(s) <= maxCell || units(s) <= maxCell {
		return s
	}
	for n := utf8.RuneCountInString(s); units(s) > maxCell; n = n * 9 / 10 {
		s = text.Truncate(s, n)
	}
	return s
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// inOrder packs an archive anew, in the order of names: the library writes its
// sheets in none.
func inOrder(data []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	parts := make([]part, len(z.File))
	for i, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("workbook: %w", err)
		}
		parts[i].name = f.Name
		if parts[i].data, err = io.ReadAll(r); err != nil { // our own archive
			return nil, fmt.Errorf("workbook: %w", err)
		}
	}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.name, b.name) })
	return archive(parts)
}
