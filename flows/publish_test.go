package flows_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// Publishing publishes exactly the draft that was shown, as its approval: in
// the meeting's channels and to staff, once.
func TestPublish(t *testing.T) {
	w, shown := answered(t)
	if diff := cmp.Diff(flows.Published{Version: 1, Done: true}, w.publish(1)); diff != "" {
		t.Errorf("published (-want +got):\n%s", diff)
	}
	posts := sentTo[flows.DigestPost](w)
	want := shown.Digest
	want.State, want.ApprovedAt, want.PublishedAt = flows.DigestPublished, w.clock.Now().UTC(), w.clock.Now().UTC()
	for lane, audience := range map[flows.Lane]flows.Audience{
		flows.Lane(room): flows.AudienceMeeting, flows.Lane(ownRoom): flows.AudienceMeeting, staffLane: flows.AudienceStaff,
	} {
		if len(posts[lane]) != 1 {
			t.Fatalf("%d posts in %s", len(posts[lane]), lane)
		}
		p := posts[lane][0]
		if diff := cmp.Diff(want, p.Digest); diff != "" {
			t.Errorf("%s: not what was shown (-want +got):\n%s", lane, diff)
		}
		if p.Audience != audience || len(p.Document) == 0 || p.FileName == "" {
			t.Errorf("%s: audience %s, file %q of %d bytes", lane, p.Audience, p.FileName, len(p.Document))
		}
	}
	if len(posts) != 3 {
		t.Errorf("posted in %d lanes, want 3", len(posts))
	}
	told := slices.ContainsFunc(w.outbox, func(i flows.Intent) bool {
		n, ok := i.Content.(flows.Notice)
		return ok && i.Lane == groupLane && n.Key == "published_by" && n.People["By"] == group
	})
	if !told {
		t.Error("the working group is not told who published")
	}
	v := w.versions()[0]
	if v.Digest.State != flows.DigestPublished || v.ApprovedBy != group || !v.ApprovedAt.Equal(w.clock.Now()) || !v.PublishedAt.Equal(w.clock.Now()) {
		t.Errorf("stored: %s, approved by %s at %v, published at %v", v.Digest.State, v.ApprovedBy, v.ApprovedAt, v.PublishedAt)
	}
	for _, version := range []int{1, 0} {
		if diff := cmp.Diff(flows.Published{Version: 1, Done: true, Before: true}, w.publish(version)); diff != "" {
			t.Errorf("published again (-want +got):\n%s", diff)
		}
	}
	if again := w.deliver(); len(again) != 0 {
		t.Errorf("published again: %+v", again)
	}
}

// A process that ends between approval and publication leaves a version that
// publishing again brings out.
func TestPublishAfterApprovalAlone(t *testing.T) {
	w, _ := answered(t)
	w.must(w.store.Advance(t.Context(), meetingID, 1, flows.DigestApproved, official, w.clock.Now()))
	if got := w.publish(1); !got.Done || got.Before {
		t.Errorf("published: %+v", got)
	}
	if posts := sentTo[flows.DigestPost](w); len(posts) != 3 {
		t.Errorf("posted in %d lanes, want 3", len(posts))
	}
	if v := w.versions()[0]; v.Digest.State != flows.DigestPublished || v.ApprovedBy != official {
		t.Errorf("stored: %s, approved by %s", v.Digest.State, v.ApprovedBy)
	}
}

// What does not change the digest does not make another version: "nothing to
// add", and a star that was taken off again.
func TestPublishUnchanged(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	w.show(group)
	w.clock.set(midway.Add(time.Hour))
	w.react(kompis, r, flows.ReactionStar, true)
	w.react(kompis, r, flows.ReactionStar, false)
	_, err := w.answers.NothingToAdd(t.Context(), form(bildning, "q1", ""))
	w.must(err)
	if got := w.publish(0); !got.Done || got.Version != 1 {
		t.Errorf("published: %+v", got)
	}
}

// Content that is again what it was is a new version: what people saw last can
// be published, and only that.
func TestPublishAfterThereAndBack(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	for _, on := range []bool{true, false} {
		w.show(group)
		w.react(group, r, flows.ReactionSetAside, on)
	}
	if got := w.publish(0); got.Done || got.Version != 3 {
		t.Errorf("published what was not shown last: %+v", got)
	}
	w.show(group)
	if got := w.publish(0); !got.Done || got.Version != 3 {
		t.Errorf("cannot be published: %+v", got)
	}
}

// What somebody else was shown is not what this person saw.
func TestPublishSeenByOthers(t *testing.T) {
	w := newWorld(t)
	w.ask()
	w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	if got := w.publish(0); got.Done {
		t.Errorf("published what nobody saw: %+v", got)
	}
	w.show(group)
	w.answer(bildning, "q1", "Folkbildning för alla.")
	w.show(official)
	if diff := cmp.Diff(flows.Published{Version: 2, Changes: flows.Changes{New: 1}}, w.publish(0)); diff != "" {
		t.Errorf("published (-want +got):\n%s", diff)
	}
}

