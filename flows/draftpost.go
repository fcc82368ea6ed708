package flows

import (
	"context"
	"slices"
	"strconv"
	"time"
)

// noteDraft notes where a draft is shown, before it is.
func (d *Drafts) noteDraft(ctx context.Context, m Meeting, v StoredDigest, at PostedUnder, since time.Time) error {
	return d.store.SaveDraftPost(ctx, m.ID, v.Digest.shown(), DraftPost{PostedUnder: at, Version: v.Digest.Version, At: since})
}

// supersedeDrafts takes the words out of the messages of drafts in which an
// answer was withdrawn, or lets less of itself be shown by now. One that the
// working group set aside stays: it is at work on the draft.
func (d *Drafts) supersedeDrafts(ctx context.Context, m Meeting, drafts []ShownDraft, now []Contribution) error {
	there := standing(now)
	drafts = slices.DeleteFunc(drafts, func(s ShownDraft) bool { return noMore(s.Shown, now) == 0 && s.Shown.among(there) })
	if len(drafts) == 0 {
		return nil
	}
	// First the store: as long as a post is noted, this is done again.
	if err := d.forgetWithdrawn(ctx, m, there); err != nil {
		return err
	}
	for _, draft := range drafts {
		var done []string
		for _, p := range draft.Posts {
			err := d.queue.Enqueue(ctx, Intent{
				ID: IntentID("superseded", p.Intent, strconv.Itoa(p.Version)), Lane: p.Lane, QueuedAt: d.clock.Now(),
				Content: Superseded{Meeting: m.ID, Title: m.Title, Version: p.Version, Draft: true, Intent: p.Intent, PostedAt: p.At},
			})
			if err != nil {
				return err
			}
			done = append(done, p.Intent)
		}
		if err := d.store.RemoveDraftPosts(ctx, m.ID, done); err != nil {
			return err
		}
	}
	return nil
}

// among reports whether all of the answers are there.
func (w WordsOf) among(there map[string]bool) bool {
	for _, ids := range w {
		for _, id := range ids {
			if !there[id] {
				return false
			}
		}
	}
	return true
}
