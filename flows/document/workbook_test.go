package document_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
)

// workbook reads XLSX: the rows of its sheets, by their names.
func workbook(t *testing.T, data []byte) (*excelize.File, map[string][][]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	sheets := map[string][][]string{}
	for _, name := range f.GetSheetList() {
		if sheets[name], err = f.GetRows(name); err != nil {
			t.Fatal(err)
		}
	}
	return f, sheets
}

// statementsOfWorkbook counts the rows of statements, by contribution and words.
func statementsOfWorkbook(t *testing.T, data []byte) map[string]int {
	t.Helper()
	_, sheets := workbook(t, data)
	out := map[string]int{}
	for _, row := range sheets["Utsagor"][1:] {
		out[row[7]+" "+row[3]]++
	}
	return out
}

func TestXLSX(t *testing.T) {
	f, sheets := workbook(t, render(t, sample("sv", flows.DigestDraft), "xlsx"))
	if diff := cmp.Diff([]string{"Översikt", "Synpunkter", "Utsagor", "Medskick"}, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Utbildningens roll", "1", "Hur kan civilsamhället främja integrationen?", "Folkbildning når fler.", "5", "12", "många organisationer", "bekräftad",
		"Det fjärde gemensamma.\nFörslag: Handledare behöver lön.", "8 november 2022"}, sheets["Synpunkter"][2]); diff != "" {
		t.Errorf("a point (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Utbildningens roll", "1", "Läxhjälp ger barnen bättre betyg.", "Vi i [organisation] ser att läxhjälp ger bättre betyg.", "ja", "",
		"Rosengårds folkhögskola", "c2", "maskerat i andra upplagor: Rosengårds folkhögskola", "2"}, sheets["Utsagor"][2]); diff != "" {
		t.Errorf("a statement (-want +got):\n%s", diff)
	}
	properties, err := f.GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	if properties.Creator != "samrad" || properties.LastModifiedBy != "samrad" || properties.Language != "sv-SE" || !strings.HasPrefix(properties.Title, "Underlag: ") {
		t.Errorf("properties: %+v", properties)
	}
	for _, name := range f.GetSheetList() {
		panes, err := f.GetPanes(name)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: the header does not stay in sight: %+v, %v", name, panes, err)
		}
	}
	xml := partsOf(t, render(t, sample("sv", flows.DigestDraft), "xlsx"))
	if n := strings.Count(unpackedSheets(xml), "<autoFilter "); n != len(f.GetSheetList()) {
		t.Errorf("%d of %d sheets filter", n, len(f.GetSheetList()))
	}
}

func unpackedSheets(parts map[string]string) string {
	var all strings.Builder
	for name, part := range parts {
		if strings.HasPrefix(name, "xl/worksheets/") {
			all.WriteString(part)
		}
	}
	return all.String()
}

// TestXLSXHoldsNoFormula holds that whatever people write is a text in its cell.
func TestXLSXHoldsNoFormula(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			data := render(t, holding("sv", text), "xlsx")
			if strings.Contains(unpackedSheets(partsOf(t, data)), "<f>") {
				t.Error("there is a formula")
			}
			_, sheets := workbook(t, data)
			if got, want := collapse(sheets["Utsagor"][1][3]), collapse(document.SafeCell(text)); got != want {
				t.Errorf("the cell is %q, want %q", got, want)
			}
		})
	}
}

// TestXLSXCutsWhatExcelWould: a cell takes 32,767 UTF-16 units, and what is cut
// says so.
func TestXLSXCutsWhatExcelWould(t *testing.T) {
	for name, text := range map[string]string{"letters": strings.Repeat("å", 40000), "emoji": strings.Repeat("😀", 20000)} {
		t.Run(name, func(t *testing.T) {
			data, err := document.Workbook("t", "sv-SE", []document.Sheet{{Name: "s", Columns: []document.Column{{Header: "text", Width: 10}}, Rows: [][]any{{text}}}})
			if err != nil {
				t.Fatal(err)
			}
			_, sheets := workbook(t, data)
			got := sheets["s"][1][0]
			if n := len(utf16.Encode([]rune(got))); n > 32767 || n < 29000 || !strings.HasSuffix(got, "…") {
				t.Errorf("the cell has %d units and ends with %q", n, got[len(got)-6:])
			}
		})
	}
}