// If answers changed since the draft was shown, nothing is published: it says
// what changed, and a new draft is asked about.
func TestPublishAfterChanges(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(w *world, r flows.Reply)
		want   flows.Changes
	}{
		{"a new answer", func(w *world, _ flows.Reply) { w.answer(bildning, "q1", "Folkbildning för alla.") }, flows.Changes{New: 1}},
		{"an edit", func(w *world, r flows.Reply) {
			r.Text, r.EditedTS, r.EventTS = "Läxhjälp ger goda betyg.", w.ts(), w.ts()
			w.collect(r, flows.OutcomeEdited)
		}, flows.Changes{Edited: 1}},
		{"a deletion", func(w *world, r flows.Reply) { w.delete(r) }, flows.Changes{Withdrawn: 1}},
		{"an answer set aside", func(w *world, r flows.Reply) { w.react(group, r, flows.ReactionSetAside, true) }, flows.Changes{Withdrawn: 1}},
		{"a star", func(w *world, r flows.Reply) { w.react(kompis, r, flows.ReactionStar, true) }, flows.Changes{Edited: 1}},
		{"all at once", func(w *world, r flows.Reply) {
			w.delete(r)
			w.answer(bildning, "q1", "Folkbildning för alla.")
			w.answer(kompis, "q3", "En stor roll.")
		}, flows.Changes{New: 2, Withdrawn: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.ask()
			r := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
			_, err := w.jobs.Drafts.Current(t.Context(), w.meeting())
			w.must(err)
			w.deliver()
			w.clock.set(midway.Add(time.Hour))
			c.change(w, r)
			if diff := cmp.Diff(flows.Published{Version: 2, Changes: c.want}, w.publish(1)); diff != "" {
				t.Errorf("published (-want +got):\n%s", diff)
			}
			for _, i := range w.deliver() {
				if _, ok := i.Content.(flows.DigestPost); ok {
					t.Errorf("posted in %s", i.Lane)
				}
			}
			if v := w.versions(); len(v) != 2 || v[0].Digest.State != flows.DigestDraft || v[1].Digest.State != flows.DigestDraft {
				t.Errorf("versions: %+v", v)
			}
			if got := w.publish(2); !got.Done {
				t.Errorf("the new draft was not published: %+v", got)
			}
		})
	}
}

func TestPublishUnknownVersion(t *testing.T) {
	w, _ := answered(t)
	for _, version := range []int{2, -1} {
		_, err := w.jobs.Drafts.Publish(t.Context(), w.meeting(), version, group)
		wantCode(t, err, flows.CodeNotFound)
	}
}

// Where nobody has seen a draft, publishing makes one and asks to look first.
func TestPublishBeforeAnyDraft(t *testing.T) {
	w := newWorld(t)
	w.ask()
	w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	w.deliver()
	if diff := cmp.Diff(flows.Published{Version: 1}, w.publish(0)); diff != "" {
		t.Errorf("published (-want +got):\n%s", diff)
	}
	if posts := sentTo[flows.DigestPost](w); len(posts) != 0 {
		t.Errorf("posted: %+v", posts)
	}
}

// The command publishes for the working group, and sends the new draft to
// whoever tried to publish an old one.
func TestPublishCommand(t *testing.T) {
	w, _ := answered(t)
	view, err := w.commands.Publish(t.Context(), meetingID, 1, kompis, "p0")
	w.must(err)
	if diff := cmp.Diff(flows.View(flows.MissingRightView{Word: flows.WordPublish, Needs: flows.RoleWorkingGroup}), view); diff != "" {
		t.Errorf("a representative (-want +got):\n%s", diff)
	}
	w.answer(bildning, "q1", "Folkbildning för alla.")
	view, err = w.commands.Publish(t.Context(), meetingID, 1, group, "p1")
	w.must(err)
	if n, ok := view.(flows.Notice); !ok || n.Key != "publish_changed" || n.Args["New"] != 1 || n.Args["Version"] != 2 {
		t.Errorf("after a change: %+v", view)
	}
	posts := sentTo[flows.DigestPost](w)
	if got := posts[flows.Lane(group)]; len(posts) != 1 || len(got) != 1 || got[0].Digest.Version != 2 || got[0].Audience != flows.AudienceCaller {
		t.Errorf("shown: %+v", posts)
	}
	for i, want := range []string{"published", "published_before"} {
		view, err = w.commands.Publish(t.Context(), meetingID, 2, group, "p2")
		w.must(err)
		if n, ok := view.(flows.Notice); !ok || n.Key != want {
			t.Errorf("time %d: %+v, want %s", i, view, want)
		}
	}
}
