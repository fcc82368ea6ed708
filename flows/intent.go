package flows

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Intent is one thing that the bot is to send. Its ID derives from what it is
// about, so that queueing it twice sends it once.
type Intent struct {
	ID string
	// Lane is the channel or the user that it goes to. What goes to one lane
	// is sent in the order in which it was queued.
	Lane      Lane
	NotBefore time.Time // zero: at once
	QueuedAt  time.Time
	// Since is set for what many see: it may have been sent from then on, by a
	// bot whose store was lost or restored from a backup, and so is looked for
	// before it is sent at all.
	Since   time.Time
	Content Content
}

// Lane is a ChannelID or a UserID (a direct message).
type Lane string

// person reports whether the lane is a person's: the ids of people begin with
// U or W, those of channels with C, D or G.
func (l Lane) person() bool { return len(l) > 1 && (l[0] == 'U' || l[0] == 'W') }

// IntentID joins the parts that an intent is about: IntentID("question", m, q, c).
func IntentID[S ~string](parts ...S) string {
	id := ""
	for i, p := range parts {
		if i > 0 {
			id += "/"
		}
		id += string(p)
	}
	return id
}

type wireIntent[C any] struct {
	ID        string    `json:"id"`
	Lane      Lane      `json:"lane"`
	NotBefore time.Time `json:"not_before,omitzero"`
	QueuedAt  time.Time `json:"queued_at"`
	Since     time.Time `json:"since,omitzero"`
	Kind      string    `json:"kind"`
	Content   C         `json:"content"`
}

// MarshalJSON writes the intent with the kind of its content.
func (i Intent) MarshalJSON() ([]byte, error) {
	return json.Marshal(wireIntent[Content]{i.ID, i.Lane, i.NotBefore, i.QueuedAt, i.Since, i.Content.Kind(), i.Content})
}

// UnmarshalJSON reads an intent back; an unknown kind is an error.
func (i *Intent) UnmarshalJSON(data []byte) error {
	var w wireIntent[json.RawMessage]
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	read, ok := contents[w.Kind]
	if !ok {
		return fmt.Errorf("intent %s: unknown kind %q", w.ID, w.Kind)
	}
	content, err := read(w.Content)
	if err != nil {
		return fmt.Errorf("intent %s: %w", w.ID, err)
	}
	*i = Intent{w.ID, w.Lane, w.NotBefore, w.QueuedAt, w.Since, content}
	return nil
}

var contents = map[string]func([]byte) (Content, error){
	QuestionPost{}.Kind():         readContent[QuestionPost],
	CheckMark{}.Kind():            readContent[CheckMark],
	OrganisationQuestion{}.Kind(): readContent[OrganisationQuestion],
	OrganisationConfirm{}.Kind():  readContent[OrganisationConfirm],
	Reminder{}.Kind():             readContent[Reminder],
	CountOffer{}.Kind():           readContent[CountOffer],
	DigestPost{}.Kind():           readContent[DigestPost],
	Superseded{}.Kind():           readContent[Superseded],
	SummaryPost{}.Kind():          readContent[SummaryPost],
	Notice{}.Kind():               readContent[Notice],
}

// Kinds are the kinds of every content.
func Kinds() []string { return slices.Sorted(maps.Keys(contents)) }

func readContent[C Content](data []byte) (Content, error) {
	var c C
	err := json.Unmarshal(data, &c)
	return c, err
}

// Ticket is an intent that a sender holds: nobody else sends it until Until,
// which the sender renews.
type Ticket struct {
	Intent
	Owner string
	Fence int64     // grows with every holder; the store refuses an older one
	Until time.Time // by the wall's clock; the sender stops before it
	// Attempt counts from 1. After the first, a message is looked for by its
	// intent's id in message metadata before it is posted again.
	Attempt int
	// Retried is how long it was put off in all because of errors that should
	// have passed; Postpone keeps it.
	Retried time.Duration
	// Progress is what an earlier attempt noted (an upload's file id).
	Progress string
}

// Sent is what Slack answered.
type Sent struct {
	Channel ChannelID // where it went: for a user's lane the direct conversation
	TS      MessageTS // empty for reactions and ephemerals
}

// Post is a message of ours that stands in a channel.
type Post struct {
	Place   Place
	Kind    string // of its content
	Meeting MeetingID
	// Question and Text are set for a question's post: they are frozen.
	Question QuestionID
	Text     string
	Closes   time.Time
}
