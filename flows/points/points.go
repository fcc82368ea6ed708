package points

// Answer is one contribution to one question.
type Answer struct {
	ID           string
	Organisation string // "": unassigned
	Text         string // plain
}

// Statement is a slice of an answer: Text is Answer's text from Start to End,
// in UTF-8 bytes.
type Statement struct {
	Answer string // the answer's ID
	Start  int
	End    int
	Text   string
	Kind   Kind // empty: it has substance, or stands in a point
}

// Point is a group of statements that say the same thing.
type Point struct {
	ID    string // p1, p2…, unique within the question
	Label string // a short sentence drawn from the statements, or a known point's; "" if none of them may be quoted
	Lead  int    // index of the statement that the label is drawn from; -1: none
	Known bool   // people confirmed it
	// MaybeOpposed are the ids of the other points that, as far as the program can
	// tell, hold the opposite view of the same thing, sorted; each names the other.
	MaybeOpposed []string
	// Organisations counts the different ones behind the statements.
	Organisations int
	Quantifier    Quantifier
	Statements    []Statement // in the order of their answers
	Quotes        []int       // indexes into Statements, at most MaxQuotes, of different organisations, the most representative first
}

// Result is what the answers to a question came to. Every statement of every
// answer stands in exactly one place in it.
type Result struct {
	Answered     int // organisations with at least one answer, whatever it says
	Points       []Point
	WithoutPoint []Statement
}

// Known is a point that people confirmed.
type Known struct {
	ID    string
	Label string // what they call it; "": it is drawn from the statements
}

// Apart is where Options.Placed has a statement that people moved out of every
// point.
const Apart = -2

// Options of Group. The zero value is good.
type Options struct {
	// Known points keep their ids, labels and statements; new statements are
	// matched to them before new points are made.
	Known []Known
	// Placed tells where people put a statement: the index of its point in Known,
	// or Apart; false if they decided nothing of it. Nil means of all.
	Placed func(Statement) (known int, ok bool)
	// Quotable reports whether a statement may be quoted and lend its words to a
	// label; nil means all may.
	Quotable func(Statement) bool
	// Printed gives the form in which a statement may be printed, where that is
	// not its text; nil means all may stand as they are. Labels are of that form,
	// and a statement that has another is used only where there is none without.
	Printed func(Statement) string
	// Compared gives the words by which a statement is compared with others,
	// where they are not its text, as without its writer's own name; nil means
	// its text. A statement without words of matter there carries no claim.
	Compared func(Statement) string
}

// printed is the form of a statement that a label may have.
func (o Options) printed(s Statement) string {
	if o.Printed == nil {
		return s.Text
	}
	return o.Printed(s)
}
