package document_test

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
)

func TestSafeCell(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"words", "Läxhjälp", "Läxhjälp"},
		{"empty", "", ""},
		{"number", "12", "12"},
		{"formula", "=1+1", "'=1+1"},
		{"plus", "+46 8 123", "'+46 8 123"},
		{"minus", "-2+3", "'-2+3"},
		{"at", "@SUM(A1)", "'@SUM(A1)"},
		{"tab", "\t=1", "'\t=1"},
		{"return", "\r=1", "'\r=1"},
		{"newline", "\n=1", "'\n=1"},
		{"full width", "＝1+1", "'＝1+1"},
		{"full width at", "＠SUM", "'＠SUM"},
		{"inside", "a=1", "a=1"},
		{"a letter whose bytes look like a mark", "Ľ", "Ľ"},
		{"invalid", "\xff=1", "\xff=1"},
		{"an apostrophe of one's own", "'=1", "''=1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := document.SafeCell(tt.in); got != tt.want {
				t.Errorf("SafeCell(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func readCSV(t *testing.T, data []byte) []map[string]string {
	t.Helper()
	rest, ok := bytes.CutPrefix(data, []byte("\ufeff"))
	if !ok {
		t.Error("no byte order mark: Excel would take it for another encoding")
	}
	rows, err := csv.NewReader(bytes.NewReader(rest)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, cell := range row {
			m[rows[0][i]] = cell
		}
		out = append(out, m)
	}
	return out
}

// statementsOf counts a digest's statements.
func statementsOf(d flows.Digest) int {
	n := 0
	for _, t := range d.Themes {
		for _, q := range t.Questions {
			n += len(q.WithoutPoint)
			for _, p := range q.Points {
				n += len(p.Statements)
			}
		}
	}
	return n
}

func TestCSVRows(t *testing.T) {
	eachEdition(t, func(t *testing.T, d flows.Digest, data []byte) {
		rows := readCSV(t, data)
		if want := statementsOf(d); len(rows) != want {
			t.Errorf("%d rows, want one a statement: %d", len(rows), want)
		}
		for _, row := range rows {
			if _, ok := row["organisation"]; ok != d.Attributed {
				t.Errorf("organisation stands in it: %v, want %v", ok, d.Attributed)
			}
			if (row["point"] == "") != (row["quantifier"] == "") || row["contribution"] == "" {
				t.Errorf("a row is not whole: %v", row)
			}
			for column, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
					t.Errorf("%s begins as a formula: %q", column, cell)
				}
			}
		}
	}, "csv")
}

func TestCSVRow(t *testing.T) {
	rows := readCSV(t, render(t, sample("sv", flows.DigestDraft), "csv"))
	want := map[string]string{
		"theme": "Utbildningens roll", "question": "q1", "question_text": "Hur kan civilsamhället främja integrationen?",
		"point": "p1", "label": "Läxhjälp ger barnen bättre betyg.", "quantifier": "most", "organisations": "8",
		"statement": "Vi i [organisation] ser att läxhjälp ger bättre betyg.", "contribution": "c2", "quote": "true", "late": "false",
		"name": "Rosengårds folkhögskola", "organisation": "rosengard",
		"confirmed": "false", "opposed": "", "maybe_opposed": "", "raised_before": "", "off_topic": "", "off_topic_reason": "",
		"hidden": "Rosengårds folkhögskola", "reference": "2", "kind": "",
	}
	if diff := cmp.Diff(want, rows[1]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCSVColumns holds the contract with those who read the file: a column is
// never renamed or moved, only added at the end.
func TestCSVColumns(t *testing.T) {
	before := "theme,question,question_text,point,label,quantifier,organisations,statement,contribution,quote,late,name"
	for name, d := range map[string]flows.Digest{before + ",confirmed,": sample("sv", flows.DigestDraft).Unattributed(),
		before + ",organisation,confirmed,": sample("sv", flows.DigestDraft)} {
		header, _, _ := strings.Cut(strings.TrimPrefix(string(render(t, d, "csv")), "\ufeff"), "\n")
		if !strings.HasPrefix(header, name) {
			t.Errorf("the header is %s, want it to begin with %s", header, name)
		}
	}
}

// TestCSVDecisions holds that what the working group decided stands beside each
// statement.
func TestCSVDecisions(t *testing.T) {
	rows := readCSV(t, render(t, sample("sv", flows.DigestDraft).Unattributed(), "csv"))
	got := map[string]string{}
	for _, row := range rows {
		if row["contribution"] == "5" || row["contribution"] == "11" {
			got[row["statement"]] = strings.Join([]string{row["confirmed"], row["opposed"], row["maybe_opposed"], row["raised_before"], row["off_topic"], row["off_topic_reason"]}, "|")
		}
	}
	if diff := cmp.Diff(map[string]string{"Folkbildning når fler än skolan.": "true|p4|p5|2022-11-08||", "Trafiken är farlig.": "||||x1|Hör till samrådet om trafik."}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCSVKeepsText holds that a text is in its cells as it is, but for the
// apostrophe of a safe cell; Go's reader of CSV takes \r\n for \n.
func TestCSVKeepsText(t *testing.T) {
	ends := strings.NewReplacer("\r\n", "\n")
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			rows := readCSV(t, render(t, holding("sv", text), "csv"))
			if len(rows) != 3 {
				t.Fatalf("%d rows, want 3", len(rows))
			}
			for i, row := range rows {
				for _, column := range []string{"theme", "question_text", "label", "statement", "name"} {
					want := document.SafeCell(text)
					if column == "label" && row["point"] == "" {
						want = ""
					}
					if diff := cmp.Diff(ends.Replace(want), ends.Replace(row[column])); diff != "" {
						t.Errorf("row %s, %s (-want +got):\n%s", strconv.Itoa(i), column, diff)
					}
				}
			}
		})
	}
}

// TestPlainCell: what SafeCell makes can be read back, whatever it was.
func TestPlainCell(t *testing.T) {
	for _, s := range []string{"", "hej", "- en punkt", "=1+1", "'citat'", "'=1", "''-x", "'", "@anna", "\tx"} {
		if got := document.PlainCell(document.SafeCell(s)); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	}
}

// TestCSVLineEnds: the bytes of a text stand in the file as they are, so that
// offsets into it hold.
func TestCSVLineEnds(t *testing.T) {
	data := render(t, holding("sv", "En rad.\nEn rad till."), "csv")
	if !bytes.Contains(data, []byte("\"En rad.\nEn rad till.\"")) {
		t.Errorf("the text does not stand in\n%s", data)
	}
	if bytes.Contains(data, []byte("\r")) {
		t.Errorf("line ends of Windows in\n%q", data)
	}
}
