package flows

import (
	"slices"
	"strconv"
	"strings"

	"github.com/samrad/samrad/flows/text"
)

// PointEdit is what a person of the working group wants done with one point, as
// a form has it. What they left as it was changes nothing.
type PointEdit struct {
	Meeting  MeetingID
	Question QuestionID
	Seen     string // the name of what they saw
	Point    PointID
	By       UserID

	// New adds a point of the working group's own; Point is empty.
	New   bool
	Label string
	// Merge are points that go into this one.
	Merge []PointID
	// Opposed are all the points that hold the opposite view.
	Opposed []PointID
	// Move are statements of the point, numbered as they were seen, that go To
	// another one, into a new one (MoveToNew) or out of every point (MoveOut).
	Move []int
	To   PointID
	// OffTopic sets the point aside for Reason; without it, it is taken up again.
	OffTopic bool
	Reason   string
}

// Where statements may go, besides a point.
const (
	MoveToNew PointID = "+"
	MoveOut   PointID = "-"
)

// Fields of the form, as errors name them.
const (
	fieldLabel  = "label"
	fieldMerge  = "merge"
	fieldMove   = "statements"
	fieldTo     = "move_to"
	fieldReason = "reason"
)

// maxDecidedLabel bounds a label that people give, in characters: two lines of a
// page, as points.MaxLabel.
const maxDecidedLabel = 140

// invalidEdit is an error beside a field of the form.
func invalidEdit(field string, say Notice) error {
	return &Error{Code: CodeInvalid, What: "the edit: " + field, Say: say, Field: field}
}

// oneLine is text as an input of one line holds it.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

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
