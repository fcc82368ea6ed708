package flows

import (
	"context"
	"errors"
	"strconv"
	"time"
)

// postingFor is how long a version may be on its way out: longer than any
// request may take. After that, whoever sent it has ended.
const postingFor = 2 * time.Minute

// SupersedeAll supersedes what holds no more of every meeting, also of those that
// the config has no more.
func (d *Drafts) SupersedeAll(ctx context.Context) error {
	meetings, err := d.meetings(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, m := range meetings {
		if m.removed() {
			v, err := d.store.Version(ctx, m.ID, 1)
			if err != nil {
				return err
			}
			m.Title = v.Digest.Title
		}
		errs = append(errs, d.Supersede(ctx, m))
	}
	return errors.Join(errs...)
}

// meetings are those of which versions may be stored.
func (d *Drafts) meetings(ctx context.Context) ([]Meeting, error) {
	meetings, err := d.register.Meetings(ctx)
	if err != nil {
		return nil, err
	}
	shown, err := d.store.ShownMeetings(ctx)
	return withRemoved(meetings, shown), err
}

// Supersede marks what was published and holds no more, once: a version after
// which a newer one was published, and one in which an answer was withdrawn or
// set aside, or lets less of itself be shown by now; the working group is told
// of the latter. A draft loses its words where they were withdrawn. A version that
// was broken off on its way out, and still holds, is brought out.
func (d *Drafts) Supersede(ctx context.Context, m Meeting) error {
	all, err := d.store.Publications(ctx, m.ID)
	if err != nil {
		return err
	}
	newest := 0
	for _, p := range all {
		if p.PostingSince.IsZero() {
			newest = p.Version
		}
	}
	var holding []Publication
	for _, p := range all {
		switch {
		case !p.SupersededAt.IsZero() || d.clock.Now().Before(p.PostingSince.Add(postingFor)):
		case p.Version >= newest:
			holding = append(holding, p)
		default:
			if err := d.supersede(ctx, m, p, newest); err != nil {
				return err
			}
		}
	}
	drafts, err := d.store.ShownDrafts(ctx, m.ID)
	if err != nil || len(holding)+len(drafts) == 0 {
		return err
	}
	_, contributions, _, err := d.compiler.material(ctx, m)
	if err != nil {
		return err
	}
	if err := d.supersedeDrafts(ctx, m, drafts, contributions); err != nil {
		return err
	}
	return d.hold(ctx, m, holding, contributions)
}

// hold looks whether all answers of what was published are still there.
func (d *Drafts) hold(ctx context.Context, m Meeting, published []Publication, contributions []Contribution) error {
	now := InputsOf(contributions)
	for _, p := range published {
		if gone := now.Since(p.Inputs).Withdrawn + noMore(p.Shown, contributions); gone > 0 {
			if err := d.tellWithdrawn(ctx, m, p, gone); err != nil {
				return err
			}
			if err := d.supersede(ctx, m, p, 0); err != nil {
				return err
			}
			if err := d.forgetWithdrawn(ctx, m, standing(contributions)); err != nil {
				return err
			}
		} else if !p.PostingSince.IsZero() && !m.removed() {
			if err := d.resume(ctx, m, p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Drafts) resume(ctx context.Context, m Meeting, p Publication) error {
	v, err := d.store.Version(ctx, m.ID, p.Version)
	if err != nil {
		return err
	}
	return d.bringOut(ctx, m, v, p.PublishedAt)
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
