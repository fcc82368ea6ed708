package document

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/samrad/samrad/flows/text"
)

// Sheet is a table of a workbook. Its header row stays in sight and filters. It is
// printed as wide as the paper: columns of 200 characters together come out in some
// 7 points, wider ones too small to read.
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
	look, err := newLook(f)
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
	header, headers := make([]any, len(s.Columns)), make([]any, len(s.Columns))
	for i, c := range s.Columns {
		headers[i] = c.Header
		header[i] = excelize.Cell{StyleID: look.header, Value: c.Header}
		if err := w.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	if err := w.SetRow("A1", header, excelize.RowOpts{Height: s.height(headers)}); err != nil {
		return err
	}
	for i, row := range s.Rows {
		cells := make([]any, len(row))
		for j, v := range row {
			style := look.number
			if words, ok := v.(string); ok {
				v, style = cell(words), look.words
			}
			cells[j] = excelize.Cell{StyleID: style, Value: v}
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
