package flows

import (
	"maps"
	"slices"

	"github.com/samrad/samrad/flows/points"
)

// Board is what the working group's decisions about one question come to.
type Board struct {
	// Revision is the number of the meeting's newest decision, of any question.
	Revision int
	Points   []DecidedPoint // in the order in which they were decided on first
	placed   map[StatementKey]PointID
	opposed  map[Opposition]bool
	used     map[PointID]bool // ids that were ever given, also of points that are gone
	last     *Decision        // the newest that stands; nil: none does
}

// BoardOf folds the decisions of a meeting into the board of one question.
func BoardOf(q QuestionID, all []Decision) Board {
	b := Board{Revision: len(all), placed: make(map[StatementKey]PointID),
		opposed: make(map[Opposition]bool), used: make(map[PointID]bool)}
	undone := make(map[int]bool)
	for _, d := range all {
		if d.Undoes > 0 {
			undone[d.Undoes] = true
		}
	}
	for i, d := range all {
		if !sameQuestion(d.Question, q) {
			continue
		}
		for _, p := range d.Points {
			b.used[p.ID] = true
		}
		if d.Undoes == 0 && !undone[d.Number] {
			b.apply(d)
			b.last = &all[i]
		}
	}
	return b
}

func (b *Board) apply(d Decision) {
	for _, p := range d.Points {
		if i := b.index(p.ID); i >= 0 {
			b.Points[i] = p
		} else {
			b.Points = append(b.Points, p)
		}
	}
	for _, id := range d.Gone {
		if i := b.index(id); i >= 0 {
			b.Points = slices.Delete(b.Points, i, i+1)
		}
		// A suggestion may get its number.
		maps.DeleteFunc(b.opposed, func(o Opposition, _ bool) bool { return o.A == id || o.B == id })
	}
	for _, o := range d.Opposed {
		b.opposed[opposition(o.A, o.B, false)] = !o.Off
	}
	for _, p := range d.Placed {
		b.placed[p.Statement] = p.Point
	}
}

func (b *Board) index(id PointID) int {
	return slices.IndexFunc(b.Points, func(p DecidedPoint) bool { return p.ID == id })
}

// Point finds a point that was decided on.
func (b *Board) Point(id PointID) (DecidedPoint, bool) {
	if i := b.index(id); i >= 0 {
		return b.Points[i], true
	}
	return DecidedPoint{}, false
}

// Opposed lists the points that hold the opposite view of one, in their order.
func (b *Board) Opposed(id PointID) []PointID {
	var out []PointID
	for _, p := range b.Points {
		if p.ID != id && b.opposed[opposition(id, p.ID, false)] {
			out = append(out, p.ID)
		}
	}
	return out
}

// Last is the newest decision about the question that stands, which may be undone.
func (b *Board) Last() (Decision, bool) {
	if b.last == nil {
		return Decision{}, false
	}
	return *b.last, true
}

// known are the decided points as the grouping takes them.
func (b *Board) known() []points.Known {
	out := make([]points.Known, len(b.Points))
	for i, p := range b.Points {
		out[i] = points.Known{ID: string(p.ID), Label: p.Label}
	}
	return out
}

// place tells the grouping where people put a statement. One that was put in a
// point that is gone is free again.
func (b *Board) place(s points.Statement) (int, bool) {
	if len(b.placed) == 0 {
		return 0, false
	}
	id, ok := b.placed[keyOf(s)]
	switch {
	case !ok:
		return 0, false
	case id == "":
		return points.Apart, true
	}
	i := b.index(id)
	return i, i >= 0
}
