package document

import (
	"slices"

	"github.com/samrad/samrad/flows"
)

// disagreement is two points of a question that hold opposite views.
type disagreement struct {
	a, b      flows.DigestPoint
	suggested bool // by the program alone
}

// disagreements lists the pairs of a question once each, in the order of its
// points: what people marked, and in a draft what the program suggests.
func (w words) disagreements(q flows.DigestQuestion) []disagreement {
	var out []disagreement
	for i, a := range q.Points {
		for _, b := range q.Points[i+1:] {
			switch {
			case slices.Contains(a.Opposed, b.ID) || slices.Contains(b.Opposed, a.ID):
				out = append(out, disagreement{a, b, false})
			case w.d.State == flows.DigestDraft && (slices.Contains(a.MaybeOpposed, b.ID) || slices.Contains(b.MaybeOpposed, a.ID)):
				out = append(out, disagreement{a, b, true})
			}
		}
	}
	return out
}

// against is the other point of a disagreement, if p is one of the two.
func (d disagreement) against(p flows.PointID) (flows.DigestPoint, bool) {
	switch p {
	case d.a.ID:
		return d.b, true
	case d.b.ID:
		return d.a, true
	}
	return flows.DigestPoint{}, false
}
