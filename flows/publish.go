package flows

import (
	"context"
	"errors"
	"strconv"
	"time"
)

// Published is what became of a request to publish.
type Published struct {
	Version int
	// Done is false where the answers changed since the version was shown: a
	// new draft stands, and the person is asked again.
	Done    bool
	Changes Changes
	// Before is true where the version had been published already.
	Before bool
}

// Publish publishes exactly the version that was shown, as its approval. With
// version 0 it is the newest that the person saw: in the working group's
// channel, or by direct message. If answers changed since, it makes a new draft,
// says what changed and publishes nothing.
func (d *Drafts) Publish(ctx context.Context, m Meeting, version int, by UserID) (Published, error) {
	versions, err := d.store.Versions(ctx, m.ID)
	if err != nil {
		return Published{}, err
	}
	if version == 0 {
		if version, err = d.store.Shown(ctx, m.ID, append(d.register.Settings().Roles.WorkingGroup.Lanes(), Lane(by))); err != nil {
			return Published{}, err
		}
	}
	if version < 0 || version > len(versions) {
		return Published{}, unknownVersion(version)
	}
	now, err := d.Current(ctx, m)
	if err != nil {
		return Published{}, err
	}
	if version == 0 || now.Digest.Version != version {
		p := Published{Version: now.Digest.Version}
		if version > 0 {
			p.Changes = now.Inputs.Since(versions[version-1].Inputs)
		}
		return p, nil
	}
	return d.publish(ctx, m, now, by)
}

func (d *Drafts) publish(ctx context.Context, m Meeting, v StoredDigest, by UserID) (Published, error) {
	done := Published{Version: v.Digest.Version, Done: true, Before: v.Digest.State == DigestPublished}
	if done.Before {
		return done, nil
	}
	at := d.clock.Now()
	if err := d.advance(ctx, m, v.Digest.Version, DigestApproved, by, at); err != nil {
		return Published{}, err
	}
	if v.Digest.State = DigestPublished; v.ApprovedBy == "" {
		v.ApprovedBy, v.ApprovedAt = by, at
	}
	v.PublishedAt = at
	posts, err := d.postPublished(ctx, m, v, at)
	if err != nil {
		return Published{}, err
	}
	p := Publication{Version: v.Digest.Version, PublishedAt: at, Inputs: v.Inputs, Posts: posts}
	if err := d.store.SavePublication(ctx, m.ID, p); err != nil {
		return Published{}, err
	}
	if err := d.advance(ctx, m, v.Digest.Version, DigestPublished, by, at); err != nil {
		return Published{}, err
	}
	return done, errors.Join(d.tellPublished(ctx, m, v), d.Supersede(ctx, m))
}

// tellPublished tells the working group who approved what.
func (d *Drafts) tellPublished(ctx context.Context, m Meeting, v StoredDigest) error {
	var errs []error
	for _, lane := range d.register.Settings().Roles.WorkingGroup.Lanes() {
		errs = append(errs, d.queue.Enqueue(ctx, Intent{
			ID: IntentID("published_by", fold(m.ID), strconv.Itoa(v.Digest.Version), string(lane)), Lane: lane, QueuedAt: d.clock.Now(),
			Content: Notice{Key: "published_by", Args: map[string]any{"Title": m.Title, "Version": v.Digest.Version}, People: map[string]UserID{"By": v.ApprovedBy}},
		}))
	}
	return errors.Join(errs...)
}

// advance moves a version on, unless it has come that far already.
func (d *Drafts) advance(ctx context.Context, m Meeting, version int, to DigestState, by UserID, at time.Time) error {
	err := d.store.Advance(ctx, m.ID, version, to, by, at)
	if err != nil && CodeOf(err) == CodeConflict {
		return nil
	}
	return err
}

// postPublished sends a version to the meeting's channels and to staff.
func (d *Drafts) postPublished(ctx context.Context, m Meeting, v StoredDigest, at time.Time) ([]PostedUnder, error) {
	directory, err := d.register.FreshDirectory(ctx)
	if err != nil {
		return nil, err
	}
	var channels []Lane
	for _, c := range m.PostChannels(directory.Organisations()) {
		channels = append(channels, Lane(c))
	}
	id := IntentID("publish", fold(m.ID), strconv.Itoa(v.Digest.Version))
	var posts []PostedUnder
	for _, to := range []struct {
		audience Audience
		lanes    []Lane
		id       string
	}{{AudienceMeeting, channels, id}, {AudienceStaff, d.register.Settings().Roles.Staff.Lanes(), IntentID(id, "staff")}} {
		if err := d.show(ctx, m, v, to.audience, to.lanes, to.id, at); err != nil {
			return nil, err
		}
		for _, lane := range to.lanes {
			posts = append(posts, PostedUnder{IntentID(to.id, string(lane)), lane})
		}
	}
	return posts, nil
}

// TellUnpublished tells the working group that nothing is published a day
// before the meeting.
func (d *Drafts) TellUnpublished(ctx context.Context, m Meeting) error {
	versions, err := d.store.Versions(ctx, m.ID)
	if err != nil {
		return err
	}
	for _, v := range versions {
		if v.Digest.State == DigestPublished {
			return nil
		}
	}
	var errs []error
	for _, lane := range d.register.Settings().Roles.WorkingGroup.Lanes() {
		errs = append(errs, d.queue.Enqueue(ctx, Intent{
			ID: IntentID("unpublished", fold(m.ID), string(lane)), Lane: lane, QueuedAt: d.clock.Now(),
			Content: Notice{Key: "unpublished", Args: map[string]any{"Meeting": string(m.ID), "Title": m.Title, "Starts": m.Starts.Format(time.RFC3339)}},
		}))
	}
	return errors.Join(errs...)
}
