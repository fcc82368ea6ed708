package blocks

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// PointForm is one point, to be changed: the statements in no point where the
// view has none, and a new one made of them where New.
type PointForm struct {
	View flows.PointView
	At   PointsAt // where it was opened from
	New  bool
	Said string // empty: nothing
}

// statementsOnPage keeps a point's statements, and the menu of them, readable on
// a phone, and inside the 100 blocks of a modal.
const statementsOnPage = 50

// maxPointLabel is what the input takes, in the units of Slack's limit: 140
// characters, each of which may count as two. flows refuses a longer one.
const maxPointLabel = 280

// Form is the point as a modal.
func (p PointForm) Form(l *locale.Locale) Form {
	return within(func(f frugality) Form { return p.form(f, l) })
}

func (p PointForm) form(f frugality, l *locale.Locale) Form {
	start, end, pages := page(p.At.Part, statementsOnPage, len(p.View.Statements))
	at := p.place(start / statementsOnPage)
	out := []Block{actions("", button(ActionPointsList, l.Text("points.back", nil), at.list()))}
	if p.Said != "" {
		out = append(out, section(fitMarkup(text.Escape(p.Said), maxArgument)))
	}
	out = append(out, p.about(l)...)
	own := p.New || p.View.Point != ""
	if own {
		out = append(out, p.label(at, l))
	}
	choices := others(p.View, f, l)
	if own && !p.New && len(choices) > 0 {
		out = append(out, p.merge(at, choices, l), p.opposed(at, choices, f, l))
	}
	if len(p.View.Statements) > 0 {
		out = append(out, p.statements(start, end, f, l)...)
		if pages > 1 {
			out = append(out, note(l.Text("points.part", locale.Args{"From": start + 1, "To": end, "Of": len(p.View.Statements)})),
				turn(at, ActionPointBack, ActionPointOn, pages, func(a *PointsAt) *int { return &a.Part }, l))
		}
		out = append(out, p.move(at, start, end, f, l))
		if !p.New {
			out = append(out, p.moveTo(at, choices, l))
		}
	}
	if own && !p.New {
		out = append(out, p.aside(at, l)...)
	}
	form := pointsForm(at, p.title(l), l, out...)
	if own || len(p.View.Statements) > 0 {
		form["callback_id"], form["submit"] = FormPoint, plain(l.Text("blocks.form.save", nil), maxTitle)
	}
	return form
}

func (p PointForm) place(part int) PointsAt {
	at := p.At
	at.Meeting, at.Question, at.Seen, at.Point, at.Part = p.View.Meeting.ID, p.View.Question.ID, p.View.Seen, p.View.Point, part
	if p.New {
		at.Point = flows.MoveToNew
	}
	return at
}

func (p PointForm) title(l *locale.Locale) string {
	switch {
	case p.New:
		return l.Text("points.new", nil)
	case p.View.Point == "":
		return l.Text("points.rest", nil)
	default:
		return l.Text("points.one", nil)
	}
}

// about says what the point is now.
func (p PointForm) about(l *locale.Locale) []Block {
	switch {
	case p.New:
		return []Block{section(l.Text("points.new_what", nil))}
	case p.View.Point == "":
		return []Block{section(l.Count("points.without_point", len(p.View.Statements), nil))}
	case p.View.Decided.Reason != "":
		return []Block{section(l.Text("points.is_off_topic", nil))}
	case len(p.View.Statements) == 0:
		return []Block{section(l.Text("points.nobody", nil))}
	case p.View.Confirmed:
		return []Block{section(l.Text("points.is_decided", nil))}
	default:
		return []Block{section(l.Text("points.is_suggested", nil))}
	}
}

// value is the action id of an input. It tells what the person saw, so that
// nothing that was entered of one point is carried over to another: Slack keeps
// what stands in inputs with the same ids.
func value(at PointsAt) string { return FieldValue + "_" + at.Seen + "_" + string(at.Point) }

func (p PointForm) label(at PointsAt, l *locale.Locale) Block {
	e := textInput(false, maxPointLabel, oneLine(p.View.Label))
	if p.New {
		e = textInput(false, maxPointLabel, "")
	}
	e["action_id"] = value(at)
	b := input(FieldLabel, l.Text("points.label", nil), e, !p.New)
	b["hint"] = plain(l.Text("points.label_hint", nil), maxHint)
	return b
}

