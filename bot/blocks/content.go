package blocks

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// Renderer gives contents their form.
type Renderer struct {
	// Directory gives the names for the menu of organisations.
	Organisations []flows.Organisation
	// Link gives a message's address, empty where Slack has none.
	Link func(flows.Place) string
	// Location is the time zone of the consultation.
	Location *time.Location
}

// Content renders what an intent sends. A CheckMark is not a message.
func (r Renderer) Content(c flows.Content, l *locale.Locale) (Message, error) {
	switch c := c.(type) {
	case flows.QuestionPost:
		return r.question(c, l), nil
	case flows.OrganisationQuestion:
		return r.organisationQuestion(c, l), nil
	case flows.OrganisationConfirm:
		return organisationConfirm(c, l), nil
	case flows.Reminder:
		return r.reminder(c, l), nil
	case flows.CountOffer:
		return countOffer(c, l), nil
	case flows.DigestPost:
		return r.digest(c, l), nil
	case flows.Superseded:
		return superseded(c, l), nil
	case flows.SummaryPost:
		return r.summary(c.Summary, l), nil
	case flows.Notice:
		return r.notice(c, l), nil
	default:
		return Message{}, fmt.Errorf("render content: unknown kind %q", c.Kind())
	}
}

func (r Renderer) in(t time.Time) time.Time {
	if r.Location == nil {
		return t
	}
	return t.In(r.Location)
}

func (r Renderer) question(q flows.QuestionPost, l *locale.Locale) Message {
	place := l.Text("blocks.question.place", locale.Args{"Number": q.Number, "Of": q.Of, "Theme": text.Escape(q.Theme)})
	asked := text.Escape(q.Text)
	value := string(q.Meeting) + "|" + string(q.Question)
	return Message{
		Text: fitMarkup(place+": "+asked, maxText),
		Blocks: []Block{
			note(text.Escape(q.Title) + " · " + l.DateTime(r.in(q.Starts))),
			note(bold(text.Escape(q.Theme), maxSection/2) + " · " + l.Text("blocks.question.number", locale.Args{"Number": q.Number, "Of": q.Of})),
			section(bold(asked, maxSection)),
			section(l.Text("blocks.question.how", locale.Args{"Closes": l.DateTime(r.in(q.Closes))})),
			note(l.Text("blocks.question.readers", nil)),
			actions("", button(ActionAnswer, l.Text("blocks.question.answer_privately", nil), value),
				button(ActionNothingToAdd, l.Text("blocks.question.nothing_to_add", nil), value),
				button(ActionMyData, l.Text("blocks.question.my_data", nil), "mine")),
		},
	}
}

func (r Renderer) organisationQuestion(c flows.OrganisationQuestion, l *locale.Locale) Message {
	ask := l.Text("blocks.organisation_question.ask", nil)
	blocks := []Block{section(ask)}
	if about := r.aboutAnswer(c, l); about != "" {
		blocks = append(blocks, note(about))
	}
	if menus := r.organisationMenu(l); menus != nil {
		blocks = append(blocks, actions("organisation_choose", menus))
	}
	blocks = append(blocks,
		actions("organisation_new", button(ActionNewOrganisation, l.Text("blocks.organisation_question.other", nil), "new"),
			button(ActionNoOrganisation, l.Text("blocks.organisation_question.none", nil), "none")),
		note(l.Text("blocks.organisation_question.kept", nil)))
	return Message{Text: ask, Blocks: blocks}
}

// aboutAnswer says which answer a person is asked about, as far as is known.
func (r Renderer) aboutAnswer(c flows.OrganisationQuestion, l *locale.Locale) string {
	var about []string
	if c.Question != "" {
		about = append(about, l.Text("blocks.organisation_question.about", locale.Args{"Question": fitMarkup(text.Escape(c.Question), maxArgument)}))
	}
	if c.Answer != nil {
		if link := r.link(*c.Answer); link != "" {
			about = append(about, "<"+link+"|"+l.Text("blocks.organisation_question.open", nil)+">")
		}
	}
	return strings.Join(about, "\n")
}

// Chosen says what a person chose, and lets them choose again.
func (r Renderer) Chosen(words string, l *locale.Locale) Message {
	out := Message{Text: words, Blocks: []Block{section(words)}}
	if menus := r.organisationMenu(l); menus != nil {
		menus["placeholder"] = plain(l.Text("blocks.organisation_question.choose_again", nil), maxPlaceholder)
		out.Blocks = append(out.Blocks, actions("organisation_choose", menus))
	}
	return out
}

