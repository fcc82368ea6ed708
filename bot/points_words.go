package bot

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// The lengths of what is told of decisions: some acts of one, some decisions,
// and so many characters of a label.
const (
	actsTold      = 3
	decisionsTold = 3
	labelTold     = 60
)

// actWords says what was done: "döpte om ”A” till ”B”".
func actWords(a flows.Act, l *locale.Locale) string {
	label := func(s string) string {
		if s == "" {
			return l.Text("points.suggested_point", nil)
		}
		return l.Text("points.quoted", locale.Args{"Label": text.Truncate(s, labelTold)})
	}
	return l.Text("act."+string(a.Kind), locale.Args{"Of": label(a.Of), "Label": label(a.Label),
		"Statements": l.Count("points.amount_statements", a.Count, nil), "Suggestions": l.Count("points.amount_suggestions", max(a.Count, 1), nil)})
}

// actsWords says what a decision did.
func actsWords(d flows.Decision, l *locale.Locale) string {
	var all []string
	for i, a := range d.Acts {
		if i == actsTold {
			return strings.Join(all, ", ") + text.Ellipsis
		}
		all = append(all, actWords(a, l))
	}
	return l.List(all)
}

// savedWords says to a person what they just did.
func savedWords(d flows.Decision, l *locale.Locale) string {
	if len(d.Acts) == 0 {
		return l.Text("points.unchanged", nil)
	}
	return l.Text("points.saved", locale.Args{"What": actsWords(d, l)})
}

// decisionWords says who did what, and when. It is plain text.
func (r *Router) decisionWords(ctx context.Context, d flows.Decision, reader flows.UserID, l *locale.Locale) string {
	who := l.Text("points.you", nil)
	if d.By != reader {
		who = r.nameOf(ctx, d.By, l)
	}
	return l.Text("points.did", locale.Args{"Who": who, "What": actsWords(d, l), "When": r.ago(d.At, l)})
}

// nameOf is a person's name, if Slack tells it soon.
func (r *Router) nameOf(ctx context.Context, id flows.UserID, l *locale.Locale) string {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if u, err := r.slack.User(ctx, id); err == nil && u.Name != "" {
		return u.Name
	}
	return l.Text("points.somebody", nil)
}

// ago says how long ago something was.
func (r *Router) ago(at time.Time, l *locale.Locale) string {
	switch past := r.clock.Now().Sub(at); {
	case past < time.Minute:
		return l.Text("points.just_now", nil)
	case past < time.Hour:
		return l.Count("points.minutes_ago", int(past.Minutes()), nil)
	case past < 24*time.Hour:
		return l.Count("points.hours_ago", int(past.Hours()), nil)
	default:
		return l.DateTime(at.In(r.cases.Register.Settings().Location))
	}
}

// pointWords turns an error about points into plain words: of a stale edit, what
// others did meanwhile.
func (r *Router) pointWords(ctx context.Context, err error, reader flows.UserID, l *locale.Locale) string {
	var stale *flows.StaleError
	if !errors.As(err, &stale) {
		return r.words(ctx, err, l, asIs)
	}
	var all []string
	for _, d := range stale.Since[max(0, len(stale.Since)-decisionsTold):] {
		all = append(all, r.decisionWords(ctx, d, reader, l))
	}
	return l.Text("points.stale", locale.Args{"What": strings.Join(all, ". ")})
}
