package document

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
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
	c := csvWriter{csv.NewWriter(&b), wordsOf(d), references(d)}
	// Line ends stay \n: the writer would change those inside of texts as well.
	c.write(func(column csvColumn) string { return column.name })
	for _, t := range d.Themes {
		for _, q := range t.Questions {
			c.question(t.Title, q)
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return nil, fmt.Errorf("digest as CSV: %w", err)
	}
	return b.Bytes(), nil
}

type csvWriter struct {
	*csv.Writer
	w          words
	references map[string]string
}

// write writes a row of what each column of the edition has.
func (c csvWriter) write(value func(csvColumn) string) {
	var row []string
	for _, column := range csvColumns {
		if c.w.d.Attributed || !column.attributed {
			row = append(row, SafeCell(value(column)))
		}
	}
	_ = c.Write(row) // the error is Error's
}

func (c csvWriter) question(theme string, q flows.DigestQuestion) {
	for i := range q.Points {
		p := &q.Points[i]
		for j, s := range p.Statements {
			c.statement(csvRow{theme, q, p, s, slices.Contains(p.Quotes, j)})
		}
	}
	for _, s := range q.WithoutPoint {
		c.statement(csvRow{theme, q, nil, s, false})
	}
}

func (c csvWriter) statement(r csvRow) {
	c.write(func(column csvColumn) string { return column.value(c, r) })
}

func (c csvWriter) contribution(r csvRow) string {
	if c.w.d.Attributed {
		return r.said.Contribution
	}
	return c.references[r.said.Contribution]
}

func (c csvWriter) hidden(r csvRow) string {
	if r.said.Masked == "" {
		return ""
	}
	return strings.Join(c.w.hidden(r.said.Text, r.said.Masked), "; ")
}
