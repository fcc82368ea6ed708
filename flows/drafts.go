package flows

import (
	"context"
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
	store    draftStore
	queue    Queue
	register *Register
	renderer Renderer
	clock    Clock

	// ReadBack reads the threads back before a digest is made for people; nil:
	// nothing is read.
	ReadBack *Reconciler
}

type draftStore interface {
	DigestStore
	PublicationStore
	DraftPostStore
}

// NewDrafts makes a Drafts.
func NewDrafts(compiler *Compiler, store draftStore, queue Queue, register *Register, renderer Renderer, clock Clock) *Drafts {
	return &Drafts{compiler: compiler, store: store, queue: queue, register: register, renderer: renderer, clock: clock}
}

// Preview compiles a meeting's digest without making a version: it has the
// number and state of the newest stored version with the same content, else the
// next number, as a draft. Its time is that of the newest change there is now: a
// change that was undone leaves the content as it was.
func (d *Drafts) Preview(ctx context.Context, m Meeting) (Digest, error) {
	v, versions, _, err := d.compile(ctx, m)
	if err != nil {
		return Digest{}, err
	}
	if w, err := m.Window(); err == nil {
		v.Digest.Opens = w.Opens.UTC()
	}
	for _, old := range slices.Backward(versions) {
		if old.Fingerprint == v.Fingerprint {
			v.Digest.Version, v.Digest.State = old.Digest.Version, old.Digest.State
			v.ApprovedBy, v.ApprovedAt, v.PublishedAt = old.ApprovedBy, old.ApprovedAt, old.PublishedAt
			break
		}
	}
	return d.edition(ctx, m, v, versions)
}

// edition is a version as people read it: with who approved it, what came since
// the version published before, and whether it still holds.
func (d *Drafts) edition(ctx context.Context, m Meeting, v StoredDigest, versions []StoredDigest) (Digest, error) {
	v.Digest.ApprovedBy, v.Digest.ApprovedAt, v.Digest.PublishedAt = v.ApprovedBy, v.ApprovedAt.UTC(), v.PublishedAt.UTC()
	for _, old := range slices.Backward(versions) {
		if old.Digest.State == DigestPublished && old.Digest.Version < v.Digest.Version {
			changes := ChangesSince(old, v)
			v.Digest.Changes = &changes
			break
		}
	}
	if v.Digest.State != DigestPublished {
		return v.Digest, nil
	}
	published, err := d.store.Publications(ctx, m.ID)
	for _, p := range published {
		if p.Version == v.Digest.Version {
			v.Digest.Superseded = !p.SupersededAt.IsZero()
		}
	}
	return v.Digest, err
}

// compile makes the next version, and returns it with those that are stored.
func (d *Drafts) compile(ctx context.Context, m Meeting) (v StoredDigest, versions []StoredDigest, standing map[string]bool, err error) {
	compiled, err := d.compiler.Compile(ctx, m)
	if err != nil {
		return StoredDigest{}, nil, nil, err
	}
	sum, err := fingerprint(compiled.Digest)
	if err != nil {
		return StoredDigest{}, nil, nil, err
	}
	versions, err = d.store.Versions(ctx, m.ID)
	if err != nil {
		return StoredDigest{}, nil, nil, err
	}
	published, err := d.store.Publications(ctx, m.ID)
	if err != nil {
		return StoredDigest{}, nil, nil, err
	}
	for _, p := range published {
		if !p.SupersededAt.IsZero() && p.Version <= len(versions) {
			versions[p.Version-1].Fingerprint = "" // taken out of the channels: the same content is a version of its own
		}
	}
	compiled.Digest.Version, compiled.Digest.State = len(versions)+1, DigestDraft
	return StoredDigest{Digest: compiled.Digest, Fingerprint: sum, Inputs: compiled.Inputs, MadeAt: d.clock.Now()}, versions, compiled.Standing, nil
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
		v, versions, standing, compileErr := d.compile(ctx, m)
		if compileErr != nil {
			return v, compileErr
		}
		if err := d.forgetIn(ctx, m, versions, standing); err != nil {
			return v, err
		}
		if n := len(versions); n > 0 && versions[n-1].Fingerprint == v.Fingerprint {
			return versions[n-1], nil
		}
		v.Digest.forgetEarlier()
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
	window, err := m.Window()
	if err != nil {
		return err
	}
	lanes, id := d.register.Settings().Roles.WorkingGroup.Lanes(), IntentID("draft", fold(m.ID), firing)
	for _, lane := range lanes {
		if err := d.store.SaveShown(ctx, m.ID, lane, v.Digest.Version); err != nil {
			return err
		}
		if err := d.noteDraft(ctx, m, v, PostedUnder{IntentID(id, string(lane)), lane}, window.Closes); err != nil {
			return err
		}
	}
	return d.show(ctx, m, v, AudienceWorkingGroup, lanes, id, window.Closes)
}

