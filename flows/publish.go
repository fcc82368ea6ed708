package flows

import (
	"context"
	"errors"
	"slices"
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
	v, err := d.store.Version(ctx, m.ID, v.Digest.Version) // somebody else may have approved it first
	if err != nil {
		return Published{}, err
	}
	if err := d.bringOut(ctx, m, v, at); err != nil {
		return Published{}, err
	}
	return done, d.Supersede(ctx, m)
}

// bringOut sends an approved version, and notes before where to: whatever is sent
// is superseded one day. Done again, it goes on where it was broken off.
func (d *Drafts) bringOut(ctx context.Context, m Meeting, v StoredDigest, at time.Time) error {
	to, err := d.readersOf(ctx, m, v.Digest.Version)
	if err != nil {
		return err
	}
	p, err := d.beginPublication(ctx, m, v, to, at)
	if err != nil {
		return err
	}
	v.Digest.State, v.PublishedAt = DigestPublished, p.PublishedAt
	for _, r := range to {
		if err := d.show(ctx, m, v, r.audience, r.lanes, r.id, p.PublishedAt); err != nil {
			return err
		}
	}
	if err := d.advance(ctx, m, p.Version, DigestPublished, v.ApprovedBy, p.PublishedAt); err != nil {
		return err
	}
	if err := d.tellPublished(ctx, m, v); err != nil {
		return err
	}
	p.PostingSince = time.Time{}
	return d.store.SavePublication(ctx, m.ID, p)
}

func (d *Drafts) beginPublication(ctx context.Context, m Meeting, v StoredDigest, to []readers, at time.Time) (Publication, error) {
	all, err := d.store.Publications(ctx, m.ID)
	if err != nil {
		return Publication{}, err
	}
	p := Publication{Version: v.Digest.Version, PublishedAt: at, Inputs: v.Inputs, Shown: v.Digest.shown()}
	for _, before := range all {
		if before.Version == p.Version {
			p = before
		}
	}
	p.PostingSince = d.clock.Now()
	for _, r := range to {
		for _, lane := range r.lanes {
			if post := (PostedUnder{IntentID(r.id, string(lane)), lane}); !slices.Contains(p.Posts, post) {
				p.Posts = append(p.Posts, post)
			}
		}
	}
	return p, d.store.SavePublication(ctx, m.ID, p)
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

// readers are those to whom one message goes, in each of their lanes.
type readers struct {
	audience Audience
	lanes    []Lane
	id       string
}

// readersOf are the meeting's channels and the staff.
func (d *Drafts) readersOf(ctx context.Context, m Meeting, version int) ([]readers, error) {
	directory, err := d.register.FreshDirectory(ctx)
	if err != nil {
		return nil, err
	}
	var channels []Lane
	for _, c := range m.PostChannels(directory.Organisations()) {
		channels = append(channels, Lane(c))
	}
	id := IntentID("publish", fold(m.ID), strconv.Itoa(version))
	return []readers{{AudienceMeeting, channels, id}, {AudienceStaff, d.register.Settings().Roles.Staff.Lanes(), IntentID(id, "staff")}}, nil
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
