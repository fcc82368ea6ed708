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

// csvColumns are the columns of a digest's table, with those of the working
// group's edition between them. New ones are added at the end. In the other
// editions a contribution is a reference: see [references].
var (
	csvColumns    = []string{"theme", "question", "question_text", "point", "label", "quantifier", "organisations", "statement", "contribution", "quote", "late", "name"}
	csvAttributed = []string{"organisation"}
	csvLater      = []string{"confirmed", "opposed", "maybe_opposed", "raised_before", "off_topic", "off_topic_reason"}
	csvAtLast     = []string{"hidden", "reference"}
	csvNewest     = []string{"kind"}
)

// csvDocument has a row a statement. It begins with a byte order mark, without
// which Excel takes UTF-8 for another encoding.
func csvDocument(d flows.Digest) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	c := csvWriter{csv.NewWriter(&b), wordsOf(d), references(d)}
	// Line ends stay \n: the writer would change those inside of texts as well.
	c.write(c.columns())
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

func (c csvWriter) columns() []string {
	if c.w.d.Attributed {
		return slices.Concat(csvColumns, csvAttributed, csvLater, csvAtLast, csvNewest)
	}
	return slices.Concat(csvColumns, csvLater, csvNewest)
}

func (c csvWriter) write(row []string) {
	for i := range row {
		row[i] = SafeCell(row[i])
	}
	_ = c.Write(row) // the error is Error's
}

func (c csvWriter) question(theme string, q flows.DigestQuestion) {
	base := []string{theme, string(q.ID), q.Text}
	for _, p := range q.Points {
		of := slices.Concat(base, []string{string(p.ID), p.Label, string(p.Quantifier), strconv.Itoa(p.Organisations)})
		about := []string{strconv.FormatBool(p.Confirmed), joined(p.Opposed), joined(p.MaybeOpposed), meetings(p.RaisedBefore), "", ""}
		for i, s := range p.Statements {
			c.statement(of, about, s, slices.Contains(p.Quotes, i))
		}
	}
	for _, s := range q.WithoutPoint {
		reason := ""
		for _, p := range q.OffTopic {
			if p.ID == s.OffTopic {
				reason = p.Reason
			}
		}
		c.statement(slices.Concat(base, []string{"", "", "", ""}), []string{"", "", "", "", string(s.OffTopic), reason}, s, false)
	}
}

func (c csvWriter) statement(point, about []string, s flows.DigestStatement, quote bool) {
	reference := c.references[s.Contribution]
	contribution := s.Contribution
	if !c.w.d.Attributed {
		contribution = reference
	}
	row := slices.Concat(point, []string{s.Printed(), contribution, strconv.FormatBool(quote), strconv.FormatBool(s.Late), s.Name})
	if !c.w.d.Attributed {
		c.write(slices.Concat(row, about, []string{string(s.Kind)}))
		return
	}
	hidden := ""
	if s.Masked != "" {
		hidden = strings.Join(c.w.hidden(s.Text, s.Masked), "; ")
	}
	c.write(slices.Concat(row, []string{string(s.Organisation)}, about, []string{hidden, reference, string(s.Kind)}))
}

// joined lists ids, with a blank between.
func joined(ids []flows.PointID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return strings.Join(out, " ")
}

func meetings(all []flows.RaisedBefore) string {
	out := make([]string, len(all))
	for i, r := range all {
		out[i] = string(r.Meeting)
	}
	return strings.Join(out, " ")
}
