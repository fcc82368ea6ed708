package bot

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

// submitted takes a form. A wrong input is told beside its field; an answer is
// stored before the form closes.
func (r *Router) submitted(ctx context.Context, p wireInteraction) Answer {
	l := r.localeOf(ctx, p.user())
	if p.View.CallbackID == blocks.FormPoint {
		return r.submitPoint(ctx, p, l)
	}
	forms := map[string]func(context.Context, wireInteraction, *locale.Locale) (field, message string, err error){
		blocks.FormAnswer:       r.submitAnswer,
		blocks.FormOrganisation: r.submitOrganisation,
		blocks.FormRegister:     r.submitRegister,
		blocks.FormMeeting:      r.submitMeeting,
		blocks.FormEntry:        r.submitEntry,
	}
	submit, ok := forms[p.View.CallbackID]
	if !ok {
		// Of another version of the bot: an error keeps the form open, and with
		// it what the person wrote.
		r.log.WarnContext(ctx, "form not known", "callback", p.View.CallbackID)
		return refuseForm(firstInput(p.View), l.Text("notice.not_found", nil))
	}
	field, message, err := submit(ctx, p, l)
	if err != nil {
		field, message = firstOf(flows.FieldOf(err), field), r.words(ctx, err, l, asIs)
	}
	if message == "" {
		return nil
	}
	return refuseForm(field, message)
}

// firstInput is an input of a form, the same one every time.
func firstInput(v *wireView) string {
	ids := slices.Sorted(maps.Keys(v.State.Values))
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// refuseForm keeps a form open, with a message beside a field.
func refuseForm(field, message string) Answer {
	return map[string]any{"response_action": "errors", "errors": map[string]string{field: message}}
}

// asIs leaves text alone: a form's errors are plain text.
func asIs(s string) string { return s }

func (r *Router) submitAnswer(ctx context.Context, p wireInteraction, l *locale.Locale) (string, string, error) {
	v := parts(p.View.PrivateMetadata, 3)
	answer := flows.FormAnswer{
		User: p.user(), Team: p.team(), Channel: flows.ChannelID(v[2]),
		Meeting: flows.MeetingID(v[0]), Question: flows.QuestionID(v[1]),
		Text: p.View.one(blocks.FieldText), Attribution: flows.Attribution(p.View.one(blocks.FieldAttribution)),
		KeyMessage: len(p.View.many(blocks.FieldKeyMessage)) > 0,
	}
	if !answer.Attribution.Valid() {
		answer.Attribution = flows.AttributionUnnamed
	}
	if strings.TrimSpace(answer.Text) == "" {
		withdrawn, err := r.cases.Answers.Withdraw(ctx, answer)
		if withdrawn {
			r.withdrawn()
			r.tellLater(ctx, p, answer.Channel, notice("answer_withdrawn", l, nil))
		}
		if err != nil || withdrawn {
			return blocks.FieldText, "", err
		}
	}
	c, err := r.cases.Answers.Submit(ctx, answer)
	if err != nil {
		return blocks.FieldText, "", err
	}
	key := "answer_saved"
	if !c.Assigned() {
		key = "answer_unassigned"
	}
	r.tellLater(ctx, p, flows.ChannelID(v[2]), notice(key, l, nil))
	return "", "", nil
}

// tellLater thanks a person in the channel where they opened the form.
func (r *Router) tellLater(ctx context.Context, p wireInteraction, channel flows.ChannelID, m blocks.Message) {
	r.thankLater(ctx, func(ctx context.Context) error {
		if strings.HasPrefix(string(channel), "D") || channel == "" {
			return r.direct(ctx, p.user(), m)
		}
		return r.slack.Ephemeral(ctx, channel, p.user(), m)
	})
}

// replaceLater thanks a person in the message whose button opened the form, by
// its response_url; that lives for half an hour, and forms stay open longer.
func (r *Router) replaceLater(ctx context.Context, p wireInteraction, address string, m blocks.Message) {
	r.thankLater(ctx, func(ctx context.Context) error {
		if address != "" && r.slack.Replace(ctx, address, m) == nil {
			return nil
		}
		return r.direct(ctx, p.user(), m)
	})
}

// thankLater goes on after the form is acknowledged. It is a courtesy: what was
// sent is stored already.
func (r *Router) thankLater(ctx context.Context, thank func(context.Context) error) {
	working, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	r.work.Go(func() {
		defer cancel()
		if err := thank(working); err != nil {
			r.log.InfoContext(working, "thanks not shown", "error", err)
		}
	})
}

func (r *Router) direct(ctx context.Context, user flows.UserID, m blocks.Message) error {
	channel, err := r.slack.Direct(ctx, user)
	if err != nil {
		return err
	}
	_, err = r.slack.Post(ctx, channel, "", m, "thanks")
	return err
}

func (r *Router) submitRegister(ctx context.Context, p wireInteraction, l *locale.Locale) (string, string, error) {
	if m, ok, err := r.needs(ctx, p.user(), l); !ok {
		return blocks.FieldName, m.Text, err
	}
	o := flows.Organisation{Name: p.View.one(blocks.FieldName), Sector: strings.TrimSpace(p.View.one(blocks.FieldSector)),
		Channel: flows.ChannelID(p.View.one(blocks.FieldOwnChannel))}
	for _, line := range strings.Split(p.View.one(blocks.FieldAliases), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			o.Aliases = append(o.Aliases, line)
		}
	}
	for _, u := range p.View.many(blocks.FieldMembers) {
		o.Members = append(o.Members, flows.UserID(u))
	}
	o, err := r.cases.Registrar.Save(ctx, o)
	switch code := flows.CodeOf(err); {
	case err == nil:
		r.tellLater(ctx, p, "", notice("saved", l, locale.Args{"Organisation": o.Name}))
		return "", "", nil
	case code == flows.CodeInvalid:
		return blocks.FieldName, l.Text("blocks.form.error_name", nil), nil
	case code == flows.CodeConflict:
		return blocks.FieldName, l.Text("blocks.form.error_taken", nil), nil
	default:
		return blocks.FieldName, "", err
	}
}

