package flows

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Renderer writes a digest as a file; flows/document implements it.
type Renderer interface {
	Render(d Digest, format string) ([]byte, error)
	FileName(d Digest, format string) string
}

// attachmentFormat is the form of the document that goes with a message: it
// opens on a phone and prints.
const attachmentFormat = "html"

// Drafts makes the versions of digests, shows and publishes them.
type Drafts struct {
	compiler *Compiler
	store    DigestStore
	queue    Queue
	register *Register
	renderer Renderer
	clock    Clock

	// ReadBack reads the threads back before a digest is made for people; nil:
	// nothing is read.
	ReadBack *Reconciler
}

// NewDrafts makes a Drafts.
func NewDrafts(compiler *Compiler, store DigestStore, queue Queue, register *Register, renderer Renderer, clock Clock) *Drafts {
	return &Drafts{compiler: compiler, store: store, queue: queue, register: register, renderer: renderer, clock: clock}
}

// Preview compiles a meeting's digest without making a version: it has the
// number and state of the newest stored version with the same content, else the
// next number, as a draft. Its time is that of the newest change there is now: a
// change that was undone leaves the content as it was.
func (d *Drafts) Preview(ctx context.Context, m Meeting) (Digest, error) {
	v, versions, err := d.compile(ctx, m)
	if err != nil {
		return Digest{}, err
	}
	if w, err := m.Window(); err == nil {
		v.Digest.Opens = w.Opens.UTC()
	}
	for _, old := range slices.Backward(versions) {
		if old.Fingerprint == v.Fingerprint {
			v.Digest.Version, v.Digest.State = old.Digest.Version, old.Digest.State
			break
		}
	}
	return v.Digest, nil
}

// compile makes the next version, and returns it with those that are stored.
func (d *Drafts) compile(ctx context.Context, m Meeting) (StoredDigest, []StoredDigest, error) {
	compiled, err := d.compiler.Compile(ctx, m)
	if err != nil {
		return StoredDigest{}, nil, err
	}
	sum, err := fingerprint(compiled.Digest)
	if err != nil {
		return StoredDigest{}, nil, err
	}
	versions, err := d.store.Versions(ctx, m.ID)
	if err != nil {
		return StoredDigest{}, nil, err
	}
	compiled.Digest.Version, compiled.Digest.State = len(versions)+1, DigestDraft
	return StoredDigest{Digest: compiled.Digest, Fingerprint: sum, Inputs: compiled.Inputs, MadeAt: d.clock.Now()}, versions, nil
}

// versionTries bounds how often making a version starts again because another
// replica made one meanwhile.
const versionTries = 5

// Current makes a version of what there is now, unless that is the newest one.
// Content that is again what it was before gets a version of its own: what
// people saw last is always the newest.
func (d *Drafts) Current(ctx context.Context, m Meeting) (StoredDigest, error) {
	var err error
	for range versionTries {
		v, versions, compileErr := d.compile(ctx, m)
		if compileErr != nil {
			return v, compileErr
		}
		if n := len(versions); n > 0 && versions[n-1].Fingerprint == v.Fingerprint {
			return versions[n-1], nil
		}
		err = d.store.SaveVersion(ctx, v)
		if err == nil {
			return v, nil
		}
		if CodeOf(err) != CodeConflict {
			break
		}
	}
	return StoredDigest{}, err
}

// readBackDeadline bounds how long a digest waits for Slack: what could not be
// read back by then is told in the summary.
const readBackDeadline = 20 * time.Second

// fresh is the current version of what Slack has, as far as Slack answers.
func (d *Drafts) fresh(ctx context.Context, m Meeting) (StoredDigest, error) {
	if d.ReadBack != nil {
		reading, cancel := context.WithTimeout(ctx, readBackDeadline)
		err := d.ReadBack.Refresh(reading, m)
		cancel()
		if CodeOf(err) == CodeStoreDown && err != nil {
			return StoredDigest{}, err
		}
	}
	return d.Current(ctx, m)
}

