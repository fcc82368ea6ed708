package flows

import "time"

// Via is how an answer that was entered for an organisation had come.
type Via string

// The ways.
const (
	ViaPhone   Via = "phone"
	ViaEmail   Via = "email"
	ViaLetter  Via = "letter"
	ViaMeeting Via = "meeting" // said at one
	ViaOther   Via = "other"
)

// Vias lists the ways, the most common first.
func Vias() []Via { return []Via{ViaPhone, ViaEmail, ViaLetter, ViaMeeting, ViaOther} }

// Entry is an answer as it is entered.
type Entry struct {
	By           UserID
	Meeting      MeetingID
	Question     QuestionID
	Organisation string // id, name or alias
	Via          Via
	Text         string
	Attribution  Attribution
	KeyMessage   bool
	// Came is the day, YYYY-MM-DD by the consultation's calendar, on which the
	// answer came. Empty: now, or of an entry that is corrected as it was.
	Came string
	// Form is distinct for each form that is opened: what it sends again is the
	// same answer.
	Form string
	// Corrects is the entry that is corrected, and Seen its ChangedAt when the
	// form was opened; empty for a new one.
	Corrects MessageTS
	Seen     time.Time
}

// Entered is an entry as it is stored, with what it is told by.
type Entered struct {
	Contribution Contribution
	Organisation Organisation
	Question     Located
}