// TestWorkbookPrints: each page of a sheet that is printed begins with its header.
func TestWorkbookPrints(t *testing.T) {
	sheets := []document.Sheet{{Name: "Ett", Columns: []document.Column{{Header: "a", Width: 9}}}, {Name: "Två's", Columns: []document.Column{{Header: "b", Width: 9}}}}
	data, err := document.Workbook("t", "sv-SE", sheets)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got := map[string]string{}
	for _, n := range f.GetDefinedName() {
		if n.Name == "_xlnm.Print_Titles" {
			got[n.Scope] = n.RefersTo
		}
	}
	want := map[string]string{"Ett": "'Ett'!$1:$1", "Två's": "'Två''s'!$1:$1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("titles of the printed pages (-want +got):\n%s", diff)
	}
}

// TestRowShowsItsText: a row is as high as its text needs, which breaks between
// words; so is the header.
func TestRowShowsItsText(t *testing.T) {
	for name, c := range map[string]struct {
		header, text string
		width        float64
		headerLines  float64
		lines        float64
	}{
		"one line":                    {"a", "Läxhjälp", 20, 1, 1},
		"none":                        {"a", "", 20, 1, 1},
		"between words":               {"a", "Läxhjälp ger bättre betyg", 10, 1, 3},
		"a word longer than its cell": {"a", strings.Repeat("x", 30), 10, 1, 3},
		"line ends":                   {"a", "ett\ntvå\n\nfyra", 20, 1, 4},
		"a header of several":         {"Togs också upp tidigare", "ja", 10, 3, 1},
		"no more than a row may have": {"a", strings.Repeat("ord ", 500), 4, 1, 409. / 13},
		"letters are narrower":        {"a", strings.Repeat("x", 11), 10, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			sheet := document.Sheet{Name: "s", Columns: []document.Column{{Header: c.header, Width: c.width}}, Rows: [][]any{{c.text}}}
			data, err := document.Workbook("t", "sv-SE", []document.Sheet{sheet})
			if err != nil {
				t.Fatal(err)
			}
			f, _ := workbook(t, data)
			for row, want := range map[int]float64{1: c.headerLines, 2: c.lines} {
				if got, err := f.GetRowHeight("s", row); err != nil || got != want*13 {
					t.Errorf("row %d is %v points high, want %v (%v)", row, got, want*13, err)
				}
			}
		})
	}
}

// TestDigestPrintsLegibly: the sheets of a digest come out in 7 points and more on
// A4, which has room for some 150 characters of 10 points.
func TestDigestPrintsLegibly(t *testing.T) {
	const room, size, least = 150., 10., 7.
	for _, e := range editions() {
		f, sheets := workbook(t, render(t, e.digest, "xlsx"))
		for name, rows := range sheets {
			total := 0.
			for i := range rows[0] {
				column, err := excelize.ColumnNumberToName(i + 1)
				if err != nil {
					t.Fatal(err)
				}
				width, err := f.GetColWidth(name, column)
				if err != nil {
					t.Fatal(err)
				}
				total += width
			}
			if got := size * room / total; got < least {
				t.Errorf("%s: %s is printed in %.1f points", e.name, name, got)
			}
			layout, err := f.GetPageLayout(name)
			if err != nil || *layout.Orientation != "landscape" || *layout.FitToHeight != 0 {
				t.Errorf("%s: %s is laid out as %+v, %v", e.name, name, layout, err)
			}
		}
	}
}
