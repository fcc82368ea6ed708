package flows_test

import (
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
)

func (w *world) versions() []flows.StoredDigest {
	w.t.Helper()
	v, err := w.store.Versions(w.t.Context(), meetingID)
	w.must(err)
	return v
}

func (w *world) publish(version int) flows.Published {
	w.t.Helper()
	p, err := w.jobs.Drafts.Publish(w.t.Context(), w.meeting(), version, group)
	w.must(err)
	return p
}

// show sends the digest to a person.
func (w *world) show(to flows.UserID) {
	w.t.Helper()
	w.must(w.jobs.Drafts.Show(w.t.Context(), w.meeting(), 0, to, string(w.ts())))
}

// answered is a consultation with an answer, and its draft shown to the working group.
func answered(t *testing.T) (*world, flows.DigestPost) {
	t.Helper()
	w := newWorld(t)
	w.ask()
	w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	w.clock.set(closes.Add(19 * time.Hour))
	w.must(w.jobs.Drafts.Fire(t.Context(), w.meeting(), "f1"))
	shown := sentTo[flows.DigestPost](w)
	if len(shown) != 1 || len(shown[groupLane]) != 1 {
		t.Fatalf("the draft was shown to %d lanes, %d times to the working group", len(shown), len(shown[groupLane]))
	}
	return w, shown[groupLane][0]
}

// The first firing after closes shows the draft to the working group, with its document.
func TestDraftIsShownToTheWorkingGroup(t *testing.T) {
	w, post := answered(t)
	if post.Audience != flows.AudienceWorkingGroup || post.Digest.Version != 1 || post.Digest.State != flows.DigestDraft || post.Theme != 0 {
		t.Errorf("shown: %s, version %d, %s, theme %d", post.Audience, post.Digest.Version, post.Digest.State, post.Theme)
	}
	if !strings.Contains(string(post.Document), "Läxhjälp ger barnen bättre betyg.") || post.FileName != "underlag-2023-11-07-v1.html" {
		t.Errorf("document %q of %d bytes", post.FileName, len(post.Document))
	}
	w.must(w.jobs.Drafts.Fire(t.Context(), w.meeting(), "f1"))
	if again := w.deliver(); len(again) != 0 {
		t.Errorf("the same firing again sent %+v", again)
	}
	if got := len(w.versions()); got != 1 {
		t.Errorf("%d versions, want 1", got)
	}
}

// A version is made once for the same content, by whichever replica.
func TestCurrentMakesOneVersionOfTheSameContent(t *testing.T) {
	w := newWorld(t)
	w.ask()
	w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	m := w.meeting()
	done := make(chan error, 4)
	for range 4 {
		go func() {
			_, err := w.jobs.Drafts.Current(t.Context(), m)
			done <- err
		}()
	}
	for range 4 {
		w.must(<-done)
	}
	if got := len(w.versions()); got != 1 {
		t.Errorf("%d versions, want 1", got)
	}
}

// `samrad digest` makes no version: it has the number of the stored version
// with the same content, else the next as a draft.
func TestPreview(t *testing.T) {
	w := newWorld(t)
	w.ask()
	check := func(when string, version int, state flows.DigestState, stored int) {
		t.Helper()
		d, err := w.jobs.Drafts.Preview(t.Context(), w.meeting())
		w.must(err)
		if d.Version != version || d.State != state || len(w.versions()) != stored {
			t.Errorf("%s: version %d, %s, %d stored; want %d, %s, %d", when, d.Version, d.State, len(w.versions()), version, state, stored)
		}
	}
	check("before anything", 1, flows.DigestDraft, 0)
	r := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	_, err := w.jobs.Drafts.Current(t.Context(), w.meeting())
	w.must(err)
	check("with a version", 1, flows.DigestDraft, 1)
	w.publish(1)
	check("published", 1, flows.DigestPublished, 1)
	w.clock.set(midway.Add(time.Hour))
	w.delete(r)
	check("after a change", 2, flows.DigestDraft, 1)
}

