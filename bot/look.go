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
	if !mayBeSent(t) {
		return "", false, nil
	}
	_, uploaded := strings.CutPrefix(t.Progress, progressFile)
	ts, ok, err = m.search(ctx, t, channel, t.Intent)
	if ok || uploaded || err != nil {
		return ts, ok, err
	}
	return "", false, m.progress(ctx, t, progressLooked)
}

// mayBeSent tells whether an intent may have been sent before.
func mayBeSent(t *flows.Ticket) bool { return t.Attempt > 1 || !t.Since.IsZero() }

// search looks for the message of an intent, the ticket's own or another's. Where
// it is broken off is noted with the ticket.
func (m *Messenger) search(ctx context.Context, t *flows.Ticket, channel flows.ChannelID, of flows.Intent) (ts flows.MessageTS, ok bool, err error) {
	oldest, cursor := lookFrom(flows.Ticket{Intent: of, Progress: t.Progress})
	ts, ok, rest, err := m.slack.Find(ctx, channel, oldest, cursor, of.ID)
	_, uploaded := strings.CutPrefix(t.Progress, progressFile)
	if err != nil && rest != cursor && !uploaded {
		// The attempt's own time may be over.
		_ = note(ctx, func(ctx context.Context) error {
			return m.progress(ctx, t, progressLooking+string(oldest)+" "+rest)
		})
	}
	return ts, ok, err
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
