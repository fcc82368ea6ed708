package bot

import (
	"context"
	"strings"
	"time"

	"github.com/samrad/samrad/flows"
)

// What a sender notes with an intent, so that the next attempt goes on from there.
const (
	progressLooking = "looking " // from which ts, and the cursor of the next page
	progressLooked  = "looked"   // all of it: what is posted after this is new
	progressFile    = "file "    // a document was uploaded, with this id
)

// look finds the message of an intent, if it was posted before: by an earlier
// attempt whose answer was lost; or, of what many see, by a bot whose store has
// forgotten it, since it was restored from a backup, failed over, or writes to
// disk only every second. A look that is broken off, as by Slack's limit of a
// page a minute for some apps, goes on where it was.
func (m *Messenger) look(ctx context.Context, t *flows.Ticket, channel flows.ChannelID) (ts flows.MessageTS, ok bool, err error) {
	if t.Attempt == 1 && t.Since.IsZero() {
		return "", false, nil
	}
	oldest, cursor := lookFrom(*t)
	ts, ok, rest, err := m.slack.Find(ctx, channel, oldest, cursor, t.ID)
	_, uploaded := strings.CutPrefix(t.Progress, progressFile)
	switch {
	case ok || uploaded:
		return ts, ok, err
	case err != nil:
		if rest != cursor {
			// The attempt's own time may be over.
			_ = note(ctx, func(ctx context.Context) error {
				return m.progress(ctx, t, progressLooking+string(oldest)+" "+rest)
			})
		}
		return "", false, err
	}
	return "", false, m.progress(ctx, t, progressLooked)
}

func (m *Messenger) progress(ctx context.Context, t *flows.Ticket, progress string) error {
	if t.Progress == progress {
		return nil
	}
	if err := m.outbox.Note(ctx, *t, progress); err != nil {
		return err
	}
	t.Progress = progress
	return nil
}

// lookFrom is how far back a message is looked for, and the page to begin with:
// to a little before it may have been sent, as Slack's clock and ours differ.
func lookFrom(t flows.Ticket) (oldest flows.MessageTS, cursor string) {
	if rest, ok := strings.CutPrefix(t.Progress, progressLooking); ok {
		ts, cursor, _ := strings.Cut(rest, " ")
		return flows.MessageTS(ts), cursor
	}
	from := t.QueuedAt
	if t.Progress == "" && !t.Since.IsZero() && t.Since.Before(from) {
		from = t.Since
	}
	return flows.TSOf(from.Add(-time.Hour)), ""
}
