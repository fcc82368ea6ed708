package flows

import (
	"fmt"
	"time"
)

// Reply is a message that a person wrote, as Slack delivered it or as it was
// read back: new, edited or broadcast.
type Reply struct {
	EventID string // empty when read back
	Place   Place
	// Thread is the root's ts; empty for a top-level message.
	Thread MessageTS
	// ParentUser wrote the root; empty when Slack does not say.
	ParentUser UserID
	User       UserID
	Team       TeamID // the author's workspace; differs from home for Slack Connect
	Text       string // plain
	Files      []File
	// Said tells one edition of the reply from another, whatever is known by now
	// of the people and files that it names. Empty: Text and Files do.
	Said string
	// EditedTS is Slack's edited.ts, empty for a message never edited. The
	// newest wins whatever the order of arrival.
	EditedTS MessageTS
	// EventTS orders two deliveries of the same edit.
	EventTS MessageTS
}

// At is the time at which the reply was written, in UTC.
func (r Reply) At() time.Time { return r.Place.TS.Time() }

// Deletion is a message that its author (or an administrator) deleted.
type Deletion struct {
	EventID string
	Place   Place
	Thread  MessageTS // empty when Slack does not say
	EventTS MessageTS
	// Seen is when the answer that is meant was changed last; zero: whatever stands.
	Seen time.Time
}

// Reaction is a star or no_entry_sign that was put on a message or taken off.
type Reaction struct {
	EventID string
	Place   Place
	User    UserID
	Name    ReactionName
	Added   bool
	EventTS MessageTS // the newest of a user, message and name wins
}

// ReactionName is an emoji's short name.
type ReactionName string

// The reactions that mean something.
const (
	ReactionStar      ReactionName = "star"
	ReactionSetAside  ReactionName = "no_entry_sign"
	ReactionCheckMark ReactionName = "white_check_mark" // the bot's own
)

// Outcome is what a write did.
type Outcome string

// The outcomes.
const (
	OutcomeNew        Outcome = "new"         // stored for the first time
	OutcomeEdited     Outcome = "edited"      // replaced an older edition
	OutcomeWithdrawn  Outcome = "withdrawn"   // a tombstone stands now
	OutcomeDuplicate  Outcome = "duplicate"   // it stood so already
	OutcomeStale      Outcome = "stale"       // something newer stands
	OutcomeKept       Outcome = "kept"        // its question's post is not recorded yet
	OutcomeNoQuestion Outcome = "no_question" // not in a question's thread: nothing stored
)

// Outcomes are all of them.
func Outcomes() []Outcome {
	return []Outcome{OutcomeNew, OutcomeEdited, OutcomeWithdrawn, OutcomeDuplicate, OutcomeStale, OutcomeKept, OutcomeNoQuestion}
}

// Time is when the message was posted, in UTC, to the microsecond; the zero
// time if ts is not of the form seconds.microseconds.
func (ts MessageTS) Time() time.Time {
	sec, micro, ok := splitTS(string(ts))
	if !ok {
		return time.Time{}
	}
	return time.Unix(sec, micro*1000).UTC()
}

func splitTS(ts string) (sec, micro int64, ok bool) {
	i := 0
	for ; i < len(ts) && ts[i] != '.'; i++ {
		if ts[i] < '0' || ts[i] > '9' || i > 12 {
			return 0, 0, false
		}
		sec = sec*10 + int64(ts[i]-'0')
	}
	if i == 0 || len(ts) != i+7 {
		return 0, 0, false
	}
	for _, c := range []byte(ts[i+1:]) {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		micro = micro*10 + int64(c-'0')
	}
	return sec, micro, true
}

// TSOf is a time in the form of Slack's ts.
func TSOf(t time.Time) MessageTS {
	return MessageTS(fmt.Sprintf("%d.%06d", t.Unix(), t.Nanosecond()/1000))
}
