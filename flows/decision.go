package flows

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/samrad/samrad/flows/points"
)

// Decision is what one person of the working group decided, at one time, of a
// question's points. Decisions are kept in order and never changed: what stands
// is what they come to (see Board), and one is undone by another.
type Decision struct {
	Number   int        `json:"number"` // from 1, in its meeting
	Question QuestionID `json:"question"`
	By       UserID     `json:"by"`
	At       time.Time  `json:"at"`
	// Acts say what was done, in the order in which it was.
	Acts []Act `json:"acts"`
	// Points are those that it made or changed, as they were afterwards.
	Points []DecidedPoint `json:"points,omitempty"`
	// Gone are those that were merged into others.
	Gone []PointID `json:"gone,omitempty"`
	// Opposed are the pairs that it marked as opposite views, or no more.
	Opposed []Opposition `json:"opposed,omitempty"`
	// Placed is where it put statements.
	Placed []Placement `json:"placed,omitempty"`
	// Undoes is the number of the decision that it takes back; 0: none.
	Undoes int `json:"undoes,omitempty"`
	// Request names what the person asked for, made of its content: asked again,
	// as when an answer to Slack got lost, it is one decision.
	Request string `json:"request,omitempty"`
}

// ActKind is what a person does with a point.
type ActKind string

// The acts. Each has its sentence in flows/locale.
const (
	ActConfirm  ActKind = "confirm"   // take a suggested point as it is
	ActRename   ActKind = "rename"    // Label is the new one
	ActMerge    ActKind = "merge"     // Label is that of the other point
	ActMove     ActKind = "move"      // Count statements to the point with Label
	ActMoveOut  ActKind = "move_out"  // Count statements out of every point
	ActSplit    ActKind = "split"     // Count statements to a new point with Label
	ActOppose   ActKind = "oppose"    // Label is that of the other point
	ActUnoppose ActKind = "unoppose"  // likewise
	ActOffTopic ActKind = "off_topic" // set aside, with a reason
	ActRestore  ActKind = "restore"   // take up again
	ActAdd      ActKind = "add"       // a point of the working group's own
	ActUndo     ActKind = "undo"
)

// Act is one thing that a decision did, for people to read. It holds no words of
// an answer: the labels are those that the working group gave, and empty where
// the program drew one from the answers.
type Act struct {
	Kind  ActKind `json:"kind"`
	Of    string  `json:"of,omitempty"` // the label of the point that it was done to
	Label string  `json:"label,omitempty"`
	Count int     `json:"count,omitempty"`
}

// DecidedPoint is a point as people decided on it.
type DecidedPoint struct {
	ID    PointID `json:"id"`
	Label string  `json:"label,omitempty"` // empty: drawn from its statements
	// Lead is the statement whose words are the label as long as it stands there
	// and Label is empty: what people saw when they took the point.
	Lead StatementKey `json:"lead,omitempty"`
	// Reason is why it was set aside as off topic; empty: it was not.
	Reason string `json:"reason,omitempty"`
	// Own: the working group added it, maybe before any answer came.
	Own bool `json:"own,omitempty"`
}

// Opposition is a pair of points that hold opposite views, A before B.
type Opposition struct {
	A   PointID `json:"a"`
	B   PointID `json:"b"`
	Off bool    `json:"off,omitempty"` // they do not, after all
}

// opposition is the pair, in its order.
func opposition(a, b PointID, off bool) Opposition {
	if b < a {
		a, b = b, a
	}
	return Opposition{a, b, off}
}

// Placement puts a statement in a point; with an empty one, in none.
type Placement struct {
	Statement StatementKey `json:"statement"`
	Point     PointID      `json:"point"`
}

// StatementKey tells a statement without its words, so that nothing of an answer
// remains in what was decided of it. It is the same after other parts of the
// answer were edited, and another as soon as its own words were.
type StatementKey string

// KeyOf makes a statement's key. The contribution's id keeps it from being one
// key for two answers; twelve bytes keep the keys of a meeting apart. Letters are
// composed: the same row may be imported again in other bytes.
func KeyOf(contribution, text string) StatementKey {
	sum := sha256.Sum256([]byte(contribution + "\x00" + norm.NFC.String(text)))
	return StatementKey(hex.EncodeToString(sum[:12]))
}

func keyOf(s points.Statement) StatementKey { return KeyOf(s.Answer, s.Text) }

// DecisionReader reads what the working group decided of a meeting's points.
type DecisionReader interface {
	// Decisions lists them from the first on.
	Decisions(ctx context.Context, m MeetingID) ([]Decision, error)
}

// DecisionStore keeps it.
type DecisionStore interface {
	DecisionReader
	// SaveDecision adds the next; CodeConflict if d.Number is not the number of
	// decisions plus one.
	SaveDecision(ctx context.Context, m MeetingID, d Decision) error
	// KeepSeen keeps, for a day, what a person saw of a question when they began
	// to edit it, under a name made of its content.
	KeepSeen(ctx context.Context, m MeetingID, name string, seen Seen) error
	// Seen reads it back; CodeNotFound once it is gone.
	Seen(ctx context.Context, m MeetingID, name string) (Seen, error)
}
