package document

import (
	"strconv"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/points"
)

// numbersID is where the figure's table is.
const numbersID = "numbers"

// numbers are the figure's numbers as tables, and those of each question.
func (w words) numbers() section {
	s := section{id: numbersID, title: ours(w.Text("document.numbers", nil)), kind: numbers}
	for _, g := range w.chart().groups {
		t := table{caption: g.title, columns: []string{g.column, w.Text("document.column_answered", nil), w.Text("document.column_invited", nil)}}
		for _, b := range g.bars {
			t.rows = append(t.rows, []line{b.full, ours(strconv.Itoa(b.answered)), ours(strconv.Itoa(b.invited))})
		}
		s.blocks = append(s.blocks, t)
	}
	t := table{caption: w.Text("document.by_question", nil), columns: []string{w.Text("document.column_question", nil), w.Text("document.column_answered", nil)}}
	number := 0
	for _, theme := range w.d.Themes {
		for _, q := range theme.Questions {
			number++
			t.rows = append(t.rows, []line{w.sentence("document.question", locale.Args{"Number": number}, theirs{"Text": q.Text}), ours(strconv.Itoa(q.Answered))})
		}
	}
	if len(t.rows) > 0 {
		s.blocks = append(s.blocks, t)
	}
	return s
}

// method says in plain words how the digest was made.
func (w words) method() section {
	keys := []string{"document.method_counts", "document.method_groups", "document.method_nothing_lost", "document.method_opposed"}
	if !w.d.Attributed {
		keys = append(keys, "document.method_not_secret")
	}
	var items bullets
	for _, key := range keys {
		items = append(items, ours(w.Text(key, nil)))
	}
	items = append(items, ours(w.state()+" "+w.asOf()))
	t := table{caption: w.Text("document.quantifiers", nil), columns: []string{w.Text("document.column_quantifier", nil), w.Text("document.column_meaning", nil)}}
	for _, q := range []points.Quantifier{points.QuantifierMost, points.QuantifierMany, points.QuantifierSeveral, points.QuantifierSome, points.QuantifierOne} {
		t.rows = append(t.rows, []line{ours(w.quantifier(q)), ours(w.Text("document.quantifier_"+string(q), nil))})
	}
	return section{id: "method", title: ours(w.Text("document.method", nil)), blocks: []block{items, t}}
}

// sectorName is a sector's name; those too small to be told are others.
func (w words) sectorName(s flows.SectorCount) span {
	if s.Sector == "" {
		return span{text: w.Text("document.sector_other", nil)}
	}
	return span{text: oneLine(s.Sector), theirs: true}
}
