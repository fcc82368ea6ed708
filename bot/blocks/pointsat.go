package blocks

import (
	"strconv"
	"strings"

	"github.com/samrad/samrad/flows"
)

// PointsAt is where in the points of a meeting a person is, as the buttons and
// the forms carry it.
type PointsAt struct {
	Meeting  flows.MeetingID
	Question flows.QuestionID // empty: the first
	Seen     string           // the name under which what they saw is kept
	Point    flows.PointID    // empty: the statements in none; flows.MoveToNew: one that is added
	Page     int              // of the list, from 0
	Part     int              // of a point's statements, from 0
	Decision int              // to undo
}

// String is what ParsePointsAt reads.
func (a PointsAt) String() string {
	return strings.Join([]string{string(a.Meeting), string(a.Question), a.Seen, string(a.Point),
		strconv.Itoa(a.Page), strconv.Itoa(a.Part), strconv.Itoa(a.Decision)}, "|")
}

// ParsePointsAt reads a place. What is missing, as of another version of the
// bot, is empty.
func ParsePointsAt(s string) PointsAt {
	p := append(strings.Split(s, "|"), make([]string, 7)...)
	number := func(i int) int {
		n, _ := strconv.Atoi(p[i]) // what is no number is the first
		return max(n, 0)
	}
	return PointsAt{Meeting: flows.MeetingID(p[0]), Question: flows.QuestionID(p[1]), Seen: p[2], Point: flows.PointID(p[3]),
		Page: number(4), Part: number(5), Decision: number(6)}
}

// with is the place of a point in the list.
func (a PointsAt) with(point flows.PointID) string {
	a.Point, a.Part = point, 0
	return a.String()
}

// list is the place of the list that a point was opened from.
func (a PointsAt) list() string {
	a.Point, a.Part = "", 0
	return a.String()
}

// page is which of the pages of some size there is, and where it begins and ends.
func page(number, size, of int) (start, end, pages int) {
	pages = max(1, (of+size-1)/size)
	start = min(number, pages-1) * size
	return start, min(start+size, of), pages
}
