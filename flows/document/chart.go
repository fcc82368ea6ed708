package document

import (
	"strings"

	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// chart is who answered: bars by theme and by sector, each out of those
// invited.
type chart struct {
	title  string
	table  string // leads to the table
	groups []bars
}

// bars are those of one kind.
type bars struct {
	title  string
	words  string // the same in words: every number that is drawn
	column string // of the table: what a bar is of
	bars   []bar
}

type bar struct {
	name              string // short enough for a chart
	full              line
	number            string // "12 of 40"
	answered, invited int
}

// maxBarName is how long the name of a bar is at most, in characters: what
// stands beside the bars in half a page.
const maxBarName = 24

func (w words) chart() chart {
	c := chart{title: w.Text("document.chart", nil), table: w.Text("document.chart_table", nil)}
	invited := w.d.Participation.Invited
	themes := bars{title: w.Text("document.by_theme", nil), column: w.Text("document.column_theme", nil)}
	for i, t := range w.d.Themes {
		name := w.Text("document.theme_short", locale.Args{"Number": i + 1})
		themes.bars = append(themes.bars, w.bar(name, w.themeTitle(i, t.Title), t.Answered, invited))
	}
	sectors := bars{title: w.Text("document.by_sector", nil), column: w.Text("document.column_sector", nil)}
	for _, s := range w.d.Sectors {
		name := w.sectorName(s)
		sectors.bars = append(sectors.bars, w.bar(text.Truncate(name.text, maxBarName), line{name}, s.Answered, s.Invited))
	}
	for _, g := range []bars{themes, sectors} {
		if len(g.bars) == 0 {
			continue
		}
		all := make([]string, len(g.bars))
		for i, b := range g.bars {
			all[i] = b.full.isolated() + ": " + b.number
		}
		g.words = strings.Join(all, "; ") + "."
		c.groups = append(c.groups, g)
	}
	return c
}

// words are the chart's, for those who do not see it.
func (c chart) words() string {
	out := c.title + "."
	for _, g := range c.groups {
		out += " " + g.title + ": " + g.words
	}
	return out
}

func (w words) bar(name string, full line, answered, invited int) bar {
	number := w.Text("document.chart_number", locale.Args{"Answered": answered, "Invited": invited})
	return bar{name: name, full: full, number: number, answered: answered, invited: invited}
}

// length is how long a bar is of a whole, that of all invited.
func (b bar) length(whole int) int {
	return b.answered * whole / max(b.invited, b.answered, 1)
}
