package blocks

import (
	"strconv"
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// Form is a modal.
type Form map[string]any

func form(callback, title, send, metadata string, l *locale.Locale, blocks ...Block) Form {
	return Form{
		"type": "modal", "callback_id": callback, "private_metadata": metadata,
		"title":  plain(title, maxTitle),
		"submit": plain(send, maxTitle),
		"close":  plain(l.Text("blocks.form.cancel", nil), maxTitle),
		"blocks": blocks[:min(len(blocks), maxViewBlocks)],
	}
}

func textInput(multiline bool, most int, initial string) map[string]any {
	e := map[string]any{"type": "plain_text_input", "action_id": FieldValue, "multiline": multiline, "max_length": most}
	if initial != "" {
		e["initial_value"] = fit(initial, most)
	}
	return e
}

// AnswerForm asks for an answer to one question. before is the person's
// earlier answer, whose text stands in it.
func AnswerForm(q flows.Located, meeting flows.MeetingID, channel flows.ChannelID, before flows.Contribution, l *locale.Locale) Form {
	metadata := strings.Join([]string{string(meeting), string(q.ID), string(channel)}, "|")
	answer := input(FieldText, l.Text("blocks.form.answer", nil), textInput(true, flows.MaxAnswerLength, before.Text), false)
	if before.Text != "" {
		answer["optional"], answer["hint"] = true, plain(l.Text("blocks.form.withdraw_hint", nil), maxHint)
	}
	return form(FormAnswer, l.Text("blocks.form.answer_title", nil), l.Text("blocks.form.send", nil), metadata, l,
		section(bold(text.Escape(q.Text), maxSection)), answer,
		attributionInput(before, l),
		keyMessageInput(l.Text("blocks.form.key_message_yes", nil), before, l),
		note(l.Text("blocks.question.readers", nil)))
}

func attributionInput(before flows.Contribution, l *locale.Locale) Block {
	unnamed := option{l.Text("blocks.form.unnamed", nil), string(flows.AttributionUnnamed)}
	choices := []option{
		unnamed,
		{l.Text("blocks.form.named", nil), string(flows.AttributionNamed)},
		{l.Text("blocks.form.working_group", nil), string(flows.AttributionWorkingGroup)},
	}
	initial := unnamed
	for _, c := range choices {
		if c.value == string(before.Attribution) {
			initial = c
		}
	}
	radio := map[string]any{"type": "radio_buttons", "action_id": FieldValue, "options": options(choices), "initial_option": initial.form()}
	return input(FieldAttribution, l.Text("blocks.form.attribution", nil), radio, false)
}

// keyMessageInput is one check box, with what it says.
func keyMessageInput(words string, before flows.Contribution, l *locale.Locale) Block {
	lift := []option{{words, KeyMessageOption}}
	check := map[string]any{"type": "checkboxes", "action_id": FieldValue, "options": options(lift)}
	if before.KeyMessage != "" {
		check["initial_options"] = options(lift)
	}
	return input(FieldKeyMessage, l.Text("blocks.form.key_message", nil), check, true)
}

// maxName bounds a name in a form, in characters.
const maxName = 120

// OrganisationForm asks a person for the name of an organisation that is not
// on the list. asked is the response_url of the message with the list.
func OrganisationForm(asked string, l *locale.Locale) Form {
	return form(FormOrganisation, l.Text("blocks.form.organisation_title", nil), l.Text("blocks.form.send", nil), asked, l,
		input(FieldName, l.Text("blocks.form.organisation_name", nil), textInput(false, maxName, ""), false))
}

// RegisterForm lets the working group add an organisation.
func RegisterForm(l *locale.Locale) Form {
	return form(FormRegister, l.Text("blocks.form.register_title", nil), l.Text("blocks.form.save", nil), "", l,
		input(FieldName, l.Text("blocks.form.organisation_name", nil), textInput(false, maxName, ""), false),
		input(FieldAliases, l.Text("blocks.form.aliases", nil), textInput(true, 1000, ""), true),
		input(FieldSector, l.Text("blocks.form.sector", nil), textInput(false, maxName, ""), true),
		input(FieldMembers, l.Text("blocks.form.members", nil), map[string]any{"type": "multi_users_select", "action_id": FieldValue}, true),
		input(FieldOwnChannel, l.Text("blocks.form.own_channel", nil),
			map[string]any{"type": "conversations_select", "action_id": FieldValue, "filter": map[string]any{"include": []string{"public", "private"}}}, true))
}

// MeetingForm makes or changes a meeting.
func (r Renderer) MeetingForm(v flows.MeetingFormView, l *locale.Locale) Form {
	m := v.Meeting
	s := m.Schedule.Or(flows.DefaultSchedule())
	channels := map[string]any{"type": "multi_conversations_select", "action_id": FieldValue, "filter": map[string]any{"include": []string{"public", "private"}}}
	if len(m.Channels) > 0 {
		channels["initial_conversations"] = m.Channels
	}
	date := map[string]any{"type": "datepicker", "action_id": FieldValue}
	clock := map[string]any{"type": "timepicker", "action_id": FieldValue}
	if !m.Starts.IsZero() {
		date["initial_date"] = r.in(m.Starts).Format("2006-01-02")
		clock["initial_time"] = r.in(m.Starts).Format("15:04")
	}
	blocks := []Block{
		input(FieldTitle, l.Text("blocks.form.title", nil), textInput(false, 200, m.Title), false),
		input(FieldDate, l.Text("blocks.form.date", nil), date, false),
		input(FieldTime, l.Text("blocks.form.time", nil), clock, false),
		input(FieldChannels, l.Text("blocks.form.channels", nil), channels, false),
		input(FieldQuestions, l.Text("blocks.form.questions", nil), textInput(true, flows.MaxAnswerLength, flows.FormatThemes(m.Themes)), false),
		note(l.Text("blocks.form.questions_hint", nil)),
		input(FieldOpens, l.Text("blocks.form.opens", nil), textInput(false, 20, s.Opens), false),
		input(FieldCloses, l.Text("blocks.form.closes", nil), textInput(false, 20, s.Closes), false),
		input(FieldAsk, l.Text("blocks.form.ask", nil), textInput(false, 100, s.Ask), false),
		input(FieldRemind, l.Text("blocks.form.remind", nil), textInput(false, 100, s.Remind), false),
		input(FieldDigest, l.Text("blocks.form.digest", nil), textInput(false, 100, s.Digest), false),
	}
	if m.ID == "" {
		blocks = append([]Block{input(FieldID, l.Text("blocks.form.id", nil), textInput(false, 40, ""), false)}, blocks...)
	}
	return form(FormMeeting, l.Text("blocks.form.meeting_title", nil), l.Text("blocks.form.save", nil),
		strconv.Itoa(v.Revision)+"|"+string(m.ID), l, blocks...)
}