func (p PointForm) merge(at PointsAt, choices []option, l *locale.Locale) Block {
	return input(FieldMerge, l.Text("points.merge", nil), several(value(at), l.Text("points.choose_points", nil), choices), true)
}

// several is a menu of which several are chosen.
func several(action, placeholder string, choices []option, chosen ...string) map[string]any {
	m := menu(action, placeholder, choices)
	m["type"] = "multi_static_select"
	if first := initial(choices, chosen...); len(first) > 0 {
		m["initial_options"] = first
	}
	return m
}

func (p PointForm) opposed(at PointsAt, choices []option, f frugality, l *locale.Locale) Block {
	var chosen []string
	for _, id := range p.View.Opposed {
		chosen = append(chosen, string(id))
	}
	b := input(FieldOpposed, l.Text("points.opposed_to", nil), several(value(at), l.Text("points.choose_points", nil), choices, chosen...), true)
	if maybe := named(p.View.Maybe, labelsOf(p.View.PointsView, l)); len(maybe) > 0 {
		b["hint"] = plain(l.Text("points.maybe_opposed", locale.Args{"Labels": quoted(maybe, f.label/2, l)}), maxHint)
	}
	return b
}

// statements are the words of each, with who said it: a section each, so that a
// screen reader stops at every one.
func (p PointForm) statements(start, end int, f frugality, l *locale.Locale) []Block {
	out := []Block{header(l.Text("points.statements", nil))}
	for i := start; i < end; i++ {
		s := p.View.Statements[i]
		line := "*" + strconv.Itoa(i+1) + ".* " + text.Escape(fit(oneLine(s.Text), f.statement))
		line += "\n" + text.Escape(strings.Join(p.aboutStatement(s, f, l), " · "))
		out = append(out, section(strings.TrimSpace(line)))
	}
	return out
}

func (p PointForm) aboutStatement(s flows.DigestStatement, f frugality, l *locale.Locale) []string {
	var out []string
	switch who := fit(oneLine(s.Name), maxName); {
	case who != "":
		out = append(out, "– "+who)
	case p.View.Attributed:
		out = append(out, "– "+l.Text("points.unassigned", nil))
	}
	if s.Late {
		out = append(out, l.Text("points.late", nil))
	}
	if s.Confidential {
		out = append(out, l.Text("points.confidential", nil))
	} else if s.Masked != "" {
		out = append(out, l.Text("points.masked", locale.Args{"Text": fit(oneLine(s.Masked), f.statement)}))
	}
	return out
}

func (p PointForm) move(at PointsAt, start, end int, f frugality, l *locale.Locale) Block {
	choices := make([]option, 0, end-start)
	for i := start; i < end; i++ {
		words := strconv.Itoa(i+1) + ". " + cmp.Or(oneLine(p.View.Statements[i].Text), l.Text("points.confidential", nil))
		choices = append(choices, option{fit(words, f.option), strconv.Itoa(i)})
	}
	label := l.Text("points.move", nil)
	if p.New {
		label = l.Text("points.take", nil)
	}
	action := value(at) + "_" + strconv.Itoa(at.Part)
	return input(FieldStatements, label, several(action, l.Text("points.choose_statements", nil), choices), true)
}

func (p PointForm) moveTo(at PointsAt, choices []option, l *locale.Locale) Block {
	all := []option{{l.Text("points.to_new", nil), string(flows.MoveToNew)}}
	if p.View.Point != "" {
		all = append(all, option{l.Text("points.to_none", nil), string(flows.MoveOut)})
	}
	m := menu(value(at), l.Text("points.choose_point", nil), append(all, choices...))
	return input(FieldMoveTo, l.Text("points.move_to", nil), m, true)
}

func (p PointForm) aside(at PointsAt, l *locale.Locale) []Block {
	off := []option{{l.Text("points.off_topic_yes", nil), OffTopicOption}}
	check := map[string]any{"type": "checkboxes", "action_id": value(at), "options": options(off)}
	if p.View.Decided.Reason != "" {
		check["initial_options"] = options(off)
	}
	reason := textInput(false, maxReason, p.View.Decided.Reason)
	reason["action_id"] = value(at)
	why := input(FieldReason, l.Text("points.why", nil), reason, true)
	why["hint"] = plain(l.Text("points.why_hint", nil), maxHint)
	return []Block{input(FieldAside, l.Text("points.aside", nil), check, true), why}
}

// maxReason bounds why a point is set aside, in characters: a line or two.
const maxReason = 300
