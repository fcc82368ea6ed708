package flows

import "strings"

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