// A change that was undone leaves a version as it is, and is the newest change
// included: the time of what `samrad digest` prints never goes back.
func TestPreviewIsAsOfTheNewestChange(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	_, err := w.jobs.Drafts.Current(t.Context(), w.meeting())
	w.must(err)
	w.publish(1)
	var last time.Time
	for i, c := range []struct {
		name    string
		added   bool
		version int
		state   flows.DigestState
	}{
		{"set aside", true, 2, flows.DigestDraft},
		{"undone", false, 1, flows.DigestPublished},
		{"set aside again", true, 2, flows.DigestDraft},
		{"undone again", false, 1, flows.DigestPublished},
	} {
		w.run(c.name, func(t *testing.T) {
			w.clock.set(midway.Add(time.Duration(i+1) * time.Hour))
			w.react(kompis, r, flows.ReactionSetAside, c.added)
			d, err := w.jobs.Drafts.Preview(t.Context(), w.meeting())
			w.must(err)
			if d.Version != c.version || d.State != c.state {
				t.Errorf("version %d, %s; want %d, %s", d.Version, d.State, c.version, c.state)
			}
			if d.AsOf.Before(w.clock.Now()) || !d.AsOf.After(last) {
				t.Errorf("as of %s; the change was at %s, the last digest of %s", d.AsOf, w.clock.Now(), last)
			}
			last = d.AsOf
		})
	}
}

// Machines read a time also where nothing has come: that from which answers come.
func TestPreviewOfNothing(t *testing.T) {
	w := newWorld(t)
	d, err := w.jobs.Drafts.Preview(t.Context(), w.meeting())
	w.must(err)
	if !d.AsOf.IsZero() || !d.Opens.Equal(opens) {
		t.Errorf("as of %s, opens %s; want none and %s", d.AsOf, d.Opens, opens)
	}
}

// A person who asks gets the whole or one theme, by direct message, once a request.
func TestShow(t *testing.T) {
	w, _ := answered(t)
	for range 2 {
		w.must(w.jobs.Drafts.Show(t.Context(), w.meeting(), 2, group, "trigger1"))
	}
	w.must(w.jobs.Drafts.Show(t.Context(), w.meeting(), 0, group, "trigger2"))
	got := sentTo[flows.DigestPost](w)[flows.Lane(group)]
	if len(got) != 2 || got[0].Theme != 2 || got[1].Theme != 0 || got[0].Audience != flows.AudienceCaller {
		t.Errorf("shown %d times: %+v", len(got), got)
	}
}

// What is sent in Slack names no organisation, although its store does.
func TestWhatIsSentIsUnattributed(t *testing.T) {
	w, _ := answered(t)
	w.publish(1)
	w.must(w.jobs.Drafts.Show(t.Context(), w.meeting(), 0, group, "trigger"))
	w.deliver()
	n := 0
	for _, i := range w.outbox {
		p, ok := i.Content.(flows.DigestPost)
		if !ok {
			continue
		}
		n++
		for _, s := range statementsOf(p.Digest) {
			if s.Organisation != "" || s.Name != "" {
				t.Errorf("%s: a statement of %q", i.Lane, s.Organisation)
			}
		}
		if p.Digest.Attributed || strings.Contains(string(p.Document), "Kompis") {
			t.Errorf("%s: attributed", i.Lane)
		}
	}
	if n != 5 {
		t.Errorf("%d digests were sent, want 5", n)
	}
	if !w.versions()[0].Digest.Attributed {
		t.Error("the stored version is not the attributed one")
	}
}

// A digest that is unpublished a day before the meeting is told of, once.
func TestUnpublishedIsToldOnce(t *testing.T) {
	for _, c := range []struct {
		name    string
		publish bool
		told    int
	}{{"a draft", false, 1}, {"published", true, 0}} {
		t.Run(c.name, func(t *testing.T) {
			w, _ := answered(t)
			if c.publish {
				w.publish(1)
			}
			w.deliver()
			for range 2 {
				w.must(w.jobs.Drafts.TellUnpublished(t.Context(), w.meeting()))
			}
			sent := sentTo[flows.Notice](w)
			if len(sent) != c.told || len(sent[groupLane]) != c.told {
				t.Fatalf("told %+v", sent)
			}
			for _, n := range sent[groupLane] {
				if n.Key != "unpublished" || n.Args["Meeting"] != string(meetingID) {
					t.Errorf("told %+v", n)
				}
			}
		})
	}
}
