package blocks

import (
	"strconv"
	"strings"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// enter is the button that opens the form for an answer that came another way.
// Each meeting has its own: a menu of meetings would say nothing when the same
// one is chosen twice.
func enter(m flows.MeetingSummary, l *locale.Locale) []Block {
	if len(m.Questions) == 0 {
		return nil
	}
	return []Block{actions("", button(ActionEnter, l.Text("blocks.entry.open", nil), string(m.Meeting)))}
}

// maxMenuOrganisations bounds the form's menu: with the longest names it has
// some 200 kB, and a view at most 250.
// https://docs.slack.dev/reference/views/modal-views
const maxMenuOrganisations = 400

// EntryForm asks for an answer that came another way to a meeting. before is
// the entry that is corrected.
func (r Renderer) EntryForm(m flows.Meeting, before flows.Contribution, l *locale.Locale) Form {
	title, metadata := l.Text("blocks.entry.open", nil), []string{string(m.ID), "", ""}
	answer := input(FieldText, l.Text("blocks.entry.answer", nil), textInput(true, flows.MaxAnswerLength, before.Text), false)
	if before.ID != "" {
		title = l.Text("blocks.entry.correct_title", nil)
		metadata[1], metadata[2] = string(before.Place.TS), strconv.FormatInt(before.ChangedAt.UnixMicro(), 10)
		answer["optional"], answer["hint"] = true, plain(l.Text("blocks.entry.withdraw_hint", nil), maxHint)
	}
	came := map[string]any{"type": "datepicker", "action_id": FieldValue, "placeholder": plain(l.Text("blocks.entry.now", nil), maxPlaceholder)}
	if !before.SubmittedAt.IsZero() {
		came["initial_date"] = r.in(before.SubmittedAt).Format(time.DateOnly)
	}
	return form(FormEntry, title, l.Text("blocks.form.save", nil), strings.Join(metadata, "|"), l,
		note(text.Escape(m.Title)),
		input(FieldQuestion, l.Text("blocks.entry.question", nil), questionMenu(m, before, l), false),
		r.organisationInput(before, l),
		input(FieldVia, l.Text("blocks.entry.via", nil), viaMenu(before, l), false),
		answer,
		input(FieldCame, l.Text("blocks.entry.came", nil), came, true),
		attributionInput(before, l),
		keyMessageInput(l.Text("blocks.entry.key_message_yes", nil), before, l))
}

func questionMenu(m flows.Meeting, before flows.Contribution, l *locale.Locale) map[string]any {
	var all []option
	for _, q := range m.Questions() {
		all = append(all, option{strconv.Itoa(q.Number) + ". " + q.Text, string(q.ID)})
	}
	chosen := string(before.Question)
	if len(all) == 1 {
		chosen = all[0].value
	}
	return choosing(menu(FieldValue, l.Text("blocks.entry.choose_question", nil), all), all, chosen)
}

func (r Renderer) organisationInput(before flows.Contribution, l *locale.Locale) Block {
	label := l.Text("blocks.entry.organisation", nil)
	all := r.organisationOptions()
	if len(all) <= maxMenuOrganisations {
		choose := menu(FieldValue, l.Text("blocks.organisation_question.choose", nil), all)
		return input(FieldOrganisation, label, choosing(choose, all, string(before.Organisation)), false)
	}
	name := ""
	for _, o := range all {
		if strings.EqualFold(o.value, string(before.Organisation)) {
			name = o.label
		}
	}
	field := input(FieldOrganisation, label, textInput(false, flows.MaxAnswerLength, name), false)
	field["hint"] = plain(l.Text("blocks.entry.organisation_hint", nil), maxHint)
	return field
}

func viaMenu(before flows.Contribution, l *locale.Locale) map[string]any {
	var all []option
	for _, v := range flows.Vias() {
		all = append(all, option{l.Text("blocks.entry.via_"+string(v), nil), string(v)})
	}
	return choosing(menu(FieldValue, l.Text("blocks.entry.choose_via", nil), all), all, string(before.Via))
}

// choosing is a menu with an option chosen at first, if it has it.
func choosing(m map[string]any, all []option, value string) map[string]any {
	for _, o := range all {
		if strings.EqualFold(o.value, value) {
			m["initial_option"] = o.form()
		}
	}
	return m
}

// Entered tells who entered an answer that it is stored, with a button to
// correct it or take it away.
func (r Renderer) Entered(e flows.Entered, l *locale.Locale) Message {
	c := e.Contribution
	args := locale.Args{"Organisation": fitMarkup(text.Escape(e.Organisation.Name), maxArgument), "Number": e.Question.Number, "Came": l.Day(r.in(c.SubmittedAt))}
	words := l.Text("notice.entry_saved", args)
	if !c.EditedAt.IsZero() {
		words = l.Text("notice.entry_corrected", args)
	}
	if c.Late {
		words += " " + l.Text("notice.entry_late", nil)
	}
	return Message{Text: words, Blocks: []Block{section(words),
		actions("", button(ActionCorrectEntry, l.Text("blocks.entry.correct", nil), string(c.Meeting)+"|"+string(c.Place.TS)))}}
}
