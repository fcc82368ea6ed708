package blocks

import (
	"fmt"
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// View renders what a command answers at once. A form is not a message: see
// [Renderer.Form].
func (r Renderer) View(v flows.View, l *locale.Locale) (Message, error) {
	switch v := v.(type) {
	case flows.Notice:
		return r.notice(v, l), nil
	case flows.HelpView:
		return help(v, l), nil
	case flows.MissingRightView:
		words := l.Text("command.missing_right.working_group", nil)
		if v.Needs == flows.RoleStaff {
			words = l.Text("command.missing_right.staff", nil)
		}
		return lines(words), nil
	case flows.StatusView:
		return r.status(v, l), nil
	case flows.MeetingListView:
		return r.meetings(v, l), nil
	case flows.OrganisationListView:
		return organisations(v, l), nil
	case flows.MyDataView:
		return r.myData(v, l), nil
	case flows.ForgetView:
		ask := l.Count("command.forget.ask", v.Answers, nil)
		return Message{Text: ask, Blocks: []Block{section(ask),
			actions("", danger(button(ActionForget, l.Text("command.forget.yes", nil), "yes")))}}, nil
	default:
		return Message{}, fmt.Errorf("render view: unknown type %T", v)
	}
}

func lines(all ...string) Message {
	blocks := paragraphs(all)
	return Message{Text: fitMarkup(strings.Join(all, "\n"), maxText), Blocks: blocks[:min(len(blocks), maxBlocks)]}
}

func help(v flows.HelpView, l *locale.Locale) Message {
	var all []string
	if v.Unknown != "" {
		all = append(all, l.Text("command.help.unknown", locale.Args{"Word": text.Escape(text.Truncate(v.Unknown, 40))}))
	}
	all = append(all, l.Text("command.help.title", nil))
	for _, w := range v.Words {
		all = append(all, "• "+l.Text("command.help.line", locale.Args{"Word": string(w.Word), "Swedish": w.Swedish,
			"What": l.Text("command.what."+string(w.Word), nil)}))
	}
	return lines(append(all, l.Text("command.help.replies", nil))...)
}

func (r Renderer) status(v flows.StatusView, l *locale.Locale) Message {
	blocks := r.meeting(v.Meeting, l)[1:]
	switch {
	case len(v.Silent) > 0:
		blocks = append(blocks, paragraphs([]string{l.Text("command.status.silent", locale.Args{"Names": text.Escape(l.List(v.Silent))})})...)
	case v.Meeting.Participation.Invited > 0:
		blocks = append(blocks, section(l.Text("command.status.everyone", nil)))
	}
	if v.SelfNamed > 0 {
		blocks = append(blocks, note(l.Count("command.status.self_named", v.SelfNamed, nil)))
	}
	blocks = append(blocks[:min(len(blocks), maxBlocks-1)], enter(v.Meeting, l)...)
	title := text.Escape(v.Meeting.Title) + ": " + l.Text("summary.answered",
		locale.Args{"Answered": v.Meeting.Participation.Answered, "Invited": v.Meeting.Participation.Invited})
	return Message{Text: fitMarkup(title, maxText), Blocks: blocks}
}

func (r Renderer) meetings(v flows.MeetingListView, l *locale.Locale) Message {
	if len(v.Meetings) == 0 {
		return lines(l.Text("command.meetings.none", nil))
	}
	var all []string
	for _, m := range v.Meetings {
		line := "• *" + text.Escape(string(m.ID)) + "* " + text.Escape(m.Title) + ", " + l.DateTime(r.in(m.Starts))
		if m.Managed {
			line += " (" + l.Text("command.meetings.managed", nil) + ")"
		}
		all = append(all, line)
	}
	return lines(all...)
}

func organisations(v flows.OrganisationListView, l *locale.Locale) Message {
	add := actions("", button(ActionAddOrganisation, l.Text("command.organisations.add", nil), "new"))
	all := []string{l.Text("command.organisations.none", nil)}
	if n := len(v.Organisations); n > 0 {
		all = []string{"*" + l.Count("command.organisations.count", n, nil) + "*"}
	}
	for _, o := range v.Organisations {
		line := "• " + text.Escape(o.Name)
		if o.Sector != "" {
			line += ", " + text.Escape(o.Sector)
		}
		if o.Unconfirmed {
			line += " (" + l.Text("command.organisations.unconfirmed", nil) + ")"
		}
		all = append(all, line)
	}
	m := lines(all...)
	m.Blocks = append(m.Blocks[:min(len(m.Blocks), maxBlocks-1)], add)
	return m
}

// ownAnswersShown keeps the list of a person's answers readable; what is shown
// of each is its beginning.
const (
	ownAnswersShown = 30
	ownAnswerLength = 200
)

func (r Renderer) myData(v flows.MyDataView, l *locale.Locale) Message {
	m := lines(r.ownData(v.Data, l)...)
	if len(v.Data.Contributions) > 0 || v.Data.Chosen {
		forget := actions("", button(ActionForgetAsk, l.Text("command.mydata.forget", nil), "all"))
		m.Blocks = append(m.Blocks[:min(len(m.Blocks), maxBlocks-1)], forget)
	}
	return m
}

func (r Renderer) ownData(own flows.OwnData, l *locale.Locale) []string {
	all := []string{l.Text("command.mydata.no_organisation", nil)}
	if own.Organisation.ID != "" {
		all[0] = l.Text("command.mydata.organisation", locale.Args{"Organisation": text.Escape(own.Organisation.Name)})
		if own.Chosen {
			all[0] += " " + l.Text("command.mydata.chosen", nil)
		}
	}
	if own.Entered > 0 {
		all = append(all, l.Count("command.mydata.entered", own.Entered, nil))
	}
	if len(own.Contributions) == 0 {
		return append(all, l.Text("command.mydata.nothing", nil))
	}
	all = append(all, l.Count("command.mydata.answers", len(own.Contributions), nil))
	for i, c := range own.Contributions {
		if i == ownAnswersShown {
			all = append(all, l.Count("command.mydata.more", len(own.Contributions)-i, nil))
			break
		}
		words := text.Truncate(oneLine(c.Text), ownAnswerLength)
		if c.NothingToAdd {
			words = l.Text("blocks.question.nothing_to_add", nil)
		}
		all = append(all, "• "+string(c.Meeting)+" "+string(c.Question)+", "+l.DateTime(r.in(c.SubmittedAt))+": "+text.Escape(words))
	}
	return all
}