// organisationMenu lists the organisations; nil: there are none.
func (r Renderer) organisationMenu(l *locale.Locale) map[string]any {
	if len(r.Organisations) == 0 {
		return nil
	}
	return menu(ActionChooseOrganisation, l.Text("blocks.organisation_question.choose", nil), r.organisationOptions())
}

func (r Renderer) organisationOptions() []option {
	all := make([]option, 0, len(r.Organisations))
	for _, o := range r.Organisations {
		all = append(all, option{o.Name, string(o.ID)})
	}
	return all
}

func organisationConfirm(c flows.OrganisationConfirm, l *locale.Locale) Message {
	ask := l.Text("blocks.organisation_confirm.ask", locale.Args{"Name": fitMarkup(text.Escape(c.Name), maxSection/2), "By": "<@" + string(c.By) + ">"})
	return Message{Text: ask, Blocks: []Block{section(ask), actions("",
		primary(button(ActionConfirm, l.Text("blocks.organisation_confirm.yes", nil), string(c.Organisation))),
		button(ActionRefuse, l.Text("blocks.organisation_confirm.no", nil), string(c.Organisation)))}}
}

// maxRemindedQuestions keeps a reminder on one screen of a phone.
const maxRemindedQuestions = 10

func (r Renderer) reminder(c flows.Reminder, l *locale.Locale) Message {
	first := l.Text("blocks.reminder.text", locale.Args{"Organisation": fitMarkup(text.Escape(c.Name), maxArgument), "Title": fitMarkup(text.Escape(c.Title), maxArgument), "Closes": l.DateTime(r.in(c.Closes))})
	blocks := []Block{section(first)}
	for i, q := range c.Questions {
		if i == maxRemindedQuestions {
			blocks = append(blocks, note(l.Count("blocks.reminder.more", len(c.Questions)-i, nil)))
			break
		}
		words := strconv.Itoa(q.Number) + ". " + fitMarkup(text.Escape(q.Text), maxSection*2/3)
		if link := r.link(q.Post); link != "" {
			words += "\n<" + link + "|" + l.Text("blocks.reminder.open_thread", nil) + ">"
		}
		value := string(c.Meeting) + "|" + string(q.ID)
		blocks = append(blocks, section(words), actions("",
			button(ActionAnswer, l.Text("blocks.question.answer_privately", nil), value),
			button(ActionNothingToAdd, l.Text("blocks.question.nothing_to_add", nil), value)))
	}
	return Message{Text: first, Blocks: append(blocks, note(l.Text("blocks.reminder.thanks", nil)))}
}

func (r Renderer) link(p flows.Place) string {
	if r.Link == nil {
		return ""
	}
	return r.Link(p)
}

func countOffer(c flows.CountOffer, l *locale.Locale) Message {
	ask := l.Text("blocks.count_offer.ask", nil)
	var all []option
	for _, q := range c.Questions {
		value := strings.Join([]string{"", fit(string(q.ID), 30), string(c.Message.TS), string(q.Post.TS)}, "|")
		all = append(all, option{strconv.Itoa(q.Number) + ". " + q.Text, value})
	}
	return Message{Text: ask, Blocks: []Block{section(ask), actions("",
		menu(ActionCount, l.Text("blocks.count_offer.choose", nil), all),
		button(ActionDontCount, l.Text("blocks.count_offer.no", nil), "no"))}}
}

func (r Renderer) notice(n flows.Notice, l *locale.Locale) Message {
	args := locale.Args{}
	for k, v := range n.Args {
		if s, ok := v.(string); ok {
			if at, err := time.Parse(time.RFC3339, s); err == nil {
				v = l.DateTime(r.in(at))
			} else {
				v = fitMarkup(text.Escape(s), maxArgument)
			}
		}
		args[k] = v
	}
	for k, c := range n.Channels {
		args[k] = mention("#", string(c))
	}
	for k, u := range n.People {
		args[k] = mention("@", string(u))
	}
	words := l.Text("notice."+n.Key, args)
	if n.Place != nil {
		if link := r.link(*n.Place); link != "" {
			words += "\n<" + link + "|" + l.Text("blocks.notice.open", nil) + ">"
		}
	}
	return Message{Text: words, Blocks: []Block{section(words)}}
}

// mention is what Slack shows as a name: a channel's ("#") or a person's ("@").
// What is no id is shown as it is.
func mention(sign, id string) string {
	if id == "" || strings.ContainsFunc(id, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') }) {
		return text.Escape(id)
	}
	return "<" + sign + id + ">"
}
