package document

import (
	"slices"
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/points"
)

// xlsxDocument is the digest for those who count on: an overview, the points,
// and every statement once.
func xlsxDocument(d flows.Digest) ([]byte, error) {
	w := wordsOf(d)
	sheets := []Sheet{w.overviewSheet(), w.pointsSheet(), w.statementsSheet(), w.keyMessagesSheet()}
	return Workbook(w.title().String(), docxLanguages[w.Lang()], sheets)
}

// columns are headers of a sheet, by their messages, with their widths.
func (w words) columns(all ...Column) []Column {
	for i, c := range all {
		all[i].Header = w.Text("document.column_"+c.Header, nil)
	}
	return all
}

func (w words) overviewSheet() Sheet {
	s := Sheet{Name: w.Text("document.sheet_overview", nil), Columns: w.columns(Column{"what", 60}, Column{"value", 60})}
	for _, n := range w.notices() {
		s.Rows = append(s.Rows, []any{n, ""})
	}
	s.Rows = append(s.Rows, []any{w.title().String(), ""})
	for _, f := range w.facts() {
		s.Rows = append(s.Rows, []any{f.String(), ""})
	}
	s.Rows = append(s.Rows, []any{w.participation().String(), ""})
	for _, g := range w.chart().groups {
		for _, b := range g.bars {
			s.Rows = append(s.Rows, []any{g.title + ": " + b.full.String(), b.number})
		}
	}
	for _, c := range w.changes() {
		s.Rows = append(s.Rows, c.rows()...)
	}
	s.Rows = append(s.Rows, w.method().rows()...)
	return s
}

// rows are a section's words, a row a paragraph or bullet.
func (s section) rows() [][]any {
	var out [][]any
	for _, b := range s.blocks {
		switch b := b.(type) {
		case paragraph:
			out = append(out, []any{s.title.String(), b.words.String()})
		case bullets:
			for _, l := range b {
				out = append(out, []any{s.title.String(), l.String()})
			}
		case table:
			for _, r := range b.rows {
				out = append(out, []any{b.caption + ": " + r[0].String(), r[1].String()})
			}
		}
	}
	return out
}

// eachQuestion calls f with every question, its number and its theme.
func (w words) eachQuestion(f func(theme string, number int, q flows.DigestQuestion)) {
	number := 0
	for _, t := range w.d.Themes {
		for _, q := range t.Questions {
			number++
			f(t.Title, number, q)
		}
	}
}

func (w words) pointsSheet() Sheet {
	s := Sheet{Name: w.Text("document.sheet_points", nil), Columns: w.columns(Column{"theme", 22}, Column{"number", 5}, Column{"question", 26}, Column{"point", 40},
		Column{"organisations", 15}, Column{"of", 5}, Column{"quantifier", 14}, Column{"standing", 11}, Column{"opposed", 20}, Column{"raised_before", 12}, Column{"reason", 12})}
	w.eachQuestion(func(theme string, number int, q flows.DigestQuestion) {
		opposed := w.disagreements(q)
		for _, p := range q.Points {
			s.Rows = append(s.Rows, []any{theme, number, q.Text, w.label(p).text, p.Organisations, q.Answered, w.quantifier(p.Quantifier),
				w.standing(p), w.opposedTo(p, opposed), w.raisedBefore(p), ""})
		}
		for _, p := range q.OffTopic {
			s.Rows = append(s.Rows, []any{theme, number, q.Text, p.Label, p.Organisations, q.Answered, "", w.Text("document.standing_off_topic", nil), "", "", p.Reason})
		}
	})
	return s
}

// standing is whether people have decided on a point.
func (w words) standing(p flows.DigestPoint) string {
	if w.suggested(p) {
		return w.Text("document.standing_suggested", nil)
	}
	return w.Text("document.standing_confirmed", nil)
}

// opposedTo are the points that hold the opposite view of one.
func (w words) opposedTo(p flows.DigestPoint, all []disagreement) string {
	var out []string
	for _, d := range all {
		other, ok := d.against(p.ID)
		if !ok {
			continue
		}
		label := w.label(other).text
		if d.suggested {
			label = w.Text("document.suggestion", nil) + " " + label
		}
		out = append(out, label)
	}
	return strings.Join(out, "\n")
}

// raisedBefore are the days of the earlier meetings at which a point came up.
func (w words) raisedBefore(p flows.DigestPoint) string {
	days := make([]string, len(p.RaisedBefore))
	for i, r := range p.RaisedBefore {
		days[i] = w.Day(r.Starts.In(w.d.Starts.Location()))
	}
	return w.List(days)
}

func (w words) statementsSheet() Sheet {
	s := Sheet{Name: w.Text("document.sheet_statements", nil), Columns: w.columns(Column{"theme", 24}, Column{"number", 5}, Column{"point", 30}, Column{"statement", 60},
		Column{"quoted", 8}, Column{"late", 6}, Column{"name", 16})}
	if w.d.Attributed {
		s.Columns = append(s.Columns, w.columns(Column{"contribution", 16}, Column{"hidden", 20})...)
	}
	s.Columns = append(s.Columns, w.columns(Column{"reference", 11})...)
	numbers := references(w.d)
	add := func(theme string, number int, point string, one flows.DigestStatement, quoted bool) {
		s.Rows = append(s.Rows, append(w.statementCells(theme, number, point, one, quoted), numbers[one.Contribution]))
	}
	w.eachQuestion(func(theme string, number int, q flows.DigestQuestion) {
		for _, p := range q.Points {
			for i, one := range p.Statements {
				add(theme, number, w.label(p).text, one, slices.Contains(p.Quotes, i))
			}
		}
		for _, one := range q.WithoutPoint {
			under := ""
			switch {
			case one.OffTopic != "":
				under = w.Text("document.standing_off_topic", nil)
			case one.Kind != points.Substance:
				under = w.Text("document.kind_"+string(one.Kind), nil)
			}
			add(theme, number, under, one, false)
		}
	})
	return s
}

func (w words) statementCells(theme string, number int, point string, s flows.DigestStatement, quoted bool) []any {
	words := s.Printed()
	if words == "" {
		words = w.Text("document.confidential", nil)
	}
	out := []any{theme, number, point, words, w.yes(quoted), w.yes(s.Late), s.Name}
	if w.d.Attributed {
		hidden := ""
		for _, n := range w.workingGroup(s.Text, s.Masked, s.Confidential) {
			hidden = n.String()
		}
		out = append(out, s.Contribution, hidden)
	}
	return out
}

func (w words) yes(is bool) string {
	if is {
		return w.Text("document.yes", nil)
	}
	return ""
}

func (w words) keyMessagesSheet() Sheet {
	s := Sheet{Name: w.Text("document.sheet_key_messages", nil), Columns: w.columns(Column{"theme", 30}, Column{"statement", 90}, Column{"name", 30})}
	for i, t := range w.d.Themes {
		for _, k := range t.KeyMessages {
			s.Rows = append(s.Rows, []any{w.Text("document.theme", locale.Args{"Number": i + 1, "Title": t.Title}), k.Printed(), k.Name})
		}
	}
	return s
}
