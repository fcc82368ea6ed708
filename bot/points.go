package bot

import (
	"context"
	"strings"
	"time"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

// pointsFunc does what a button among the points says, and returns what the
// modal shows then.
type pointsFunc func(ctx context.Context, user flows.UserID, at blocks.PointsAt, l *locale.Locale) (blocks.Form, error)

func (r *Router) pointsActions() map[string]actionFunc {
	return map[string]actionFunc{
		blocks.ActionPoints:         r.inPoints(r.pointsList),
		blocks.ActionPointsList:     r.inPoints(r.pointsList),
		blocks.ActionPointsQuestion: r.inPoints(r.pointsList),
		blocks.ActionPointsBack:     r.inPoints(r.pointsList),
		blocks.ActionPointsOn:       r.inPoints(r.pointsList),
		blocks.ActionPointsConfirm:  r.inPoints(r.confirmPoints),
		blocks.ActionPointsUndo:     r.inPoints(r.undoPoints),
		blocks.ActionPoint:          r.inPoints(r.openPoint),
		blocks.ActionPointBack:      r.inPoints(r.turnPoint),
		blocks.ActionPointOn:        r.inPoints(r.turnPoint),
	}
}

// inPoints has the working group do something in the modal of points, which is
// opened at once where the button is a message's: reading many answers takes
// longer than the trigger lives. Whoever has not the right is told so where they
// look.
func (r *Router) inPoints(do pointsFunc) actionFunc {
	return func(ctx context.Context, p wireInteraction, value string, l *locale.Locale) (blocks.Message, bool, error) {
		at := pointsAt(p, value)
		refused, ok, err := r.needs(ctx, p.user(), l)
		var modal ModalRef
		switch {
		case p.View != nil:
			modal = ModalRef{ID: p.View.ID, Hash: p.View.Hash}
		case err != nil || !ok:
			return refused, false, err
		default:
			if modal, err = r.slack.OpenModal(ctx, p.TriggerID, blocks.PointsLoading(l)); err != nil {
				return blocks.Message{}, false, err
			}
		}
		switch {
		case err != nil:
			err = r.slack.UpdateModal(ctx, modal, blocks.PointsSaid(at, r.words(ctx, err, l, asIs), l))
		case !ok:
			err = r.slack.UpdateModal(ctx, modal, blocks.PointsSaid(blocks.PointsAt{}, refused.Text, l))
		case p.View == nil || staysIn(p.View, at): // says that it reads already, or has words that are not sent yet
			err = r.slack.UpdateModal(ctx, modal, r.pointsOr(ctx, do, p.user(), at, l))
		default:
			err = r.slowly(ctx, modal, func() blocks.Form { return r.pointsOr(ctx, do, p.user(), at, l) }, l)
		}
		return blocks.Message{}, false, err
	}
}

// staysIn reports whether a button leads to the same point's form.
func staysIn(v *wireView, at blocks.PointsAt) bool {
	return v.CallbackID == blocks.FormPoint && at.Point == blocks.ParsePointsAt(v.PrivateMetadata).Point
}

// readingAfter is when a person who pressed a button is told that it works.
const readingAfter = time.Second

// slowly shows a form that may take long: thousands of answers are grouped anew.
func (r *Router) slowly(ctx context.Context, modal ModalRef, form func() blocks.Form, l *locale.Locale) error {
	done := make(chan blocks.Form, 1)
	r.work.Go(func() { done <- form() })
	timer := time.NewTimer(readingAfter)
	defer timer.Stop()
	select {
	case f := <-done:
		return r.slack.UpdateModal(ctx, modal, f)
	case <-timer.C:
	}
	modal, shown, err := r.slack.updateModal(ctx, modal, blocks.PointsLoading(l))
	if err != nil || !shown {
		return err
	}
	return r.slack.UpdateModal(ctx, modal, <-done)
}

// pointsOr does something, and shows the list with what is wrong if it cannot.
func (r *Router) pointsOr(ctx context.Context, do pointsFunc, user flows.UserID, at blocks.PointsAt, l *locale.Locale) blocks.Form {
	form, err := do(ctx, user, at, l)
	if err == nil {
		return form
	}
	said := r.pointWords(ctx, err, user, l)
	list, listErr := r.listSaying(ctx, user, at, l.Text("points.list_now", locale.Args{"What": said}), l)
	if listErr != nil {
		return blocks.PointsSaid(at, said, l)
	}
	return list
}

// pointsAt is where a button was pressed: in the message of a digest it has the
// meeting, and the menu of questions the question that was chosen.
func pointsAt(p wireInteraction, value string) blocks.PointsAt {
	switch {
	case p.View == nil || strings.Contains(value, "|"):
		return blocks.ParsePointsAt(value)
	default:
		return blocks.PointsAt{Meeting: blocks.ParsePointsAt(p.View.PrivateMetadata).Meeting, Question: flows.QuestionID(value)}
	}
}

// askedAt finds the meeting and the question of a place.
func (r *Router) askedAt(ctx context.Context, at blocks.PointsAt) (flows.Meeting, flows.Question, error) {
	m, err := r.cases.Register.Meeting(ctx, string(at.Meeting))
	if err != nil {
		return m, flows.Question{}, err
	}
	q, ok := m.Question(string(at.Question))
	if all := m.Questions(); at.Question == "" && len(all) > 0 {
		q, ok = all[0], true
	}
	if !ok {
		return m, flows.Question{}, &flows.Error{Code: flows.CodeNotFound, What: "no question of a button", Say: flows.Notice{Key: "unknown_question"}}
	}
	return m, q.Question, nil
}

func (r *Router) pointsList(ctx context.Context, user flows.UserID, at blocks.PointsAt, l *locale.Locale) (blocks.Form, error) {
	return r.listSaying(ctx, user, at, "", l)
}

// listSaying shows the list as it is now, with a line on top.
func (r *Router) listSaying(ctx context.Context, user flows.UserID, at blocks.PointsAt, said string, l *locale.Locale) (blocks.Form, error) {
	m, q, err := r.askedAt(ctx, at)
	if err != nil {
		return nil, err
	}
	v, err := r.cases.Editor.Points(ctx, m, q)
	if err != nil {
		return nil, err
	}
	list := blocks.PointsList{View: v, Page: at.Page, Said: said}
	if v.Last != nil {
		list.Last = r.decisionWords(ctx, *v.Last, user, l)
	}
	return list.Form(l), nil
}

func (r *Router) openPoint(ctx context.Context, user flows.UserID, at blocks.PointsAt, l *locale.Locale) (blocks.Form, error) {
	return r.pointSaying(ctx, user, at, "", l)
}

// turnPoint shows other statements of a point. What has changed meanwhile is
// told: the form is another one then.
func (r *Router) turnPoint(ctx context.Context, user flows.UserID, at blocks.PointsAt, l *locale.Locale) (blocks.Form, error) {
	return r.pointSaying(ctx, user, at, l.Text("points.changed", nil), l)
}

// pointSaying shows a point, with a line on top if it is not as it was seen. Whose
// the statements are the working group alone is told.
func (r *Router) pointSaying(ctx context.Context, user flows.UserID, at blocks.PointsAt, changed string, l *locale.Locale) (blocks.Form, error) {
	m, q, err := r.askedAt(ctx, at)
	if err != nil {
		return nil, err
	}
	of := at.Point
	if of == flows.MoveToNew {
		of = "" // is made of the statements in none
	}
	v, err := r.cases.Editor.Point(ctx, m, q, at.Seen, of)
	if err != nil {
		return nil, err
	}
	attributed, err := r.cases.Rights.InWorkingGroup(ctx, user)
	if err != nil {
		return nil, err
	}
	if !attributed {
		v = v.Unattributed()
	}
	form := blocks.PointForm{View: v, At: at, New: at.Point == flows.MoveToNew}
	if v.Seen != at.Seen {
		form.Said = changed
	}
	return form.Form(l), nil
}

func (r *Router) confirmPoints(ctx context.Context, user flows.UserID, at blocks.PointsAt, l *locale.Locale) (blocks.Form, error) {
	m, q, err := r.askedAt(ctx, at)
	if err != nil {
		return nil, err
	}
	d, err := r.cases.Editor.ConfirmAll(ctx, m, q.ID, at.Seen, user)
	if err != nil {
		return nil, err
	}
	return r.listSaying(ctx, user, at, savedWords(d, l), l)
}

func (r *Router) undoPoints(ctx context.Context, user flows.UserID, at blocks.PointsAt, l *locale.Locale) (blocks.Form, error) {
	m, q, err := r.askedAt(ctx, at)
	if err != nil {
		return nil, err
	}
	d, err := r.cases.Editor.Undo(ctx, m, q.ID, at.Decision, user)
	if err != nil {
		return nil, err
	}
	return r.listSaying(ctx, user, at, savedWords(d, l), l)
}
