package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
	"github.com/samrad/samrad/flows/redisstore"
)

func runImport(ctx context.Context, inv *invocation) error {
	meeting, path := inv.args[0], inv.args[1]
	rows, err := readRows(path)
	if err != nil {
		return err
	}
	return inv.withStore(ctx, func(store *redisstore.Store, register *flows.Register) (err error) {
		ctx, leave, err := store.Attend(ctx, ownerName())
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, leave()) }()
		if err := durable(ctx, store, inv); err != nil {
			return err
		}
		m, err := register.Meeting(ctx, meeting)
		if err != nil {
			return err
		}
		done, err := flows.NewImporter(store, register, flows.WallClock{}).Import(ctx, m, rows,
			flows.ImportOptions{SkipBad: inv.flags.skipBad, AddOrganisations: inv.flags.addOrganisations})
		for _, b := range done.Bad {
			fmt.Fprintf(inv.stderr, "samrad: %s:%d: %s\n", filepath.Base(path), b.Line, b.What)
		}
		if err != nil {
			return fmt.Errorf("import %s: %w", filepath.Base(path), err)
		}
		if n := len(done.Telling); n > 0 {
			fmt.Fprintf(inv.stderr, "samrad: %s:%d: warning: here and in all in %d rows the id names the organisation, and ids stand in the JSON of digests that name nobody; give others\n",
				filepath.Base(path), done.Telling[0], n)
		}
		_, err = fmt.Fprintf(inv.stderr, "samrad: imported: %d new, %d replaced, %d unchanged, %d bad rows skipped, %d organisations added\n",
			done.New, done.Replaced, done.Unchanged, len(done.Bad), len(done.Added))
		return err
	})
}

// maxImport bounds a file, in bytes.
const maxImport = 256 << 20

func readRows(path string) ([]flows.ImportRow, error) {
	ext := strings.ToLower(filepath.Ext(path))
	if ext != ".csv" && ext != ".jsonl" {
		return nil, usageError{fmt.Sprintf("import %s: the file's ending is not .csv or .jsonl", filepath.Base(path))}
	}
	f, err := os.Open(path)
	if err != nil {
		var p *os.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return nil, fmt.Errorf("import %s: %w", path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxImport+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("import %s: %w", path, err)
	case len(data) > maxImport:
		return nil, fmt.Errorf("import %s: the file is larger than 256 MiB; split it", path)
	case !utf8.Valid(data):
		return nil, fmt.Errorf("import %s: the file is not UTF-8; save it as UTF-8", path)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if ext == ".csv" {
		return readCSV(data, filepath.Base(path))
	}
	return readJSONL(data)
}

// importColumns are the columns that a file may have; the first three must be
// there.
var importColumns = []string{"question", "organisation", "text", "id", "submitted_at", "language", "attribution", "key_message"}

func readCSV(data []byte, name string) ([]flows.ImportRow, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	first, _, _ := bytes.Cut(data, []byte("\n"))
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.Comma = ';' // what Excel writes where the comma is decimal
	}
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("import %s: no header; the first line names the columns: %s", name, strings.Join(importColumns, ", "))
	}
	ours := isExport(header)
	for i := range header {
		header[i] = strings.ToLower(strings.TrimSpace(header[i]))
	}
	for _, must := range importColumns[:3] {
		if !slices.Contains(header, must) {
			return nil, fmt.Errorf("import %s: line 1: no column %q; the first line names the columns: %s", name, must, strings.Join(importColumns, ", "))
		}
	}
	for i, column := range header {
		if slices.Contains(importColumns, column) && slices.Contains(header[:i], column) {
			return nil, fmt.Errorf("import %s: line 1: column %q stands twice; leave one of them out", name, column)
		}
	}
	var rows []flows.ImportRow
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			rows = append(rows, flows.ImportRow{Line: bad.StartLine, Bad: "not CSV: " + bad.Err.Error() + "; put texts with quotes or line ends in double quotes"})
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("import %s: %w", name, err)
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, csvRow(header, record, line, ours))
	}
}

// csvRow makes a row of a record. ours is of a file that `samrad export` wrote,
// with apostrophes before what a spreadsheet takes for a formula; in any other
// file a text is kept as it is.
func csvRow(header, record []string, line int, ours bool) flows.ImportRow {
	if len(record) != len(header) {
		return flows.ImportRow{Line: line, Bad: fmt.Sprintf("has %d columns where the header has %d", len(record), len(header))}
	}
	values := make(map[string]string, len(header))
	for i, name := range header {
		values[name] = record[i]
		if ours {
			values[name] = document.PlainCell(record[i])
		}
	}
	return flows.ImportRow{Line: line, ID: values["id"], Question: values["question"], Organisation: values["organisation"], Text: values["text"],
		SubmittedAt: values["submitted_at"], Language: values["language"], Attribution: values["attribution"], KeyMessage: values["key_message"]}
}

type jsonRow struct {
	ID           string `json:"id"`
	Question     string `json:"question"`
	Organisation string `json:"organisation"`
	Text         string `json:"text"`
	SubmittedAt  string `json:"submitted_at"`
	Language     string `json:"language"`
	Attribution  string `json:"attribution"`
	KeyMessage   string `json:"key_message"`
}

func readJSONL(data []byte) ([]flows.ImportRow, error) {
	var rows []flows.ImportRow
	scanner := bufio.NewScanner(bytes.NewReader(data))
	scanner.Buffer(nil, 16<<20)
	for line := 1; scanner.Scan(); line++ {
		if len(bytes.TrimSpace(scanner.Bytes())) == 0 {
			continue
		}
		var j jsonRow
		if err := json.Unmarshal(scanner.Bytes(), &j); err != nil {
			rows = append(rows, flows.ImportRow{Line: line, Bad: "not a JSON object with text values"})
			continue
		}
		rows = append(rows, flows.ImportRow{Line: line, ID: j.ID, Question: j.Question, Organisation: j.Organisation, Text: j.Text,
			SubmittedAt: j.SubmittedAt, Language: j.Language, Attribution: j.Attribution, KeyMessage: j.KeyMessage})
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("import: a line is longer than 16 MiB: %w", err)
	}
	return rows, nil
}
