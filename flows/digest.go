package flows

import (
	"time"

	"github.com/samrad/samrad/flows/points"
)

// DigestState is how far a version of a digest has come.
type DigestState string

// The states.
const (
	DigestDraft     DigestState = "draft"
	DigestApproved  DigestState = "approved"
	DigestPublished DigestState = "published"
)

// Digest is the compiled pre-read of a meeting, in the machine's form: the
// contract of `samrad digest --format json`. A field is never renamed, only
// added. It holds no organisation's name unless Attributed.
type Digest struct {
	Meeting  MeetingID   `json:"meeting"`
	Title    string      `json:"title"`
	Starts   time.Time   `json:"starts"`
	Version  int         `json:"version"`
	State    DigestState `json:"state"`
	Language string      `json:"language"`
	AsOf     time.Time   `json:"as_of"` // the newest change included, UTC
	// Opens is what machines read as AsOf of a digest of nothing: the time from
	// which answers come.
	Opens      time.Time `json:"-"`
	Attributed bool      `json:"attributed,omitempty"`
	ApprovedAt time.Time `json:"approved_at,omitzero"`
	ApprovedBy UserID    `json:"approved_by,omitempty"` // attributed only
	// PublishedAt is when it was published; zero: it was not, or nobody knows.
	PublishedAt time.Time `json:"published_at,omitzero"`
	// Superseded: it was published, and should be read no more: an answer in it
	// was withdrawn since, or a newer version is published.
	Superseded bool `json:"superseded,omitempty"`
	// Changes are those since the version that was published before; nil: none was.
	Changes       *VersionChanges `json:"changes,omitempty"`
	Participation Participation   `json:"participation"`
	// Sectors is who has answered by sector; see SectorCount.
	Sectors []SectorCount `json:"sectors,omitempty"`
	Themes  []DigestTheme `json:"themes"`
}

// Participation counts who answered. Invited, Answered and Late count
// organisations; Unassigned and SetAside count contributions.
type Participation struct {
	Invited    int `json:"invited"`
	Answered   int `json:"answered"`
	Late       int `json:"late"`
	Unassigned int `json:"unassigned"`
	SetAside   int `json:"set_aside"`
}

// DigestTheme is a theme with what was said of it.
type DigestTheme struct {
	Title       string           `json:"title"`
	Answered    int              `json:"answered"` // organisations that answered any of its questions
	KeyMessages []KeyMessage     `json:"key_messages"`
	Questions   []DigestQuestion `json:"questions"`
}

// KeyMessage is what an organisation wants lifted at the meeting, at most one
// an organisation and theme.
type KeyMessage struct {
	Text         string         `json:"text"`
	Masked       string         `json:"masked,omitempty"` // the form that documents print
	Contribution string         `json:"contribution"`
	Organisation OrganisationID `json:"organisation,omitempty"` // attributed, or Named
	Name         string         `json:"name,omitempty"`         // likewise
	Named        bool           `json:"named,omitempty"`        // the organisation may stand by name
	Confidential bool           `json:"confidential,omitempty"` // never quoted outside the working group
}

// DigestQuestion is a question with its points.
type DigestQuestion struct {
	ID           QuestionID        `json:"id"`
	Text         string            `json:"text"`
	Answered     int               `json:"answered"` // organisations
	Points       []DigestPoint     `json:"points"`
	WithoutPoint []DigestStatement `json:"without_point"`
	// OffTopic are the points that the working group set aside; their statements
	// stand in WithoutPoint.
	OffTopic []OffTopicPoint `json:"off_topic,omitempty"`
}

// PointID names a point within its question.
type PointID string

// OffTopicPoint is a point that the working group set aside, and why.
type OffTopicPoint struct {
	ID            PointID `json:"id"`
	Label         string  `json:"label"`
	Reason        string  `json:"reason"`
	Organisations int     `json:"organisations"`
}

// DigestPoint is a group of statements that say the same thing.
type DigestPoint struct {
	ID    PointID `json:"id"`
	Label string  `json:"label"`
	Lead  int     `json:"-"` // index of the statement that the label is drawn from; -1: none
	// Confirmed: the working group decided on it. Else it is a suggestion.
	Confirmed bool `json:"confirmed,omitempty"`
	// Opposed are the points of the question that hold the opposite view, as the
	// working group marked them; MaybeOpposed those that the program suggests.
	Opposed      []PointID `json:"opposed,omitempty"`
	MaybeOpposed []PointID `json:"maybe_opposed,omitempty"`
	// RaisedBefore are the earlier meetings at which the point came up too.
	RaisedBefore  []RaisedBefore    `json:"raised_before,omitempty"`
	Quantifier    points.Quantifier `json:"quantifier"`
	Organisations int               `json:"organisations"`
	Statements    []DigestStatement `json:"statements"`
	Quotes        []int             `json:"quotes"` // indexes into Statements
}

// RaisedBefore is a point in the published digest of an earlier meeting.
type RaisedBefore struct {
	Meeting MeetingID `json:"meeting"`
	Starts  time.Time `json:"starts"`
	Label   string    `json:"label"`
}

