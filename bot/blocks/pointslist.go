package blocks

import (
	"encoding/json"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// frugality bounds what a view shows of each text, in UTF-16 units (an option
// has two lines of 75), and how many points a menu offers: from as much as Slack takes to as little as is still read.
type frugality struct{ option, label, statement, menu int }

var frugalities = []frugality{{150, 280, 600, 300}, {60, 140, 300, 300}, {40, 60, 150, 200}, {20, 30, 70, 100}}

// within makes the form that shows most inside Slack's limit of a view.
func within(form func(frugality) Form) Form {
	var f Form
	for _, frugal := range frugalities {
		f = form(frugal)
		if data, err := json.Marshal(f); err == nil && len(data) <= maxViewBytes {
			break
		}
	}
	return f
}

// pointsForm is a modal about points, without inputs.
func pointsForm(at PointsAt, title string, l *locale.Locale, blocks ...Block) Form {
	return Form{"type": "modal", "callback_id": FormPoints, "private_metadata": at.String(),
		"title": plain(title, maxTitle), "close": plain(l.Text("blocks.form.close", nil), maxTitle), "blocks": blocks}
}

// PointsLoading is what stands in the modal until the points are there.
func PointsLoading(l *locale.Locale) Form {
	return pointsForm(PointsAt{}, l.Text("points.title", nil), l, section(l.Text("points.loading", nil)))
}

// PointsSaid says what was done, or why nothing could be; from it the list is
// opened again, if there is one.
func PointsSaid(at PointsAt, said string, l *locale.Locale) Form {
	out := []Block{section(fitMarkup(text.Escape(said), maxArgument))}
	if at.Meeting != "" {
		out = append(out, actions("", button(ActionPointsList, l.Text("points.to_list", nil), at.list())))
	}
	return pointsForm(at, l.Text("points.title", nil), l, out...)
}

// PointsList is the points of a question, to be gone through.
type PointsList struct {
	View flows.PointsView
	Page int
	Said string // what was just done; empty: nothing
	Last string // what Undo takes back, and whose it is
}

// pointsOnPage keeps a page of the list inside the 100 blocks of a modal, with
// headings and buttons.
const pointsOnPage = 40

// Form is the list as a modal.
func (p PointsList) Form(l *locale.Locale) Form {
	return within(func(f frugality) Form { return p.form(f, l) })
}

func (p PointsList) form(f frugality, l *locale.Locale) Form {
	rows := p.rows(f, l)
	start, end, pages := page(p.Page, pointsOnPage, len(rows))
	at := PointsAt{Meeting: p.View.Meeting.ID, Question: p.View.Question.ID, Seen: p.View.Seen, Page: start / pointsOnPage}
	var out []Block
	if p.Said != "" {
		out = append(out, section(fitMarkup(text.Escape(p.Said), maxArgument)))
	}
	out = append(out, p.question(f, l)...)
	out = append(out, section(p.count(l)), p.tools(at, l))
	if p.Last != "" && p.Said == "" { // else the button to undo it says enough
		out = append(out, note(fitMarkup(text.Escape(p.Last), maxArgument)))
	}
	heading := ""
	for _, r := range rows[start:end] {
		if r.heading != heading {
			heading = r.heading
			out = append(out, header(heading))
		}
		out = append(out, r.block(at, f, l))
	}
	if pages > 1 {
		out = append(out, note(l.Text("points.page", locale.Args{"Page": at.Page + 1, "Of": pages})), turn(at, ActionPointsBack, ActionPointsOn, pages,
			func(a *PointsAt) *int { return &a.Page }, l))
	}
	return pointsForm(at, l.Text("points.title", nil), l, out...)
}

// turn are the buttons to the page before and after.
func turn(at PointsAt, back, on string, pages int, number func(*PointsAt) *int, l *locale.Locale) Block {
	var buttons []map[string]any
	to := func(action, label string, by int) {
		next := at
		*number(&next) += by
		if n := *number(&next); n >= 0 && n < pages {
			buttons = append(buttons, button(action, label, next.String()))
		}
	}
	to(back, l.Text("points.page_back", nil), -1)
	to(on, l.Text("points.page_on", nil), 1)
	return actions("", buttons...)
}

// question says which question it is, and lets another be chosen.
func (p PointsList) question(f frugality, l *locale.Locale) []Block {
	asked := bold(text.Escape(fit(oneLine(p.View.Question.Text), 4*f.statement)), maxSection)
	all := p.View.Meeting.Questions()
	if len(all) < 2 {
		return []Block{section(asked)}
	}
	var choices []option
	for _, q := range all[:min(len(all), f.menu)] {
		words := l.Text("points.question", locale.Args{"Number": q.Number, "Text": oneLine(q.Text)})
		choices = append(choices, option{fit(words, f.option), string(q.ID)})
	}
	m := menu(ActionPointsQuestion, l.Text("points.choose_question", nil), choices)
	if chosen := initial(choices, string(p.View.Question.ID)); len(chosen) > 0 {
		m["initial_option"] = chosen[0]
	}
	return []Block{section(asked), actions("", m)}
}

// count says how much is left to decide.
func (p PointsList) count(l *locale.Locale) string {
	n := len(p.View.Question.Points)
	switch {
	case n == 0:
		return l.Text("points.none", nil)
	case p.View.Suggested == 0:
		return l.Count("points.count", n, nil) + " " + l.Text("points.all_decided", nil)
	default:
		return l.Count("points.count", n, nil) + " " + l.Count("points.left", p.View.Suggested, nil)
	}
}

// tools are the buttons for the whole question.
func (p PointsList) tools(at PointsAt, l *locale.Locale) Block {
	out := []map[string]any{button(ActionPoint, l.Text("points.new", nil), at.with(flows.MoveToNew))}
	if p.View.Suggested > 0 {
		b := button(ActionPointsConfirm, l.Text("points.confirm_all", nil), at.String())
		out = append(out, asking(b, l.Count("points.confirm_all_sure", p.View.Suggested, nil), l.Text("points.confirm_all_yes", nil), l))
	}
	if p.View.Last != nil && p.Last != "" {
		last := at
		last.Decision = p.View.Last.Number
		b := button(ActionPointsUndo, l.Text("points.undo", locale.Args{"What": p.Last}), last.String())
		out = append(out, asking(b, p.Last, l.Text("points.undo_yes", nil), l))
	}
	return actions("", out...)
}

// The limits of a confirmation, from
// https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object.
const (
	maxConfirmTitle  = 100
	maxConfirmText   = 300
	maxConfirmButton = 30
)

// asking has a button ask first.
func asking(b map[string]any, what, yes string, l *locale.Locale) map[string]any {
	b["confirm"] = map[string]any{"title": plain(yes, maxConfirmTitle), "text": plain(what, maxConfirmText),
		"confirm": plain(yes, maxConfirmButton), "deny": plain(l.Text("blocks.form.cancel", nil), maxConfirmButton)}
	return b
}

// pointRow is a line of the list.
type pointRow struct {
	heading string // under which it stands
	label   string
	about   string // empty: the label says it all
	point   flows.PointID
}

func (r pointRow) block(at PointsAt, f frugality, l *locale.Locale) Block {
	label := fit(oneLine(r.label), f.label)
	s := section(bold(text.Escape(label), maxSection/2) + "\n" + fitMarkup(text.Escape(r.about), maxSection/2-1))
	b := button(ActionPoint, l.Text("points.change", nil), at.with(r.point))
	b["accessibility_label"] = plain(l.Text("points.change_that", locale.Args{"Label": label}), maxButtonText)["text"]
	if r.about == "" {
		s = section(text.Escape(label))
		b = button(ActionPoint, l.Text("points.look", nil), at.with(r.point))
	}
	s["accessory"] = b
	return s
}

// rows are all lines: points, single views, those that nobody stands behind,
// those set aside, and the statements in none.
func (p PointsList) rows(f frugality, l *locale.Locale) []pointRow {
	labels := labelsOf(p.View, l)
	var out, single []pointRow
	for _, one := range p.View.Question.Points {
		about := l.Text("points.counted", locale.Args{"Quantifier": l.Text("quantifier."+string(one.Quantifier), nil), "Count": one.Organisations})
		if one.Confirmed {
			about += " · " + l.Text("points.decided", nil)
		} else {
			about += " · " + l.Text("points.suggested", nil)
		}
		if len(one.Opposed) > 0 {
			about += " · " + l.Text("points.opposed", locale.Args{"Labels": quoted(named(one.Opposed, labels), f.label/4, l)})
		}
		if one.Single() {
			single = append(single, pointRow{l.Text("points.single", nil), labels[one.ID], about, one.ID})
		} else {
			out = append(out, pointRow{l.Text("points.several", nil), labels[one.ID], about, one.ID})
		}
	}
	out = append(out, single...)
	for _, one := range p.View.Empty {
		if one.Reason == "" {
			out = append(out, pointRow{l.Text("points.empty", nil), labels[one.ID], l.Text("points.will_come", nil), one.ID})
		}
	}
	for _, one := range asideOf(p.View) {
		out = append(out, pointRow{l.Text("points.off_topic", nil), labels[one.ID],
			l.Text("points.reason", locale.Args{"Reason": fit(oneLine(one.Reason), f.label)}), one.ID})
	}
	if n := restOf(p.View.Question); n > 0 {
		out = append(out, pointRow{l.Text("points.rest", nil), l.Count("points.without_point", n, nil), "", ""})
	}
	return out
}

// asideOf are the points that were set aside, also those without a statement.
func asideOf(v flows.PointsView) []flows.OffTopicPoint {
	out := v.Question.OffTopic
	for _, p := range v.Empty {
		if p.Reason != "" && !hasAside(out, p.ID) {
			out = append(out[:len(out):len(out)], flows.OffTopicPoint{ID: p.ID, Label: p.Label, Reason: p.Reason})
		}
	}
	return out
}

func hasAside(all []flows.OffTopicPoint, id flows.PointID) bool {
	for _, p := range all {
		if p.ID == id {
			return true
		}
	}
	return false
}

// restOf counts the statements that stand in no point, and were set aside with
// none.
func restOf(q flows.DigestQuestion) int {
	n := 0
	for _, s := range q.WithoutPoint {
		if s.OffTopic == "" {
			n++
		}
	}
	return n
}
