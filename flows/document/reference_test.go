package document_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// withIDs is the sample with ids as an import may have them.
func withIDs() flows.Digest {
	d := sample("sv", flows.DigestApproved)
	for _, t := range d.Themes {
		for _, q := range t.Questions {
			for _, all := range append([][]flows.DigestStatement{q.WithoutPoint}, statementsOfPoints(q)...) {
				for i := range all {
					all[i].Contribution = "mejl-fran-" + all[i].Contribution
				}
			}
		}
	}
	return d
}

func statementsOfPoints(q flows.DigestQuestion) [][]flows.DigestStatement {
	var out [][]flows.DigestStatement
	for _, p := range q.Points {
		out = append(out, p.Statements)
	}
	return out
}

// TestTablesHoldNoIDs holds that an id that tells whose an imported answer is
// stands in no table for everybody.
func TestTablesHoldNoIDs(t *testing.T) {
	for _, format := range []string{"csv", "xlsx"} {
		t.Run(format, func(t *testing.T) {
			const id = "mejl-fran-c2"
			if got := unpacked(t, render(t, withIDs().Unattributed(), format)); strings.Contains(got, id) {
				t.Errorf("%s is in it", id)
			}
			if got := unpacked(t, render(t, withIDs(), format)); !strings.Contains(got, id) {
				t.Errorf("%s is not in the working group's edition", id)
			}
		})
	}
}

// TestReferenceLeadsToID holds that the working group finds the answer behind
// each row of an edition for everybody.
func TestReferenceLeadsToID(t *testing.T) {
	d := withIDs()
	mine := readCSV(t, render(t, d, "csv"))
	ids := map[string]string{}
	for _, row := range mine {
		if id, ok := ids[row["reference"]]; ok && id != row["contribution"] {
			t.Errorf("reference %s is of %s and %s", row["reference"], id, row["contribution"])
		}
		ids[row["reference"]] = row["contribution"]
	}
	for i, row := range readCSV(t, render(t, d.Unattributed(), "csv")) {
		if got := ids[row["contribution"]]; got != mine[i]["contribution"] {
			t.Errorf("row %d: reference %q leads to %q, want %q", i, row["contribution"], got, mine[i]["contribution"])
		}
	}
	_, sheets := workbook(t, render(t, d, "xlsx"))
	_, forAll := workbook(t, render(t, d.Unattributed(), "xlsx"))
	for i, row := range sheets["Utsagor"] {
		if diff := cmp.Diff(row[len(row)-1], forAll["Utsagor"][i][7]); diff != "" {
			t.Errorf("row %d of the workbook (-working group +everybody):\n%s", i, diff)
		}
	}
}