func (r *Router) submitMeeting(ctx context.Context, p wireInteraction, l *locale.Locale) (string, string, error) {
	if m, ok, err := r.needs(ctx, p.user(), l); !ok {
		return blocks.FieldTitle, m.Text, err
	}
	v := parts(p.View.PrivateMetadata, 2)
	revision, err := strconv.Atoi(v[0])
	if err != nil {
		return blocks.FieldTitle, "", err
	}
	m := flows.Meeting{ID: flows.MeetingID(firstOf(v[1], strings.TrimSpace(p.View.one(blocks.FieldID)))), Title: strings.TrimSpace(p.View.one(blocks.FieldTitle)),
		Schedule: flows.Schedule{Opens: p.View.one(blocks.FieldOpens), Closes: p.View.one(blocks.FieldCloses), Ask: p.View.one(blocks.FieldAsk),
			Remind: p.View.one(blocks.FieldRemind), Digest: p.View.one(blocks.FieldDigest)}}
	for _, c := range p.View.many(blocks.FieldChannels) {
		m.Channels = append(m.Channels, flows.ChannelID(c))
	}
	if m.Starts, err = r.cases.Planner.ParseStart(p.View.one(blocks.FieldDate), p.View.one(blocks.FieldTime)); err != nil {
		return blocks.FieldDate, "", err
	}
	if m.Themes, err = flows.ParseThemes(p.View.one(blocks.FieldQuestions)); err != nil {
		return blocks.FieldQuestions, "", err
	}
	if err := r.cases.Planner.Save(ctx, m, revision); err != nil {
		return blocks.FieldTitle, "", err
	}
	if r.cases.Changed != nil {
		r.cases.Changed()
	}
	r.tellLater(ctx, p, "", notice("meeting_saved", l, locale.Args{"Meeting": string(m.ID)}))
	return "", "", nil
}
