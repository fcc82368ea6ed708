package flows

import "time"

// Content is what an intent sends, in the domain's words; bot/blocks gives it
// its form in Slack when it is sent. Every Content is plain data that survives
// JSON, and keeps what it needs: the text of a post is frozen when it is queued.
type Content interface {
	// Kind is the content's stable name in the store.
	Kind() string
}

// QuestionPost is one question in one channel: its thread collects the answers.
type QuestionPost struct {
	Meeting  MeetingID  `json:"meeting"`
	Title    string     `json:"title"`
	Starts   time.Time  `json:"starts"`
	Closes   time.Time  `json:"closes"`
	Theme    string     `json:"theme"`
	Question QuestionID `json:"question"`
	Text     string     `json:"text"`
	Number   int        `json:"number"` // from 1
	Of       int        `json:"of"`
}

// Kind implements Content.
func (QuestionPost) Kind() string { return "question" }

// CheckMark is the bot's white_check_mark on a reply that is durably stored.
type CheckMark struct {
	TS MessageTS `json:"ts"`
}

// Kind implements Content.
func (CheckMark) Kind() string { return "check_mark" }

// OrganisationQuestion asks a person, by direct message, which organisation
// they speak for. It is ephemeral in Channel only if a direct message is refused.
type OrganisationQuestion struct {
	Channel  ChannelID `json:"channel"` // where they wrote
	Meeting  MeetingID `json:"meeting"`
	Question string    `json:"question"` // its text
	// Answer is the reply that it is about, as a link; nil: a form's, or none.
	Answer *Place `json:"answer,omitempty"`
}

// Kind implements Content.
func (OrganisationQuestion) Kind() string { return "organisation_question" }

// Reminder tells a representative, privately, which questions their
// organisation has not answered.
type Reminder struct {
	Meeting      MeetingID      `json:"meeting"`
	Title        string         `json:"title"`
	Closes       time.Time      `json:"closes"`
	Organisation OrganisationID `json:"organisation"`
	Name         string         `json:"name"` // the organisation's
	Questions    []OpenQuestion `json:"questions"`
}

// OpenQuestion is a posted question with where to answer it.
type OpenQuestion struct {
	ID     QuestionID `json:"id"`
	Text   string     `json:"text"`
	Number int        `json:"number"`
	Post   Place      `json:"post"` // the channel that the person reads
}

// Kind implements Content.
func (Reminder) Kind() string { return "reminder" }

// CountOffer offers a representative, privately, to count a top-level message
// as an answer to one of the open questions.
type CountOffer struct {
	User      UserID         `json:"user"`
	Message   Place          `json:"message"`
	Meeting   MeetingID      `json:"meeting"`
	Questions []OpenQuestion `json:"questions"`
}

// Kind implements Content.
func (CountOffer) Kind() string { return "count_offer" }

// DigestPost is a digest: a readable message inside Slack's limits, with the
// whole document attached.
type DigestPost struct {
	Digest   Digest   `json:"digest"`
	Audience Audience `json:"audience"`
	// Theme limits the message to one theme (from 1); 0 is the whole.
	Theme int `json:"theme,omitempty"`
	// Threads are where the questions were answered, for the working group.
	Threads []ThreadOf `json:"threads,omitempty"`
	// FileName and Document are the attachment; empty: none.
	FileName string `json:"file_name,omitempty"`
	Document []byte `json:"document,omitempty"`
}

// ThreadOf is a question's post in a channel of the meeting.
type ThreadOf struct {
	Question QuestionID `json:"question"`
	Place    Place      `json:"place"`
}

// Audience is who reads a message.
type Audience string

// The audiences.
const (
	AudienceCaller       Audience = "caller"        // who asked for it, by direct message
	AudienceWorkingGroup Audience = "working_group" // the draft, with a button to publish
	AudienceMeeting      Audience = "meeting"       // the meeting's channels
	AudienceStaff        Audience = "staff"
)

// Kind implements Content.
func (DigestPost) Kind() string { return "digest" }

// Superseded takes a digest's words out of its message: an answer in it was
// withdrawn, or a newer version is published.
type Superseded struct {
	Meeting MeetingID `json:"meeting"`
	Title   string    `json:"title"`
	Version int       `json:"version"`
	Draft   bool      `json:"draft,omitempty"` // it was shown as one
	By      int       `json:"by,omitempty"`    // the newer version; 0: an answer was withdrawn
	// Intent is what the message was posted under, at PostedAt or soon after.
	Intent   string    `json:"intent"`
	PostedAt time.Time `json:"posted_at"`
}

// Kind implements Content.
func (Superseded) Kind() string { return "superseded" }

// SummaryPost is the weekly summary.
type SummaryPost struct {
	Summary Summary `json:"summary"`
}

// Kind implements Content.
func (SummaryPost) Kind() string { return "summary" }

// Notice is a short message to a person or a channel: a sentence of
// flows/locale with its arguments (never an answer's text).
type Notice struct {
	Key  string         `json:"key"` // notice.<key> in the message files
	Args map[string]any `json:"args,omitempty"`
	// Channels and People are arguments that Slack shows by name. Whatever
	// people wrote stands in Args, and shows as they wrote it.
	Channels map[string]ChannelID `json:"channels,omitempty"`
	People   map[string]UserID    `json:"people,omitempty"`
	// Place is a message that the notice is about, as a link; nil for none.
	Place *Place `json:"place,omitempty"`
}

// Kind implements Content.
func (Notice) Kind() string { return "notice" }

// OrganisationConfirm asks the working group to confirm an organisation that
// a person named.
type OrganisationConfirm struct {
	Organisation OrganisationID `json:"organisation"`
	Name         string         `json:"name"`
	By           UserID         `json:"by"`
}

// Kind implements Content.
func (OrganisationConfirm) Kind() string { return "organisation_confirm" }