// Fire compiles the draft after closing, and shows it to the working group.
func (d *Drafts) Fire(ctx context.Context, m Meeting, firing string) error {
	v, err := d.fresh(ctx, m)
	if err != nil {
		return err
	}
	lanes := d.register.Settings().Roles.WorkingGroup.Lanes()
	for _, lane := range lanes {
		if err := d.store.SaveShown(ctx, m.ID, lane, v.Digest.Version); err != nil {
			return err
		}
	}
	window, err := m.Window()
	if err != nil {
		return err
	}
	return d.show(ctx, v, AudienceWorkingGroup, lanes, IntentID("draft", fold(m.ID), firing), window.Closes)
}

// Show sends a digest to the person who asked for it, by direct message: the
// whole, or one theme (from 1). name makes the request distinct.
func (d *Drafts) Show(ctx context.Context, m Meeting, theme int, to UserID, name string) error {
	v, err := d.fresh(ctx, m)
	if err != nil {
		return err
	}
	post, err := d.post(v, AudienceCaller)
	if err != nil {
		return err
	}
	if post.Theme = theme; theme == 0 {
		if err := d.store.SaveShown(ctx, m.ID, Lane(to), v.Digest.Version); err != nil {
			return err
		}
	}
	return d.queue.Enqueue(ctx, Intent{ID: IntentID("digest", fold(m.ID), name), Lane: Lane(to), QueuedAt: d.clock.Now(), Content: post})
}

func (d *Drafts) show(ctx context.Context, v StoredDigest, to Audience, lanes []Lane, id string, since time.Time) error {
	post, err := d.post(v, to)
	if err != nil {
		return err
	}
	intents := make([]Intent, len(lanes))
	for i, lane := range lanes {
		intents[i] = Intent{ID: IntentID(id, string(lane)), Lane: lane, QueuedAt: d.clock.Now(), Since: since, Content: post}
	}
	return d.queue.Enqueue(ctx, intents...)
}

// post makes the message of a version, in the edition without names: messages
// are forwarded. The working group's own is `samrad digest --attributed`.
func (d *Drafts) post(v StoredDigest, to Audience) (DigestPost, error) {
	digest := v.Digest.Unattributed()
	file, err := d.renderer.Render(digest, attachmentFormat)
	if err != nil {
		return DigestPost{}, err
	}
	return DigestPost{Digest: digest, Audience: to, FileName: d.renderer.FileName(digest, attachmentFormat), Document: file}, nil
}

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
		return Published{}, &Error{Code: CodeNotFound, What: "no version " + strconv.Itoa(version), Say: Notice{Key: "unknown_version", Args: map[string]any{"Version": version}}}
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
	if err := d.store.Advance(ctx, m.ID, v.Digest.Version, DigestApproved, by, at); err != nil && CodeOf(err) != CodeConflict {
		return Published{}, err
	}
	directory, err := d.register.FreshDirectory(ctx)
	if err != nil {
		return Published{}, err
	}
	v.Digest.State = DigestPublished
	var channels []Lane
	for _, c := range m.PostChannels(directory.Organisations()) {
		channels = append(channels, Lane(c))
	}
	id := IntentID("publish", fold(m.ID), strconv.Itoa(v.Digest.Version))
	if err := d.show(ctx, v, AudienceMeeting, channels, id, at); err != nil {
		return Published{}, err
	}
	if err := d.show(ctx, v, AudienceStaff, d.register.Settings().Roles.Staff.Lanes(), IntentID(id, "staff"), at); err != nil {
		return Published{}, err
	}
	err = d.store.Advance(ctx, m.ID, v.Digest.Version, DigestPublished, by, at)
	if CodeOf(err) == CodeConflict {
		err = nil
	}
	return done, err
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

func fold(id MeetingID) string { return strings.ToLower(string(id)) }
