package flows

import (
	"context"
	"strconv"
)

// Supersede marks what was published and holds no more, once: a version after
// which a newer one was published, and the newest if an answer in it was
// withdrawn or set aside. The working group is told of the latter.
func (d *Drafts) Supersede(ctx context.Context, m Meeting) error {
	all, err := d.store.Publications(ctx, m.ID)
	if err != nil || len(all) == 0 {
		return err
	}
	newest := all[len(all)-1]
	for _, p := range all[:len(all)-1] {
		if p.SupersededAt.IsZero() {
			if err := d.supersede(ctx, m, p, newest.Version); err != nil {
				return err
			}
		}
	}
	if !newest.SupersededAt.IsZero() {
		return nil
	}
	_, contributions, _, err := d.compiler.material(ctx, m)
	if err != nil {
		return err
	}
	gone := InputsOf(contributions).Since(newest.Inputs).Withdrawn
	if gone == 0 {
		return nil
	}
	if err := d.tellWithdrawn(ctx, m, newest, gone); err != nil {
		return err
	}
	return d.supersede(ctx, m, newest, 0)
}

func (d *Drafts) tellWithdrawn(ctx context.Context, m Meeting, p Publication, gone int) error {
	for _, lane := range d.register.Settings().Roles.WorkingGroup.Lanes() {
		err := d.queue.Enqueue(ctx, Intent{
			ID: IntentID("superseded", fold(m.ID), strconv.Itoa(p.Version), "told", string(lane)), Lane: lane, QueuedAt: d.clock.Now(),
			Content: Notice{Key: "published_superseded", Args: map[string]any{"Meeting": string(m.ID), "Title": m.Title, "Version": p.Version, "Count": gone}},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// supersede takes the words out of a version's messages.
func (d *Drafts) supersede(ctx context.Context, m Meeting, p Publication, by int) error {
	for _, post := range p.Posts {
		err := d.queue.Enqueue(ctx, Intent{
			ID: IntentID("superseded", fold(m.ID), strconv.Itoa(p.Version), string(post.Lane)), Lane: post.Lane, QueuedAt: d.clock.Now(),
			Content: Superseded{Meeting: m.ID, Title: m.Title, Version: p.Version, By: by, Intent: post.Intent, PostedAt: p.PublishedAt},
		})
		if err != nil {
			return err
		}
	}
	p.SupersededAt = d.clock.Now()
	return d.store.SavePublication(ctx, m.ID, p)
}
