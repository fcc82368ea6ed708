package bot

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

func (r *Router) openEntry(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (blocks.Message, bool, error) {
	return r.showEntry(ctx, p, value, "", l)
}

func (r *Router) openCorrection(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (blocks.Message, bool, error) {
	v := parts(value, 2)
	if v[1] == "" {
		return blocks.Message{}, false, &flows.Error{Code: flows.CodeInvalid, What: "the entry of a button"}
	}
	return r.showEntry(ctx, p, v[0], flows.MessageTS(v[1]), l)
}

// showEntry opens the form for an answer that came another way, to those who
// may enter one; ts is the one to be corrected, empty for a new one.
func (r *Router) showEntry(ctx context.Context, p wireInteraction, meeting string, ts flows.MessageTS, l *locale.Locale) (blocks.Message, bool, error) {
	if m, ok, err := r.needs(ctx, p.user(), l); !ok {
		return m, false, err
	}
	m, err := r.cases.Register.Meeting(ctx, meeting)
	if err != nil {
		return blocks.Message{}, false, err
	}
	d, err := r.cases.Register.Directory(ctx)
	if err != nil {
		return blocks.Message{}, false, err
	}
	organisations := d.Organisations()
	if len(organisations) == 0 {
		return blocks.Message{Text: l.Text("command.organisations.none", nil)}, false, nil
	}
	var before flows.Contribution
	if ts != "" {
		if before, err = r.cases.Entries.Entered(ctx, m.ID, ts); err != nil {
			return blocks.Message{}, false, err
		}
	}
	render := blocks.Renderer{Organisations: organisations, Location: r.cases.Register.Settings().Location}
	return blocks.Message{}, false, r.slack.Open(ctx, p.TriggerID, render.EntryForm(m, before, l))
}

// submitEntry stores an answer that came another way. The right may have been
// lost since the form was opened.
func (r *Router) submitEntry(ctx context.Context, p wireInteraction, l *locale.Locale) (string, string, error) {
	if m, ok, err := r.needs(ctx, p.user(), l); !ok {
		return blocks.FieldText, m.Text, err
	}
	v := parts(p.View.PrivateMetadata, 3)
	entry := flows.Entry{
		By: p.user(), Meeting: flows.MeetingID(v[0]), Form: p.View.ID, Corrects: flows.MessageTS(v[1]),
		Question: flows.QuestionID(p.View.one(blocks.FieldQuestion)), Organisation: p.View.one(blocks.FieldOrganisation),
		Via: flows.Via(p.View.one(blocks.FieldVia)), Text: p.View.one(blocks.FieldText), Came: p.View.one(blocks.FieldCame),
		Attribution: flows.Attribution(p.View.one(blocks.FieldAttribution)), KeyMessage: len(p.View.many(blocks.FieldKeyMessage)) > 0,
	}
	if entry.Corrects != "" {
		seen, err := strconv.ParseInt(v[2], 10, 64)
		if err != nil {
			return blocks.FieldText, "", &flows.Error{Code: flows.CodeInvalid, What: "the form's metadata"}
		}
		entry.Seen = time.UnixMicro(seen)
		if strings.TrimSpace(entry.Text) == "" {
			if err := r.cases.Entries.Withdraw(ctx, entry); err != nil {
				return blocks.FieldText, "", err
			}
			r.withdrawn()
			r.tellLater(ctx, p, "", notice("answer_withdrawn", l, nil))
			return "", "", nil
		}
	}
	entered, err := r.cases.Entries.Enter(ctx, entry)
	if err != nil {
		return blocks.FieldText, "", err
	}
	render := blocks.Renderer{Location: r.cases.Register.Settings().Location}
	r.tellLater(ctx, p, "", render.Entered(entered, l))
	return "", "", nil
}
