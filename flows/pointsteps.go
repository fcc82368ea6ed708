package flows

import (
	"slices"
	"strconv"
)

// name adds the point, or gives it another label.
func (d *editing) name() error {
	if d.New {
		id := d.free("")
		d.Point = id
		d.ids[id] = id
		d.set(DecidedPoint{ID: id, Label: d.Label, Own: true})
		d.did(Act{Kind: ActAdd, Label: d.Label})
		return nil
	}
	if d.Point == "" {
		return nil // the statements in no point
	}
	seen, _ := d.seen.point(d.Point)
	id, err := d.take(d.Point)
	if err != nil {
		return err
	}
	if p := d.point(id); d.Label != "" && labelKey(d.Label) != seen.Label && d.Label != p.Label {
		d.did(Act{Kind: ActRename, Of: p.Label, Label: d.Label})
		p.Label = d.Label
		d.set(p)
	}
	return nil
}

// confirm notes that a suggestion was taken as it is.
func (d *editing) confirm() error {
	if seen, ok := d.seen.point(d.Point); ok && !seen.Decided && d.Point != "" && len(d.out.Acts) == 0 {
		d.did(Act{Kind: ActConfirm})
	}
	return nil
}

func (d *editing) merge() error {
	for _, other := range d.Merge {
		into, err := d.take(d.Point)
		if err != nil {
			return err
		}
		gone, err := d.take(other)
		if err != nil {
			return err
		}
		if slices.Contains(d.Opposed, other) || slices.Contains(d.rivals(into), gone) {
			return invalidEdit(fieldMerge, Notice{Key: "point_merge_opposed"})
		}
		d.inherit(into, gone)
		was := d.point(gone)
		seen, _ := d.seen.point(other)
		for _, k := range seen.Statements {
			d.place(k, into)
		}
		d.out.Points = slices.DeleteFunc(d.out.Points, func(p DecidedPoint) bool { return p.ID == gone })
		if seen.Decided {
			d.out.Gone = append(d.out.Gone, gone)
		}
		d.did(Act{Kind: ActMerge, Of: d.point(into).Label, Label: was.Label})
	}
	return nil
}

// rivals are the points that hold the opposite view of one, as the decision has
// them so far.
func (d *editing) rivals(id PointID) []PointID {
	out := d.board.Opposed(id)
	for _, o := range d.out.Opposed {
		switch id {
		case o.A:
			out = append(out, o.B)
		case o.B:
			out = append(out, o.A)
		}
	}
	return out
}

// inherit has a point hold the opposite view of all that one merged into it is
// opposed to: its statements are among them from now on.
func (d *editing) inherit(into, gone PointID) {
	for _, rival := range d.board.Opposed(gone) {
		if !slices.Contains(d.rivals(into), rival) {
			d.out.Opposed = append(d.out.Opposed, opposition(into, rival, false))
		}
	}
}

func (d *editing) move() error {
	if len(d.Move) == 0 {
		return nil
	}
	from, _ := d.seen.point(d.Point)
	if d.New {
		from, _ = d.seen.point("") // a new point is made of statements in none
	}
	to, act, err := d.destination()
	if err != nil {
		return err
	}
	for _, i := range d.Move {
		if i < 0 || i >= len(from.Statements) {
			return &Error{Code: CodeNotFound, What: "no statement " + strconv.Itoa(i+1), Say: Notice{Key: "point_gone"}}
		}
		d.place(from.Statements[i], to)
	}
	act.Count = len(d.Move)
	d.did(act)
	d.emptied()
	return nil
}

// emptied drops the point if all its statements have moved and nobody gave it a
// label: there would be nothing to call it by.
func (d *editing) emptied() {
	id := d.ids[d.Point]
	seen, _ := d.seen.point(d.Point)
	if id == "" || d.New || len(d.Move) < len(seen.Statements) || d.point(id).Label != "" {
		return
	}
	d.out.Points = slices.DeleteFunc(d.out.Points, func(p DecidedPoint) bool { return p.ID == id })
	if seen.Decided {
		d.out.Gone = append(d.out.Gone, id)
	}
}

func (d *editing) destination() (PointID, Act, error) {
	of := d.point(d.ids[d.Point]).Label
	if d.New {
		return d.ids[d.Point], Act{Kind: ActMove, Label: d.Label}, nil
	}
	switch d.To {
	case MoveOut:
		return "", Act{Kind: ActMoveOut, Of: of}, nil
	case MoveToNew:
		id := d.free("")
		d.set(DecidedPoint{ID: id})
		return id, Act{Kind: ActSplit, Of: of}, nil
	}
	to, err := d.take(d.To)
	return to, Act{Kind: ActMove, Of: of, Label: d.point(to).Label}, err
}

func (d *editing) oppose() error {
	if d.Point == "" {
		return nil
	}
	id := d.ids[d.Point]
	before := d.board.Opposed(id)
	var after []PointID
	for _, other := range d.Opposed {
		now, err := d.take(other)
		if err != nil {
			return err
		}
		if now == id || slices.Contains(d.out.Gone, now) {
			continue
		}
		after = append(after, now)
		if !slices.Contains(before, now) {
			d.out.Opposed = append(d.out.Opposed, opposition(id, now, false))
			d.did(Act{Kind: ActOppose, Of: d.point(id).Label, Label: d.point(now).Label})
		}
	}
	for _, other := range before {
		if !slices.Contains(after, other) && !slices.Contains(d.out.Gone, other) {
			d.out.Opposed = append(d.out.Opposed, opposition(id, other, true))
			d.did(Act{Kind: ActUnoppose, Of: d.point(id).Label, Label: d.point(other).Label})
		}
	}
	return nil
}

func (d *editing) setAside() error {
	if d.Point == "" {
		return nil
	}
	p := d.point(d.ids[d.Point])
	if slices.Contains(d.out.Gone, p.ID) {
		return nil
	}
	reason := ""
	if d.OffTopic {
		reason = d.Reason
	}
	if p.Reason == reason {
		return nil
	}
	act := Act{Kind: ActRestore, Of: p.Label}
	if reason != "" {
		act = Act{Kind: ActOffTopic, Of: p.Label, Label: reason}
	}
	p.Reason = reason
	d.set(p)
	d.did(act)
	return nil
}

// confirmAll takes every suggestion that was seen as it is.
func confirmAll(q QuestionID, by UserID, seen Seen, board Board) (Decision, error) {
	d := newEditing(PointEdit{Question: q, By: by}, seen, board)
	n := 0
	for _, p := range seen.Points {
		if p.Decided || p.ID == "" {
			continue
		}
		if _, err := d.take(p.ID); err != nil {
			return Decision{}, err
		}
		n++
	}
	if n > 0 {
		d.did(Act{Kind: ActConfirm, Count: n})
	}
	return d.out, nil
}
