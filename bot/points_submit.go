package bot

import (
	"context"
	"strconv"
	"time"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
)

// submitPoint does what a point's form says before it is acknowledged: what is
// wrong stands beside its field, and what was entered stays. Then the list comes
// back, with what was done.
func (r *Router) submitPoint(ctx context.Context, p wireInteraction, l *locale.Locale) Answer {
	if m, ok, err := r.needs(ctx, p.user(), l); err != nil {
		return refuseForm(firstInput(p.View), r.words(ctx, err, l, asIs))
	} else if !ok {
		return refuseForm(firstInput(p.View), m.Text)
	}
	at := blocks.ParsePointsAt(p.View.PrivateMetadata)
	d, err := r.cases.Editor.Apply(ctx, editOf(p, at))
	if err != nil {
		return refuseForm(inputFor(p.View, flows.FieldOf(err)), r.pointWords(ctx, err, p.user(), l))
	}
	said := savedWords(d, l)
	saved := blocks.PointsSaid(at, said, l)
	modal := ModalRef{External: p.View.ID + "-" + strconv.Itoa(d.Number)}
	saved["external_id"] = modal.External
	working, cancel := context.WithTimeout(context.WithoutCancel(ctx), lateDeadline)
	r.work.Go(func() {
		defer cancel()
		if err := r.backToList(working, modal, p.user(), at, said, l); err != nil {
			r.log.WarnContext(working, "list of points not shown", "error", err)
		}
	})
	return map[string]any{"response_action": "update", "view": saved}
}

// editOf reads a point's form.
func editOf(p wireInteraction, at blocks.PointsAt) flows.PointEdit {
	e := flows.PointEdit{Meeting: at.Meeting, Question: at.Question, Seen: at.Seen, Point: at.Point, By: p.user(),
		Label: p.View.one(blocks.FieldLabel), To: flows.PointID(p.View.one(blocks.FieldMoveTo)),
		OffTopic: len(p.View.many(blocks.FieldAside)) > 0, Reason: p.View.one(blocks.FieldReason)}
	if at.Point == flows.MoveToNew {
		e.Point, e.New = "", true
	}
	for _, id := range p.View.many(blocks.FieldMerge) {
		e.Merge = append(e.Merge, flows.PointID(id))
	}
	for _, id := range p.View.many(blocks.FieldOpposed) {
		e.Opposed = append(e.Opposed, flows.PointID(id))
	}
	for _, number := range p.View.many(blocks.FieldStatements) {
		if i, err := strconv.Atoi(number); err == nil {
			e.Move = append(e.Move, i)
		}
	}
	return e
}

// inputFor is the input that an error stands beside: the label's if it is about
// none, and where there is no such input, another.
func inputFor(v *wireView, field string) string {
	for _, id := range []string{field, blocks.FieldLabel, blocks.FieldStatements} {
		if _, ok := v.State.Values[id]; ok {
			return id
		}
	}
	return firstInput(v)
}

// The waits until Slack has shown what an acknowledgement holds: twice as long
// each time.
const (
	firstShown = 50 * time.Millisecond
	shownTries = 6 // three seconds in all
)

// backToList replaces what the acknowledgement shows. It has an id of our own,
// by which Slack does not know it before: so the list cannot come first and be
// replaced in turn. A modal that was closed is not known either.
func (r *Router) backToList(ctx context.Context, modal ModalRef, user flows.UserID, at blocks.PointsAt, said string, l *locale.Locale) error {
	list, err := r.listSaying(ctx, user, at, said, l)
	if err != nil {
		return err
	}
	wait := firstShown
	for range shownTries {
		_, shown, err := r.slack.updateModal(ctx, modal, list)
		if shown || err != nil {
			return err
		}
		pause(ctx, wait)
		wait *= 2
	}
	return nil
}