// DigestStatement is a verbatim slice of a contribution's plain text.
type DigestStatement struct {
	Contribution string `json:"contribution"`
	Start        int    `json:"start"` // UTF-8 byte offsets into the text
	End          int    `json:"end"`
	Text         string `json:"text"`
	// Masked is the form that documents print where Text names somebody.
	Masked       string         `json:"masked,omitempty"`
	Organisation OrganisationID `json:"organisation,omitempty"` // attributed, or Named
	Name         string         `json:"name,omitempty"`         // likewise
	Named        bool           `json:"named,omitempty"`        // the organisation may stand by name
	Late         bool           `json:"late,omitempty"`
	// OffTopic is the point that was set aside with this statement in it.
	OffTopic PointID `json:"off_topic,omitempty"`
	// Kind is what a statement without a point is, where it says nothing of the
	// matter: a greeting, a signature, an empty answer.
	Kind points.Kind `json:"kind,omitempty"`
	// Confidential is true where the words are for the working group only; its
	// Text is empty in any output that is not attributed.
	Confidential bool `json:"confidential,omitempty"`
}

// VersionChanges is what came between two versions of a digest.
type VersionChanges struct {
	Version     int       `json:"version"` // the older one
	PublishedAt time.Time `json:"published_at"`
	Changes
	Questions []QuestionChanges `json:"questions"` // those with changes
}

// QuestionChanges is what changed about one question.
type QuestionChanges struct {
	ID               QuestionID `json:"id"`
	Text             string     `json:"text"`
	NewOrganisations int        `json:"new_organisations,omitempty"` // that had not answered it
	Withdrawn        int        `json:"withdrawn,omitempty"`         // organisations that had
	NewPoints        []string   `json:"new_points,omitempty"`        // labels of those that nobody had made
}

// Printed is the text as documents print it.
func (s DigestStatement) Printed() string {
	if s.Masked != "" {
		return s.Masked
	}
	return s.Text
}

// Printed is the text as documents print it.
func (k KeyMessage) Printed() string {
	if k.Masked != "" {
		return k.Masked
	}
	return k.Text
}

// Summary is what staff receive every week.
type Summary struct {
	From     time.Time        `json:"from"`
	To       time.Time        `json:"to"`
	Language string           `json:"language"`
	Meetings []MeetingSummary `json:"meetings"`
	Troubles []Trouble        `json:"troubles,omitempty"`
}

// MeetingSummary is one meeting's part of the weekly summary.
type MeetingSummary struct {
	Meeting       MeetingID     `json:"meeting"`
	Title         string        `json:"title"`
	Starts        time.Time     `json:"starts"`
	Closes        time.Time     `json:"closes"`
	Week          int           `json:"week"`  // contributions of the week
	Total         int           `json:"total"` // contributions in all
	Participation Participation `json:"participation"`
	// Sectors is who has answered by sector; a sector of fewer than three
	// invited organisations is merged into "other" (Sector empty).
	Sectors   []SectorCount   `json:"sectors,omitempty"`
	Questions []QuestionCount `json:"questions"`
	Next      []Upcoming      `json:"next,omitempty"`
	// ReadBack is what reading the threads back found in the week; nil: they
	// were not read.
	ReadBack *ReadBack `json:"read_back,omitempty"`
}

// SectorCount is how many organisations of a sector answered. A sector of fewer
// than three invited organisations is merged into "other" (Sector empty), with
// the smallest of the rest if that too is fewer than three.
type SectorCount struct {
	Sector   string `json:"sector"` // empty: others, or no sector given
	Invited  int    `json:"invited"`
	Answered int    `json:"answered"`
}

// QuestionCount is how many organisations answered a question.
type QuestionCount struct {
	ID       QuestionID `json:"id"`
	Text     string     `json:"text"`
	Posted   bool       `json:"posted"`
	Answered int        `json:"answered"`
}

// Step is a kind of scheduled work.
type Step string

// The steps.
const (
	StepAsk    Step = "ask"
	StepRemind Step = "remind"
	StepCloses Step = "closes"
	StepDigest Step = "digest"
	StepStarts Step = "starts"
)

// Upcoming is what happens next, and when.
type Upcoming struct {
	Step   Step      `json:"step"`
	At     time.Time `json:"at"`
	Themes []string  `json:"themes,omitempty"` // of an ask: what will be posted
}

// Trouble is something that staff or the operator should mend.
type Trouble struct {
	Kind    TroubleKind `json:"kind"`
	Channel ChannelID   `json:"channel,omitempty"`
	Count   int         `json:"count,omitempty"`
	Reason  string      `json:"reason,omitempty"` // Slack's error word
}

// TroubleKind names a trouble; flows/locale has a sentence for each.
type TroubleKind string

// The troubles.
const (
	TroubleDeadLetters TroubleKind = "dead_letters"
	TroubleCannotPost  TroubleKind = "cannot_post"
)
