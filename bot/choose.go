package bot

import (
	"context"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

func (r *Router) choose(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (blocks.Message, bool, error) {
	o, err := r.cases.Registrar.Choose(ctx, p.user(), flows.OrganisationID(value))
	if flows.CodeOf(err) == flows.CodeConflict && err != nil {
		return notice("listed", l, locale.Args{"Organisation": o.Name}), true, nil //nolint:nilerr // the notice says it
	}
	if err != nil {
		return blocks.Message{}, false, err
	}
	return r.thanks(ctx, notice("chosen", l, locale.Args{"Organisation": o.Name}), l), true, nil
}

func (r *Router) chooseNone(ctx context.Context, p wireInteraction, _ string, l *locale.Locale) (blocks.Message, bool, error) {
	o, err := r.cases.Registrar.ChooseNone(ctx, p.user())
	if flows.CodeOf(err) == flows.CodeConflict && err != nil {
		return notice("listed", l, locale.Args{"Organisation": o.Name}), true, nil //nolint:nilerr // the notice says it
	}
	if err != nil {
		return blocks.Message{}, false, err
	}
	return r.thanks(ctx, notice("chosen_none", l, nil), l), true, nil
}

// thanks adds a menu to choose again. A choice stands where only the menu is
// missing.
func (r *Router) thanks(ctx context.Context, m blocks.Message, l *locale.Locale) blocks.Message {
	d, err := r.cases.Register.Directory(ctx)
	if err != nil {
		return m
	}
	return blocks.Renderer{Organisations: d.Organisations()}.Chosen(m.Text, l)
}

func (r *Router) openOrganisation(ctx context.Context, p wireInteraction, _ string, l *locale.Locale) (blocks.Message, bool, error) {
	return blocks.Message{}, false, r.slack.Open(ctx, p.TriggerID, blocks.OrganisationForm(p.ResponseURL, l))
}

func (r *Router) submitOrganisation(ctx context.Context, p wireInteraction, l *locale.Locale) (string, string, error) {
	o, err := r.cases.Registrar.Propose(ctx, p.user(), p.View.one(blocks.FieldName))
	switch code := flows.CodeOf(err); {
	case err == nil:
		key := "chosen"
		if o.Unconfirmed {
			key = "proposed"
		}
		said := r.thanks(ctx, notice(key, l, locale.Args{"Organisation": o.Name}), l)
		r.replaceLater(ctx, p, p.View.PrivateMetadata, said)
		return "", "", nil
	case code == flows.CodeInvalid:
		return blocks.FieldName, l.Text("blocks.form.error_name", nil), nil
	case code == flows.CodeConflict:
		return blocks.FieldName, l.Text("notice.listed", locale.Args{"Organisation": o.Name}), nil
	default:
		return blocks.FieldName, "", err
	}
}
