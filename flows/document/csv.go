package document

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/samrad/samrad/flows"
)

// SafeCell keeps a spreadsheet from taking a text for a formula: one that
// begins as a formula does gets an apostrophe before it. See OWASP, "CSV
// Injection". [PlainCell] takes it away again.
func SafeCell(s string) string {
	if dangerous(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// PlainCell is what [SafeCell] was given.
func PlainCell(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && dangerous(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

func dangerous(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size > 0 && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
}

// csvDocument has a row a statement. It begins with a byte order mark, without
// which Excel takes UTF-8 for another encoding.
func csvDocument(d flows.Digest) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	// Line ends stay \n: the writer would change those inside of texts as well.
	header := []string{"theme", "question", "question_text", "point", "label", "quantifier", "organisations", "statement", "contribution", "quote", "late", "name"}
	if d.Attributed {
		header = append(header, "organisation")
	}
	write := func(row []string) {
		for i := range row {
			row[i] = SafeCell(row[i])
		}
		_ = w.Write(row) // the error is w.Error's
	}
	write(header)
	for _, t := range d.Themes {
		for _, q := range t.Questions {
			base := []string{t.Title, string(q.ID), q.Text}
			for _, p := range q.Points {
				of := []string{string(p.ID), p.Label, string(p.Quantifier), strconv.Itoa(p.Organisations)}
				for i, s := range p.Statements {
					write(statementRow(slices.Concat(base, of), s, slices.Contains(p.Quotes, i), d.Attributed))
				}
			}
			for _, s := range q.WithoutPoint {
				write(statementRow(slices.Concat(base, []string{"", "", "", ""}), s, false, d.Attributed))
			}
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("digest as CSV: %w", err)
	}
	return b.Bytes(), nil
}

func statementRow(row []string, s flows.DigestStatement, quote, attributed bool) []string {
	row = append(row, s.Printed(), s.Contribution, strconv.FormatBool(quote), strconv.FormatBool(s.Late), s.Name)
	if attributed {
		row = append(row, string(s.Organisation))
	}
	return row
}
