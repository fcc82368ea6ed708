package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
	"github.com/samrad/samrad/flows/redisstore"
)

func runExport(ctx context.Context, inv *invocation) error {
	encode, err := exportFormat(inv.flags.out)
	if err != nil {
		return err
	}
	return inv.withExisting(ctx, func(store *redisstore.Store, register *flows.Register) error {
		m, err := register.Meeting(ctx, inv.args[0])
		if err != nil {
			return err
		}
		rows, err := flows.Export(ctx, m, store, register)
		if err != nil {
			return err
		}
		data, err := encode(rows)
		if err != nil {
			return err
		}
		return inv.write(ctx, data)
	})
}

// exportFormat goes by the file's ending; standard output gets JSON lines.
func exportFormat(path string) (func([]flows.ExportRow) ([]byte, error), error) {
	switch ext := strings.ToLower(filepath.Ext(path)); {
	case path == "" || ext == ".jsonl":
		return exportJSONL, nil
	case ext == ".csv":
		return exportCSV, nil
	case ext == ".xlsx":
		return exportXLSX, nil
	default:
		return nil, usageError{fmt.Sprintf("--out %s: the file's ending is not .jsonl, .csv or .xlsx", path)}
	}
}

func exportJSONL(rows []flows.ExportRow) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, r := range rows {
		if err := e.Encode(r); err != nil {
			return nil, fmt.Errorf("export: %w", err)
		}
	}
	return b.Bytes(), nil
}

// exportColumns are the columns of an export; a file with just these, or with
// those that an older version wrote, is read back as one.
var exportColumns = []string{"id", "question", "organisation", "text", "submitted_at", "edited_at", "late", "attribution", "set_aside",
	"channel", "message_ts", "source", "withdrawn", "nothing_to_add", "key_message", "language", "entered_by", "via", "files"}

// firstExportColumns is how many of them the first version wrote.
const firstExportColumns = 16

func isExport(header []string) bool {
	n := len(header)
	return n >= firstExportColumns && n <= len(exportColumns) && slices.Equal(header, exportColumns[:n])
}

func exportCSV(rows []flows.ExportRow) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff") // Excel takes a file without it for another encoding
	w := csv.NewWriter(&b)
	// Line ends stay \n: the writer would change those inside of texts as well,
	// and a digest's offsets are into the text.
	_ = w.Write(exportColumns)
	for _, r := range rows {
		row := exportCells(r)
		for i := range row {
			row[i] = document.SafeCell(row[i])
		}
		_ = w.Write(row)
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// exportXLSX has the same columns as text: what is read from it is what was
// stored, and no time or id becomes a number.
func exportXLSX(rows []flows.ExportRow) ([]byte, error) {
	sheet := document.Sheet{Name: "export", Rows: make([][]any, len(rows))}
	for _, c := range exportColumns {
		width := 18.0
		switch c {
		case "text", "key_message":
			width = 80
		case "files":
			width = 40
		}
		sheet.Columns = append(sheet.Columns, document.Column{Header: c, Width: width})
	}
	for i, r := range rows {
		for _, cell := range exportCells(r) {
			sheet.Rows[i] = append(sheet.Rows[i], cell)
		}
	}
	return document.Workbook("export", "", []document.Sheet{sheet})
}

// exportCells are a row's, by exportColumns.
func exportCells(r flows.ExportRow) []string {
	organisation, edited := "", ""
	if r.Organisation != nil {
		organisation = string(*r.Organisation)
	}
	if r.EditedAt != nil {
		edited = r.EditedAt.Format(time.RFC3339Nano)
	}
	return []string{r.ID, string(r.Question), organisation, r.Text, r.SubmittedAt.Format(time.RFC3339Nano), edited, strconv.FormatBool(r.Late),
		string(r.Attribution), strconv.FormatBool(r.SetAside), string(r.Channel), string(r.MessageTS), string(r.Source),
		strconv.FormatBool(r.Withdrawn), strconv.FormatBool(r.NothingToAdd), r.KeyMessage, r.Language,
		string(r.EnteredBy), string(r.Via), filesCell(r.Files)}
}

// filesCell is a line a file that came with an answer: its name, or else its id,
// and its address. Who reads an export knows whose the answer is.
func filesCell(files []flows.File) string {
	lines := make([]string, len(files))
	for i, f := range files {
		lines[i] = strings.Join(strings.Fields(cmp.Or(f.Name, f.ID)+" "+f.Link), " ")
	}
	return strings.Join(lines, "\n")
}
