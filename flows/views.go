package flows

import "time"

// View is what a command answers at once, only to the person: one of the
// types below, or a Notice.
type View any

// HelpView lists the commands that the person may give. Unknown is the word
// that was not understood, if any.
type HelpView struct {
	Unknown string
	Words   []HelpWord
}

// HelpWord is a command with its Swedish name.
type HelpWord struct {
	Word    Word
	Swedish string
}

// MissingRightView says who has the right to a command.
type MissingRightView struct {
	Word  Word
	Needs Role
}

// StatusView is how a meeting stands, for the working group.
type StatusView struct {
	Meeting   MeetingSummary
	Silent    []string // organisations that have answered nothing, by name
	SelfNamed int      // people who chose their organisation themselves
}

// MeetingListView lists the meetings.
type MeetingListView struct {
	Meetings []MeetingLine
}

// MeetingLine is one of them.
type MeetingLine struct {
	ID      MeetingID
	Title   string
	Starts  time.Time
	Managed bool
}

// OrganisationListView lists the organisations.
type OrganisationListView struct{ Organisations []Organisation }

// MyDataView is what is kept of a person.
type MyDataView struct{ Data OwnData }

// ForgetView asks whether everything is to be withdrawn.
type ForgetView struct{ Answers int }

// MeetingFormView opens the form for a meeting; ID is empty for a new one.
type MeetingFormView struct {
	Meeting  Meeting
	Revision int
}

// OrganisationFormView opens the form for a new organisation.
type OrganisationFormView struct{}
