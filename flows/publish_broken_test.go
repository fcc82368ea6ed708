package flows_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
)

var errEnded = errors.New("the process ended")

// endingStore is a store of a process that ends before some step of publishing:
// it does nothing more from there on.
type endingStore struct {
	*redisstore.Store
	before string
	ended  bool
}

func (s *endingStore) at(step string) error {
	if s.ended = s.ended || step == s.before; s.ended {
		return errEnded
	}
	return nil
}

func (s *endingStore) Advance(ctx context.Context, m flows.MeetingID, version int, to flows.DigestState, by flows.UserID, at time.Time) error {
	if err := s.at(string(to)); err != nil {
		return err
	}
	return s.Store.Advance(ctx, m, version, to, by, at)
}

func (s *endingStore) SavePublication(ctx context.Context, m flows.MeetingID, p flows.Publication) error {
	if err := s.at("publication"); err != nil {
		return err
	}
	return s.Store.SavePublication(ctx, m, p)
}

func (s *endingStore) Enqueue(ctx context.Context, all ...flows.Intent) error {
	if err := s.at(all[0].Content.Kind() + " to " + string(all[0].Lane)); err != nil {
		return err
	}
	return s.Store.Enqueue(ctx, all...)
}

// publishUntil publishes with a process that ends before a step.
func (w *world) publishUntil(step string) {
	w.t.Helper()
	s := &endingStore{Store: w.store, before: step}
	drafts := flows.NewDrafts(w.compiler, s, s, w.register, renderer{}, w.clock)
	if _, err := drafts.Publish(w.t.Context(), w.meeting(), 1, group); !errors.Is(err, errEnded) {
		w.t.Fatalf("error %v, want that of a process that ended", err)
	}
}

// steps are those before which a process that publishes may end.
var publishSteps = []string{"approved", "publication", "digest to C0SAMRAD", "digest to C0STAFF", "published", "notice to C0WG"}

// What a process that ended had sent loses its words too when an answer in it is
// withdrawn, though nobody publishes again.
func TestWithdrawnFromABrokenPublication(t *testing.T) {
	for _, step := range publishSteps {
		t.Run(step, func(t *testing.T) {
			w := newWorld(t)
			w.ask()
			r := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
			w.show(group)
			posted, superseded := make(map[string]bool), make(map[string]bool)
			for _, i := range w.deliver() {
				if _, ok := i.Content.(flows.DigestPost); ok {
					posted[i.ID] = true
				}
			}
			w.publishUntil(step)
			w.delete(r)
			w.clock.set(w.clock.Now().Add(time.Hour))
			w.must(w.jobs.Drafts.Supersede(t.Context(), w.meeting()))
			for _, i := range w.deliver() {
				switch c := i.Content.(type) {
				case flows.DigestPost:
					posted[i.ID] = true
				case flows.Superseded:
					if !posted[c.Intent] && strings.HasPrefix(step, "publish") {
						t.Errorf("%s is superseded before it was posted", c.Intent)
					}
					superseded[c.Intent] = true
				}
			}
			for id := range posted {
				if !superseded[id] {
					t.Errorf("%s keeps its words", id)
				}
			}
		})
	}
}

// A publication that was broken off is finished by publishing again, however
// long after: its messages are those of the first time.
func TestPublishAgainAfterABrokenPublication(t *testing.T) {
	for _, step := range publishSteps {
		t.Run(step, func(t *testing.T) {
			w := newWorld(t)
			w.ask()
			r := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
			w.show(group)
			sent := make(map[string]time.Time)
			for _, i := range w.deliver() {
				sent[i.ID] = w.clock.Now()
			}
			w.publishUntil(step)
			for _, i := range w.deliver() {
				sent[i.ID] = w.clock.Now()
			}
			w.clock.set(w.clock.Now().Add(5 * time.Hour))
			if got := w.publish(1); !got.Done || got.Version != 1 {
				t.Fatalf("published: %+v", got)
			}
			for _, i := range w.deliver() {
				sent[i.ID] = w.clock.Now()
			}
			if v := w.versions()[0]; v.Digest.State != flows.DigestPublished {
				t.Errorf("the version is %s", v.Digest.State)
			}
			w.delete(r)
			w.must(w.jobs.Drafts.Supersede(t.Context(), w.meeting()))
			n := 0
			for lane, all := range sentTo[flows.Superseded](w) {
				for _, c := range all {
					n++
					if at, ok := sent[c.Intent]; !ok || c.PostedAt.After(at) {
						t.Errorf("%s: looked for from %v, it was sent at %v", lane, c.PostedAt, at)
					}
				}
			}
			if n != 4 {
				t.Errorf("%d messages superseded, want the draft's and 3", n)
			}
		})
	}
}

// A version that was broken off on its way out is brought out without anybody.
func TestBrokenPublicationIsFinished(t *testing.T) {
	for _, step := range publishSteps[2:] {
		t.Run(step, func(t *testing.T) {
			w, _ := answered(t)
			w.publishUntil(step)
			supersede := func() { w.must(w.jobs.Drafts.Supersede(t.Context(), w.meeting())) }
			supersede()
			before := len(sentTo[flows.DigestPost](w))
			w.clock.set(w.clock.Now().Add(time.Hour))
			supersede()
			posts := sentTo[flows.DigestPost](w)
			if n := before + len(posts); n != 3 {
				t.Errorf("posted in %d lanes, want 3", n)
			}
			if v := w.versions()[0]; v.Digest.State != flows.DigestPublished || v.ApprovedBy != group || !v.PublishedAt.Equal(w.clock.Now().Add(-time.Hour)) {
				t.Errorf("the version is %s, approved by %q, published at %v", v.Digest.State, v.ApprovedBy, v.PublishedAt)
			}
			supersede()
			if again := w.deliver(); len(again) != 0 {
				t.Errorf("sent again: %+v", again)
			}
		})
	}
}

// approving is a store in which somebody else approves a moment before.
type approving struct{ *redisstore.Store }

func (s approving) Advance(ctx context.Context, m flows.MeetingID, version int, to flows.DigestState, by flows.UserID, at time.Time) error {
	if to == flows.DigestApproved {
		if err := s.Store.Advance(ctx, m, version, to, official, at); err != nil {
			return err
		}
	}
	return s.Store.Advance(ctx, m, version, to, by, at)
}

// Of two people who publish at once the working group is told of the one that the
// version has.
func TestPublishedByWhoApproved(t *testing.T) {
	w, _ := answered(t)
	s := approving{w.store}
	_, err := flows.NewDrafts(w.compiler, s, s, w.register, renderer{}, w.clock).Publish(t.Context(), w.meeting(), 1, group)
	w.must(err)
	for _, n := range sentTo[flows.Notice](w)[groupLane] {
		if n.Key == "published_by" && n.People["By"] != official {
			t.Errorf("approved by %s, want %s", n.People["By"], official)
		}
	}
}
