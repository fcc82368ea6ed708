package flows_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// removedDrafts supersedes, and lists the drafts whose messages lose their words,
// by lane and what they were posted under.
func (w *world) removedDrafts() []string {
	w.t.Helper()
	w.must(w.jobs.Drafts.Supersede(w.t.Context(), w.meeting()))
	out := []string{}
	for lane, all := range sentTo[flows.Superseded](w) {
		for _, c := range all {
			if c.Draft {
				out = append(out, string(lane)+" "+c.Intent)
			}
		}
	}
	slices.Sort(out)
	return out
}

// draftPosts lists the messages in which drafts were sent.
func (w *world) draftPosts() []string {
	w.t.Helper()
	out := []string{}
	for _, i := range w.deliver() {
		if _, ok := i.Content.(flows.DigestPost); ok {
			out = append(out, string(i.Lane)+" "+i.ID)
		}
	}
	slices.Sort(out)
	return out
}

// What an organisation withdrew is taken out of every draft that it stood in,
// wherever that was shown, and of the stored versions; a draft without it stays.
func TestWithdrawnFromDrafts(t *testing.T) {
	w := newWorld(t)
	w.ask()
	w.answer(bildning, "q1", often)
	w.show(official) // before the answer that is withdrawn
	w.draftPosts()
	r := w.answer(kompis, "q2", dear)
	w.show(group)
	w.must(w.jobs.Drafts.Show(t.Context(), w.meeting(), 2, official, "theme"))
	w.clock.set(closes.Add(19 * time.Hour))
	w.must(w.jobs.Drafts.Fire(t.Context(), w.meeting(), "f1"))
	posted := w.draftPosts()
	if len(posted) != 3 {
		t.Fatalf("the draft was shown in %q, want 3 messages", posted)
	}
	if got := w.removedDrafts(); len(got) != 0 {
		t.Errorf("removed %q though nothing was withdrawn", got)
	}
	w.delete(r)
	if diff := cmp.Diff(posted, w.removedDrafts()); diff != "" {
		t.Errorf("removed drafts (-want +got):\n%s", diff)
	}
	if kept := w.kept(); strings.Contains(kept, dear) || !strings.Contains(kept, often) {
		t.Errorf("kept:\n%s", kept)
	}
	if got := w.removedDrafts(); len(got) != 0 {
		t.Errorf("removed again: %q", got)
	}
}

// The draft from which a version was published loses its words with it.
func TestWithdrawnFromAPublishedDraft(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", often)
	w.show(group)
	posted := w.draftPosts()
	w.publish(1)
	w.deliver()
	w.delete(r)
	if diff := cmp.Diff(posted, w.removedDrafts()); diff != "" {
		t.Errorf("removed drafts (-want +got):\n%s", diff)
	}
}

// A draft stays as it is while the working group sets answers aside in it, and
// loses its words when the organisation no longer lets them be shown.
func TestDraftsThatStay(t *testing.T) {
	w := newWorld(t)
	w.ask()
	answer := form(kompis, "q1", often)
	_, err := w.answers.Submit(t.Context(), answer)
	w.must(err)
	aside := w.answer(bildning, "q2", dear)
	w.show(group)
	posted := w.draftPosts()
	w.react(group, aside, flows.ReactionSetAside, true)
	if got := w.removedDrafts(); len(got) != 0 {
		t.Errorf("removed %q when an answer was set aside", got)
	}
	answer.Attribution = flows.AttributionWorkingGroup
	_, err = w.answers.Submit(t.Context(), answer)
	w.must(err)
	if diff := cmp.Diff(posted, w.removedDrafts()); diff != "" {
		t.Errorf("removed drafts (-want +got):\n%s", diff)
	}
}

// Drafts of a meeting that is removed from the config are not forgotten.
func TestWithdrawnFromADraftOfARemovedMeeting(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", often)
	w.show(group)
	posted := w.draftPosts()
	w.delete(r)
	settings := theSettings()
	settings.Meetings = nil
	w.wire(settings)
	w.must(w.jobs.Drafts.SupersedeAll(t.Context()))
	var got []string
	for lane, all := range sentTo[flows.Superseded](w) {
		for _, c := range all {
			got = append(got, string(lane)+" "+c.Intent)
		}
	}
	if diff := cmp.Diff(posted, got); diff != "" {
		t.Errorf("removed drafts (-want +got):\n%s", diff)
	}
}
