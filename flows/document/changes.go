package document

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

// changes is what came since the version that was published before: on the
// first page how much, under each question which points.
func (w words) changes() []section {
	c := w.d.Changes
	if c == nil {
		return nil
	}
	all := w.came(changeCount{"document.answers_new", c.New}, changeCount{"document.answers_edited", c.Edited}, changeCount{"document.answers_withdrawn", c.Withdrawn})
	if all == "" {
		all = w.Text("document.nothing_changed", nil)
	}
	said := []string{w.Text("document.changes_since", locale.Args{"At": w.DateTime(w.local(c.PublishedAt)), "Changes": all})}
	for _, q := range c.Questions {
		if how := w.came(changeCount{"document.new_organisations", q.NewOrganisations}, changeCount{"document.answers_withdrawn", q.Withdrawn},
			changeCount{"document.points_new", len(q.NewPoints)}); how != "" {
			said = append(said, w.Text("document.change_of_question", locale.Args{"Number": w.numberOf(q.ID), "Changes": how}))
		}
	}
	return []section{{title: ours(w.Text("document.changes", locale.Args{"Version": c.Version})), blocks: []block{paragraph{words: ours(strings.Join(said, " "))}}}}
}

// changeCount is how many of something came or went, by its message.
type changeCount struct {
	key string
	n   int
}

// came names those that there are any of.
func (w words) came(all ...changeCount) string {
	var out []string
	for _, c := range all {
		if c.n > 0 {
			out = append(out, w.Count(c.key, c.n, nil))
		}
	}
	return w.List(out)
}

// numberOf is a question's number in the document; its id if it is gone.
func (w words) numberOf(id flows.QuestionID) string {
	number := 0
	for _, t := range w.d.Themes {
		for _, q := range t.Questions {
			number++
			if q.ID == id {
				return strconv.Itoa(number)
			}
		}
	}
	return string(id)
}

// changesOf are the points that came to a question.
func (w words) changesOf(id flows.QuestionID) []section {
	if w.d.Changes == nil {
		return nil
	}
	var items bullets
	for _, q := range w.d.Changes.Questions {
		if q.ID != id {
			continue
		}
		for _, label := range q.NewPoints {
			items = append(items, w.sentence("document.point_new", nil, theirs{"Label": cmp.Or(label, w.Text("document.no_label", nil))}))
		}
	}
	if len(items) == 0 {
		return nil
	}
	return []section{{title: ours(w.Text("document.changes", locale.Args{"Version": w.d.Changes.Version})), blocks: []block{items}}}
}
