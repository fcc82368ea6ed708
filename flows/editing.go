package flows

import (
	"slices"
	"strconv"

	"github.com/samrad/samrad/flows/text"
)

// editing is a decision in the making.
type editing struct {
	PointEdit
	seen  Seen
	board Board
	out   Decision
	ids   map[PointID]PointID  // of what was seen -> in the decision
	at    map[StatementKey]int // where a statement stands in out.Placed
}

func newEditing(e PointEdit, seen Seen, board Board) *editing {
	return &editing{PointEdit: e, seen: seen, board: board, ids: make(map[PointID]PointID), at: make(map[StatementKey]int),
		out: Decision{Number: board.Revision + 1, Question: e.Question, By: e.By}}
}

// decide makes a decision of an edit. It is pure: the same view and edit give
// the same one. A decision without acts changes nothing.
func decide(e PointEdit, seen Seen, board Board) (Decision, error) {
	d := newEditing(e, seen, board)
	d.Label, d.Reason = oneLine(e.Label), oneLine(e.Reason)
	steps := []func() error{d.check, d.name, d.merge, d.move, d.oppose, d.setAside, d.confirm}
	for _, step := range steps {
		if err := step(); err != nil {
			return Decision{}, err
		}
	}
	return d.out, nil
}

func (d *editing) check() error {
	switch {
	case d.New && d.Label == "":
		return invalidEdit(fieldLabel, Notice{Key: "point_label_missing"})
	case text.Length(d.Label) > maxDecidedLabel:
		return invalidEdit(fieldLabel, Notice{Key: "point_label_long"})
	case d.OffTopic && d.Reason == "":
		return invalidEdit(fieldReason, Notice{Key: "point_reason_missing"})
	case len(d.Move) > 0 && d.To == "" && !d.New:
		return invalidEdit(fieldTo, Notice{Key: "point_move_where"})
	case len(d.Move) == 0 && d.To != "":
		return invalidEdit(fieldMove, Notice{Key: "point_move_what"})
	case slices.Contains(d.Merge, d.Point) || d.To != "" && d.To == d.Point:
		return invalidEdit(fieldMerge, Notice{Key: "point_itself"})
	case d.To != "" && slices.Contains(d.Merge, d.To):
		return invalidEdit(fieldTo, Notice{Key: "point_move_merged"})
	}
	return nil
}

// take has the decision hold a point that was seen: one that the program
// suggested becomes one that people decided on, with the statements that it had.
// It returns its id from now on.
func (d *editing) take(id PointID) (PointID, error) {
	if now, ok := d.ids[id]; ok {
		return now, nil
	}
	seen, ok := d.seen.point(id)
	if !ok || id == "" {
		return "", &Error{Code: CodeNotFound, What: "no point " + quote(string(id)), Say: Notice{Key: "point_gone"}}
	}
	if seen.Decided {
		d.ids[id] = id
		return id, nil
	}
	now := d.free(id)
	d.ids[id] = now
	d.set(DecidedPoint{ID: now, Lead: seen.Lead})
	for _, k := range seen.Statements {
		d.place(k, now)
	}
	return now, nil
}

// free is the id of a new point: the one it was seen with, if no other was ever
// given it.
func (d *editing) free(id PointID) PointID {
	taken := func(id PointID) bool {
		return id == "" || d.board.used[id] || slices.ContainsFunc(d.out.Points, func(p DecidedPoint) bool { return p.ID == id })
	}
	for n := len(d.seen.Points); taken(id); n++ {
		id = PointID("p" + strconv.Itoa(n))
	}
	return id
}

// point is a point as the decision has it so far.
func (d *editing) point(id PointID) DecidedPoint {
	for _, p := range d.out.Points {
		if p.ID == id {
			return p
		}
	}
	p, _ := d.board.Point(id)
	p.ID = id
	return p
}

func (d *editing) set(p DecidedPoint) {
	for i := range d.out.Points {
		if d.out.Points[i].ID == p.ID {
			d.out.Points[i] = p
			return
		}
	}
	d.out.Points = append(d.out.Points, p)
}

func (d *editing) place(k StatementKey, id PointID) {
	if i, ok := d.at[k]; ok {
		d.out.Placed[i].Point = id
		return
	}
	d.at[k] = len(d.out.Placed)
	d.out.Placed = append(d.out.Placed, Placement{k, id})
}

func (d *editing) did(a Act) { d.out.Acts = append(d.out.Acts, a) }
