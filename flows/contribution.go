package flows

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strings"
	"time"
)

// Source says how a contribution came.
type Source string

// The sources.
const (
	SourceSlack  Source = "slack"  // a reply in a thread
	SourceModal  Source = "modal"  // a private form
	SourceImport Source = "import" // `samrad import`
)

// Attribution is how an organisation lets its words be used.
type Attribution string

// The attributions.
const (
	AttributionUnnamed      Attribution = "unnamed"       // quoted without a name: the default
	AttributionNamed        Attribution = "named"         // may stand by name
	AttributionWorkingGroup Attribution = "working_group" // never quoted outside the working group; its weight still counts
)

// Valid reports whether a is one of the three.
func (a Attribution) Valid() bool {
	return a == AttributionUnnamed || a == AttributionNamed || a == AttributionWorkingGroup
}

// Place is where a contribution stands in the store: a Slack message, or for
// answers that came another way a channel of our own (see [ImportChannel]).
type Place struct {
	Channel ChannelID `json:"channel"`
	TS      MessageTS `json:"ts"`
}

// ImportChannel is the store's channel of a meeting's imported answers.
func ImportChannel(m MeetingID) ChannelID {
	return ChannelID("import:" + strings.ToLower(string(m)))
}

// ModalChannel is the store's channel of a meeting's answers given in private forms.
func ModalChannel(m MeetingID) ChannelID {
	return ChannelID("modal:" + strings.ToLower(string(m)))
}

// ContributionID is the public id of a reply in Slack or of a form's answer. It
// tells nothing of the channel, which may be one organisation's own; a form's
// place holds no name to begin with.
func (p Place) ContributionID() string {
	sum := sha256.Sum256([]byte(string(p.Channel) + "\x00" + string(p.TS)))
	return "s" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}

// IDKeeper keeps the key of the ids that are made of what they must not tell.
type IDKeeper interface {
	// IDKey is 32 random bytes, made at the first call and the same ever after,
	// for every replica.
	IDKey(ctx context.Context) ([]byte, error)
}

// keyedID makes an id of parts that cannot be tested for by whoever has the id
// alone: ids stand in documents that name nobody, and a person or an
// organisation is one of few.
func keyedID(key []byte, parts ...string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(strings.Join(parts, "\x00"))) // never fails: see hash.Hash
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// File is a document that came with a reply: its name and link are kept, not
// its content.
type File struct {
	ID   string `json:"id,omitempty"`   // Slack's
	Name string `json:"name,omitempty"` // empty: Slack did not say
	Link string `json:"link,omitempty"`
}

// Contribution is one reply (or form or imported answer) to one question by
// one organisation, as stored.
type Contribution struct {
	ID           string         `json:"id"`
	Place        Place          `json:"place"`
	Thread       MessageTS      `json:"thread,omitempty"` // the question's post
	Meeting      MeetingID      `json:"meeting"`
	Question     QuestionID     `json:"question"`
	Organisation OrganisationID `json:"organisation,omitempty"` // empty: unassigned
	User         UserID         `json:"user,omitempty"`
	Team         TeamID         `json:"team,omitempty"`
	Text         string         `json:"text"` // plain
	Files        []File         `json:"files,omitempty"`
	Language     string         `json:"language,omitempty"`
	SubmittedAt  time.Time      `json:"submitted_at"`
	EditedAt     time.Time      `json:"edited_at,omitzero"`
	Late         bool           `json:"-"`                     // decided when it is read: see MarkLate
	Attribution  Attribution    `json:"attribution,omitempty"` // empty: unnamed
	Source       Source         `json:"source"`
	// EnteredBy is who registered an answer that came another way, for its
	// organisation: not its author, who is nobody in Slack (User is empty). Via
	// is how it came.
	EnteredBy UserID `json:"entered_by,omitempty"`
	Via       Via    `json:"via,omitempty"`
	// NothingToAdd is true for an organisation that answered with the button.
	NothingToAdd bool `json:"nothing_to_add,omitempty"`
	// KeyMessage is what the organisation wants lifted: with KeyMessageAt the
	// newest of an organisation and theme wins.
	KeyMessage   string    `json:"key_message,omitempty"`
	KeyMessageAt time.Time `json:"key_message_at,omitzero"`
	// SetAside: not in the digest, counted there, still in the export.
	SetAside bool `json:"set_aside,omitempty"`
	// Withdrawn: a tombstone without text.
	Withdrawn bool `json:"withdrawn,omitempty"`
	// ChangedAt is the time of the newest change to it, reactions included.
	ChangedAt time.Time `json:"changed_at"`
}

// Assigned reports whether somebody knows whose it is.
func (c Contribution) Assigned() bool { return c.Organisation != "" }

// Counts reports whether it has a part in the digest.
func (c Contribution) Counts() bool { return !c.Withdrawn && !c.SetAside }
