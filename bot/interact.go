package bot

import (
	"context"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// Interaction takes a button, a menu or a form. What it returns is the
// acknowledgement's body: nil, or a form's errors.
func (r *Router) Interaction(ctx context.Context, payload wireInteraction) Answer {
	r.metrics.arrived(sourceInteractions)
	ctx, cancel := context.WithTimeout(ctx, formDeadline)
	defer cancel()
	r.rename(ctx, &payload)
	switch payload.Type {
	case "block_actions":
		for _, a := range payload.Actions {
			r.action(ctx, payload, a)
		}
	case "view_submission":
		if payload.View != nil {
			return r.submitted(ctx, payload)
		}
	}
	return nil
}

// rename gives a payload's channel the id that the use cases know it by. While
// the store is down it keeps its own.
func (r *Router) rename(ctx context.Context, p *wireInteraction) {
	channels, err := r.cases.Register.Channels(ctx)
	if err != nil {
		return
	}
	if p.Channel != nil {
		p.Channel.ID = string(channels.First(flows.ChannelID(p.Channel.ID)))
	}
	p.Container.ChannelID = string(channels.First(flows.ChannelID(p.Container.ChannelID)))
}

// action does what a button says, and returns when that is done, or when Slack
// waits no longer: what is not done yet goes on after the acknowledgement.
func (r *Router) action(ctx context.Context, p wireInteraction, a wireAction) {
	value := a.Value
	if a.SelectedOption != nil {
		value = a.SelectedOption.Value
	}
	do, ok := r.actions()[a.ActionID]
	switch {
	case ok:
	case a.URL != "":
		return // a link, which Slack opens itself
	default:
		do = unknownAction
	}
	working, cancel := context.WithTimeout(context.WithoutCancel(ctx), lateDeadline)
	done, finish := context.WithCancel(ctx)
	r.work.Go(func() {
		defer cancel()
		l := r.localeOf(working, flows.UserID(p.User.ID))
		message, replace, err := do(working, p, value, l)
		finish()
		if err != nil {
			message, replace = r.apology(working, err, l), false
		}
		send := r.slack.Respond
		if replace {
			send = r.slack.Replace
		}
		if err := send(working, p.ResponseURL, message); err != nil {
			r.log.WarnContext(working, "answer to a button not sent", "action", a.ActionID, "error", err)
		}
	})
	<-done.Done()
}

// unknownAction answers a button of another version's message.
func unknownAction(context.Context, wireInteraction, string, *locale.Locale) (blocks.Message, bool, error) {
	return blocks.Message{}, false, &flows.Error{Code: flows.CodeNotFound, What: "the button"}
}

type actionFunc func(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (m blocks.Message, replace bool, err error)

func (r *Router) actions() map[string]actionFunc {
	all := r.pointsActions()
	maps.Copy(all, map[string]actionFunc{
		blocks.ActionAnswer:             r.openAnswer,
		blocks.ActionNothingToAdd:       r.nothingToAdd,
		blocks.ActionChooseOrganisation: r.choose,
		blocks.ActionNewOrganisation:    r.openOrganisation,
		blocks.ActionNoOrganisation:     r.chooseNone,
		blocks.ActionConfirm:            r.confirm,
		blocks.ActionRefuse:             r.refuse,
		blocks.ActionCount:              r.count,
		blocks.ActionDontCount:          r.dontCount,
		blocks.ActionPublish:            r.publish,
		blocks.ActionPart:               r.openPart,
		blocks.ActionMyData:             r.command(flows.WordMyData, false),
		blocks.ActionForgetAsk:          r.command(flows.WordForget, true),
		blocks.ActionForget:             r.forget,
		blocks.ActionAddOrganisation:    r.openRegister,
		blocks.ActionEnter:              r.openEntry,
		blocks.ActionCorrectEntry:       r.openCorrection,
	})
	return all
}

// notice is a sentence in Slack's markup: a name that somebody gave is no
// mention in it.
func notice(key string, l *locale.Locale, args locale.Args) blocks.Message {
	escaped := locale.Args{}
	for k, v := range args {
		if s, ok := v.(string); ok {
			v = text.Escape(s)
		}
		escaped[k] = v
	}
	return blocks.Message{Text: l.Text("notice."+key, escaped)}
}

func parts(value string, n int) []string {
	out := strings.SplitN(value, "|", n)
	for len(out) < n {
		out = append(out, "")
	}
	return out
}

func (p wireInteraction) user() flows.UserID { return flows.UserID(p.User.ID) }

func (p wireInteraction) team() flows.TeamID { return flows.TeamID(p.User.TeamID) }

func (p wireInteraction) channel() flows.ChannelID {
	if p.Channel != nil {
		return flows.ChannelID(p.Channel.ID)
	}
	return flows.ChannelID(p.Container.ChannelID)
}

func (r *Router) openAnswer(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (blocks.Message, bool, error) {
	v := parts(value, 2)
	m, err := r.cases.Register.Meeting(ctx, v[0])
	if err != nil {
		return blocks.Message{}, false, err
	}
	q, ok := m.Question(v[1])
	if !ok {
		return blocks.Message{}, false, &flows.Error{Code: flows.CodeNotFound, What: "no question of a button", Say: flows.Notice{Key: "unknown_question"}}
	}
	before, err := r.cases.Answers.Before(ctx, m.ID, q.ID, p.user())
	if err != nil {
		return blocks.Message{}, false, err
	}
	return blocks.Message{}, false, r.slack.Open(ctx, p.TriggerID, blocks.AnswerForm(q, m.ID, p.channel(), before, l))
}

func (r *Router) nothingToAdd(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (blocks.Message, bool, error) {
	v := parts(value, 2)
	_, err := r.cases.Answers.NothingToAdd(ctx, flows.FormAnswer{User: p.user(), Team: p.team(), Channel: p.channel(),
		Meeting: flows.MeetingID(v[0]), Question: flows.QuestionID(v[1])})
	return notice("nothing_saved", l, nil), false, err
}

func (r *Router) openRegister(ctx context.Context, p wireInteraction, _ string, l *locale.Locale) (blocks.Message, bool, error) {
	if m, ok, err := r.needs(ctx, p.user(), l); !ok {
		return m, false, err
	}
	return blocks.Message{}, false, r.slack.Open(ctx, p.TriggerID, blocks.RegisterForm(l))
}

// needs answers a person without the working group's rights.
func (r *Router) needs(ctx context.Context, user flows.UserID, l *locale.Locale) (blocks.Message, bool, error) {
	role, err := r.cases.Rights.Role(ctx, user)
	if err != nil || role.MayCompile() {
		return blocks.Message{}, err == nil, err
	}
	return blocks.Message{Text: l.Text("command.missing_right.working_group", nil)}, false, nil
}

func (r *Router) confirm(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (blocks.Message, bool, error) {
	if m, ok, err := r.needs(ctx, p.user(), l); !ok {
		return m, false, err
	}
	o, err := r.cases.Registrar.Confirm(ctx, flows.OrganisationID(value))
	return notice("confirmed", l, locale.Args{"Organisation": o.Name}), true, err
}

func (r *Router) refuse(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (blocks.Message, bool, error) {
	if m, ok, err := r.needs(ctx, p.user(), l); !ok {
		return m, false, err
	}
	o, err := r.cases.Registrar.Refuse(ctx, flows.OrganisationID(value))
	return notice("refused", l, locale.Args{"Organisation": o.Name}), true, err
}

// count takes a top-level message as an answer. It is read again: its author
// may have edited or deleted it since the offer.
func (r *Router) count(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (blocks.Message, bool, error) {
	v := parts(value, 4)
	message, ok, err := r.slack.Message(ctx, flows.Place{Channel: p.channel(), TS: flows.MessageTS(v[2])}, r.self)
	if err != nil {
		return blocks.Message{}, false, err
	}
	if !ok || message.User != p.user() {
		return notice("counted_gone", l, nil), true, nil
	}
	outcome, err := r.cases.Collector.CountMessage(ctx, message, flows.MessageTS(v[3]))
	if err == nil && outcome == flows.OutcomeNoQuestion {
		return notice("only_representatives", l, nil), true, nil
	}
	return notice("counted", l, nil), true, err
}

func (r *Router) dontCount(_ context.Context, _ wireInteraction, _ string, l *locale.Locale) (blocks.Message, bool, error) {
	return notice("not_counted", l, nil), true, nil
}

func (r *Router) publish(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (blocks.Message, bool, error) {
	v := parts(value, 2)
	version, err := strconv.Atoi(v[1])
	if err != nil {
		return blocks.Message{}, false, &flows.Error{Code: flows.CodeInvalid, What: "the version"}
	}
	view, err := r.cases.Commands.Publish(ctx, flows.MeetingID(v[0]), version, p.user(), p.TriggerID)
	if err != nil {
		return blocks.Message{}, false, err
	}
	m, err := r.show(ctx, view, p.TriggerID, l)
	return m, false, err
}

func (r *Router) openPart(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (blocks.Message, bool, error) {
	v := parts(value, 3)
	version, err := strconv.Atoi(v[1])
	theme, themeErr := strconv.Atoi(v[2])
	if err != nil || themeErr != nil {
		return blocks.Message{}, false, &flows.Error{Code: flows.CodeInvalid, What: "the part"}
	}
	d, err := r.cases.Commands.Part(ctx, flows.MeetingID(v[0]), version, p.user())
	if err != nil {
		return blocks.Message{}, false, err
	}
	if theme < 1 || theme > len(d.Themes) {
		return blocks.Message{}, false, &flows.Error{Code: flows.CodeNotFound, What: "the theme"}
	}
	render := blocks.Renderer{Location: r.cases.Register.Settings().Location}
	return blocks.Message{}, false, r.slack.Open(ctx, p.TriggerID, render.Part(d, theme, l))
}

// command is a subcommand behind a button: people from outside (Slack Connect)
// have no slash commands.
func (r *Router) command(word flows.Word, replace bool) actionFunc {
	return func(ctx context.Context, p wireInteraction, _ string, l *locale.Locale) (blocks.Message, bool, error) {
		view, err := r.cases.Commands.Do(ctx, flows.Command{Name: p.TriggerID, User: p.user(), Team: p.team(), Channel: p.channel(), Text: string(word)})
		if err != nil {
			return blocks.Message{}, false, err
		}
		m, err := r.show(ctx, view, p.TriggerID, l)
		return m, replace, err
	}
}

func (r *Router) forget(ctx context.Context, p wireInteraction, _ string, l *locale.Locale) (blocks.Message, bool, error) {
	n, err := r.cases.Answers.Forget(ctx, p.user(), r.cases.Choices)
	r.withdrawn()
	return notice("forgotten", l, locale.Args{"Count": n}), true, err
}

// formDeadline bounds the work before a form is acknowledged: its errors stand
// in the acknowledgement.
const formDeadline = 2500 * time.Millisecond
