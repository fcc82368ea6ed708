package blocks

import (
	"slices"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

// initial are those options whose values are given.
func initial(all []option, values ...string) []any {
	var out []option
	for _, o := range all {
		if slices.Contains(values, o.value) {
			out = append(out, o)
		}
	}
	return options(out)
}

// labelsOf are the labels of all points of a question, those that were set aside
// and those that nobody stands behind too.
func labelsOf(v flows.PointsView, l *locale.Locale) map[flows.PointID]string {
	out := make(map[flows.PointID]string)
	add := func(id flows.PointID, label string) {
		if oneLine(label) == "" {
			label = l.Text("points.without_label", nil)
		}
		if out[id] == "" {
			out[id] = label
		}
	}
	for _, p := range v.Question.Points {
		add(p.ID, p.Heading())
	}
	for _, p := range v.Question.OffTopic {
		add(p.ID, p.Label)
	}
	for _, p := range v.Empty {
		add(p.ID, p.Label)
	}
	return out
}

// others are the points that one may be merged with, moved to or opposed to, by
// size: as many as fit in a view. Those that are chosen already are among them.
func others(v flows.PointView, f frugality, l *locale.Locale) []option {
	labels := labelsOf(v.PointsView, l)
	var ids []flows.PointID
	add := func(id flows.PointID) {
		if id != v.Point && !slices.Contains(ids, id) && labels[id] != "" {
			ids = append(ids, id)
		}
	}
	for _, id := range slices.Concat(v.Opposed, v.Maybe) {
		if len(ids) < maxOptions { // as many as may be chosen at first
			add(id)
		}
	}
	for _, p := range v.Question.Points {
		if len(ids) < f.menu {
			add(p.ID)
		}
	}
	for _, p := range v.Empty {
		if len(ids) < f.menu {
			add(p.ID)
		}
	}
	for _, p := range v.Question.OffTopic {
		if len(ids) < f.menu {
			add(p.ID)
		}
	}
	out := make([]option, len(ids))
	for i, id := range ids {
		out[i] = option{fit(oneLine(labels[id]), f.option), string(id)}
	}
	return out
}

// named are the labels of some points.
func named(ids []flows.PointID, labels map[flows.PointID]string) []string {
	var out []string
	for _, id := range ids {
		if labels[id] != "" {
			out = append(out, labels[id])
		}
	}
	return out
}

// quotedMost is how many labels stand in a line.
const quotedMost = 3

// quoted lists labels in quotation marks.
func quoted(labels []string, most int, l *locale.Locale) string {
	var out []string
	for _, s := range labels[:min(len(labels), quotedMost)] {
		out = append(out, l.Text("points.quoted", locale.Args{"Label": fit(oneLine(s), most)}))
	}
	if n := len(labels) - quotedMost; n > 0 {
		out = append(out, l.Count("points.more_labels", n, nil))
	}
	return l.List(out)
}
