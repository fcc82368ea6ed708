package main

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/samrad/samrad/flows"
)

// The files that came with an answer stand in every form of an export: who
// reads it knows whose the answer is, and has to find them.
func TestExportFiles(t *testing.T) {
	rows := []flows.ExportRow{{ID: "c1", Question: "q1", SubmittedAt: time.Unix(0, 0).UTC(), Files: []flows.File{
		{ID: "F1", Name: "=remissvar\n2.pdf", Link: "https://slack.example/F1"}, {ID: "F2"}}}, {ID: "c2", Question: "q1"}}
	const want = "=remissvar 2.pdf https://slack.example/F1\nF2"

	lines, err := exportJSONL(rows)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(lines), `"files":[{"id":"F1","name":"=remissvar\n2.pdf","link":"https://slack.example/F1"},{"id":"F2"}]`) {
		t.Errorf("JSON lines: %s", lines)
	}

	table, err := exportCSV(rows)
	if err != nil {
		t.Fatal(err)
	}
	table = bytes.TrimPrefix(table, []byte("\ufeff"))
	records, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	last := len(exportColumns) - 1
	got := []string{records[0][last], records[1][last], records[2][last]}
	if diff := cmp.Diff([]string{"files", "'" + want, ""}, got); diff != "" {
		t.Errorf("CSV (-want +got):\n%s", diff)
	}

	workbook, err := exportXLSX(rows)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cell, err := excelize.CoordinatesToCellName(last+1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := f.GetCellValue("export", cell); err != nil || got != "'"+want {
		t.Errorf("XLSX: %q, %v", got, err)
	}

	read, err := readCSV(table, "out.csv")
	if err != nil || len(read) != 2 || read[0].Bad != "" || read[0].ID != "c1" {
		t.Errorf("read back: %+v, %v", read, err)
	}
}
