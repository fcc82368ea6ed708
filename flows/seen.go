package flows

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
)

// Seen is what a person saw of a question's points when they began to edit: the
// program's suggestions have no lasting ids, and change as answers come. It
// holds no words.
type Seen struct {
	Question QuestionID  `json:"question"`
	Revision int         `json:"revision"` // of the board
	Points   []SeenPoint `json:"points"`
}

// SeenPoint is one of them. The one without an id is of the statements that
// stand in no point.
type SeenPoint struct {
	ID         PointID        `json:"id"`
	Decided    bool           `json:"decided,omitempty"`
	Label      StatementKey   `json:"label"` // tells whether the person changed it
	Lead       StatementKey   `json:"lead,omitempty"`
	Statements []StatementKey `json:"statements"`
}

// seenOf notes what a question looks like.
func seenOf(q DigestQuestion, b Board) Seen {
	s := Seen{Question: q.ID, Revision: b.Revision, Points: []SeenPoint{}}
	for _, p := range q.Points {
		_, decided := b.Point(p.ID)
		one := SeenPoint{ID: p.ID, Decided: decided, Label: labelKey(p.Heading()), Statements: keysOf(p.Statements)}
		if p.Lead >= 0 && p.Lead < len(one.Statements) {
			one.Lead = one.Statements[p.Lead]
		}
		s.Points = append(s.Points, one)
	}
	for _, p := range b.Points { // those that nobody stands behind, and those set aside
		if !slices.ContainsFunc(s.Points, func(o SeenPoint) bool { return o.ID == p.ID }) {
			s.Points = append(s.Points, SeenPoint{ID: p.ID, Decided: true, Label: labelKey(p.Label), Statements: keysOf(asideOf(q, p.ID))})
		}
	}
	s.Points = append(s.Points, SeenPoint{Statements: keysOf(asideOf(q, ""))})
	return s
}

// labelKey is of the label as a form gives it back: on one line.
func labelKey(label string) StatementKey { return KeyOf("", oneLine(label)) }

func keysOf(all []DigestStatement) []StatementKey {
	out := make([]StatementKey, len(all))
	for i, s := range all {
		out[i] = KeyOf(s.Contribution, s.Text)
	}
	return out
}

// asideOf are the statements in no point that were set aside with one; with
// none, where the id is empty.
func asideOf(q DigestQuestion, id PointID) []DigestStatement {
	var out []DigestStatement
	for _, s := range q.WithoutPoint {
		if s.OffTopic == id {
			out = append(out, s)
		}
	}
	return out
}

// name is made of the content: the same view is kept once.
func (s Seen) name() (string, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("name what was seen: %w", err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12]), nil
}

// point finds one that was seen.
func (s Seen) point(id PointID) (SeenPoint, bool) {
	for _, p := range s.Points {
		if p.ID == id {
			return p, true
		}
	}
	return SeenPoint{}, false
}

// same finds the point of a newer view that a person means by one they saw: the
// same if people decided on it, else the suggestion that holds most of its
// statements, and more than half of them.
func (s Seen) same(old SeenPoint) (SeenPoint, bool) {
	if old.Decided || old.ID == "" {
		return s.point(old.ID)
	}
	var best SeenPoint
	most := 0
	for _, p := range s.Points {
		n := 0
		for _, k := range old.Statements {
			if slices.Contains(p.Statements, k) {
				n++
			}
		}
		if n > most {
			best, most = p, n
		}
	}
	return best, 2*most > len(old.Statements)
}