// Show sends a digest to the person who asked for it, by direct message: the
// whole, or one theme (from 1). name makes the request distinct.
func (d *Drafts) Show(ctx context.Context, m Meeting, theme int, to UserID, name string) error {
	v, err := d.fresh(ctx, m)
	if err != nil {
		return err
	}
	post, err := d.post(ctx, m, v, AudienceCaller)
	if err != nil {
		return err
	}
	if post.Theme = theme; theme == 0 {
		if err := d.store.SaveShown(ctx, m.ID, Lane(to), v.Digest.Version); err != nil {
			return err
		}
	}
	id, now := IntentID("digest", fold(m.ID), name), d.clock.Now()
	if err := d.noteDraft(ctx, m, v, PostedUnder{id, Lane(to)}, now); err != nil {
		return err
	}
	return d.queue.Enqueue(ctx, Intent{ID: id, Lane: Lane(to), QueuedAt: now, Content: post})
}

func (d *Drafts) show(ctx context.Context, m Meeting, v StoredDigest, to Audience, lanes []Lane, id string, since time.Time) error {
	post, err := d.post(ctx, m, v, to)
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
func (d *Drafts) post(ctx context.Context, m Meeting, v StoredDigest, to Audience) (DigestPost, error) {
	versions, err := d.store.Versions(ctx, m.ID)
	if err != nil {
		return DigestPost{}, err
	}
	digest, err := d.edition(ctx, m, v, versions)
	if err != nil {
		return DigestPost{}, err
	}
	digest = digest.Unattributed()
	file, err := d.renderer.Render(digest, attachmentFormat)
	if err != nil {
		return DigestPost{}, err
	}
	out := DigestPost{Digest: digest, Audience: to, FileName: d.renderer.FileName(digest, attachmentFormat), Document: file}
	if to == AudienceWorkingGroup || to == AudienceCaller {
		out.Threads, err = d.threads(ctx, m)
	}
	return out, err
}

// threads are the questions' posts in the meeting's first channel: an
// organisation's own would tell whose it is.
func (d *Drafts) threads(ctx context.Context, m Meeting) ([]ThreadOf, error) {
	if len(m.Channels) == 0 {
		return nil, nil
	}
	posts, err := d.compiler.store.Posts(ctx, m.ID, m.Channels[:1])
	var out []ThreadOf
	for _, p := range posts {
		if p.Place.Channel == m.Channels[0] {
			out = append(out, ThreadOf{p.Question, p.Place})
		}
	}
	return out, err
}

// Version is a version as everybody may read it, or what to say instead: one
// with answers that were taken away since is not shown again.
func (d *Drafts) Version(ctx context.Context, m Meeting, version int) (Digest, error) {
	versions, err := d.store.Versions(ctx, m.ID)
	if err != nil {
		return Digest{}, err
	}
	if version < 1 || version > len(versions) {
		return Digest{}, unknownVersion(version)
	}
	v := versions[version-1]
	_, all, _, err := d.compiler.material(ctx, m)
	if err != nil {
		return Digest{}, err
	}
	if InputsOf(all).Since(v.Inputs).Withdrawn+noMore(v.Digest.shown(), all) > 0 {
		return Digest{}, &Error{Code: CodeConflict, What: "answers were taken away since version " + strconv.Itoa(version),
			Say: Notice{Key: "version_superseded", Args: map[string]any{"Version": version}}}
	}
	digest, err := d.edition(ctx, m, v, versions)
	return digest.Unattributed(), err
}

func unknownVersion(version int) error {
	return &Error{Code: CodeNotFound, What: "no version " + strconv.Itoa(version), Say: Notice{Key: "unknown_version", Args: map[string]any{"Version": version}}}
}

func fold(id MeetingID) string { return strings.ToLower(string(id)) }
