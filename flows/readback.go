package flows

import (
	"context"
	"time"
)

// ThreadReader reads from Slack, at Slack's pace.
type ThreadReader interface {
	// Page reads a page of a question's thread: the first one, or that of the
	// Next of the page before. CodeNotFound if Slack does not know that any more.
	Page(ctx context.Context, post Place, cursor string) (ThreadPage, error)
	// Exists reports whether a message is still there, in a thread or beside it.
	Exists(ctx context.Context, p Place) (bool, error)
}

// ThreadPage is a part of what stands under a question's post, the oldest first.
type ThreadPage struct {
	// Began is when Slack was asked: an event of later knows better.
	Began     MessageTS
	Root      bool       // the post itself is there
	Next      string     // empty: it is the last
	Replies   []Reply    // of people
	Reactions []Reaction // the stars and no_entry_signs on the replies
	// Partial are the replies whose reactions Slack did not list in full.
	Partial []MessageTS
}

// ReadBack is what a reading of a meeting's threads found.
type ReadBack struct {
	At        time.Time `json:"at"` // when it began
	Threads   int       `json:"threads"`
	Failed    int       `json:"failed,omitempty"` // threads that could not be read
	New       int       `json:"new,omitempty"`
	Edited    int       `json:"edited,omitempty"`
	Withdrawn int       `json:"withdrawn,omitempty"`
	Reactions int       `json:"reactions,omitempty"`
	// Withheld are absences that are too many at once to be taken for deletions.
	Withheld int `json:"withheld,omitempty"`
	// Unfinished is a reading that takes long and goes on.
	Unfinished bool `json:"unfinished,omitempty"`
}

// Complete reports whether every thread was read and everything applied.
func (r ReadBack) Complete() bool { return r.Failed == 0 && r.Withheld == 0 && !r.Unfinished }

// Missed counts what no event had told of.
func (r ReadBack) Missed() int { return r.New + r.Edited + r.Withdrawn + r.Reactions }

// Found reports whether something had been missed.
func (r ReadBack) Found() bool { return r.Missed() > 0 }
