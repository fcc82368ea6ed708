package flows_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// From a draft over its publication and a withdrawal to version 2, which says
// what has changed and has none of the withdrawn words.
func TestVersions(t *testing.T) {
	b := newBoard(t)
	first, _, third := b.busAnswers()
	v := b.look()
	_, err := b.edit(v, flows.PointEdit{Point: with(t, v, often), Label: "Fler kvällsturer"})
	b.must(err)
	b.show(group)
	if got := b.publish(1); !got.Done {
		t.Fatalf("published: %+v", got)
	}
	b.deliver()
	b.must(b.jobs.Drafts.Supersede(t.Context(), b.meeting()))
	if sent := b.deliver(); len(sent) != 0 {
		t.Errorf("sent %+v though nothing was withdrawn", sent)
	}

	b.clock.set(midway.Add(time.Hour))
	b.delete(third)
	for range 2 { // it is told once
		b.must(b.jobs.Drafts.Supersede(t.Context(), b.meeting()))
	}
	sent := b.deliver()
	notices, lanes := 0, map[flows.Lane]int{}
	for _, i := range sent {
		switch c := i.Content.(type) {
		case flows.Superseded:
			lanes[i.Lane]++
			if c.Version != 1 || c.By != 0 || c.Draft != strings.HasPrefix(c.Intent, "digest/") || !c.Draft && !strings.HasPrefix(c.Intent, "publish/2023-11-07/1/") {
				t.Errorf("superseded %+v", c)
			}
		case flows.Notice:
			notices++
			if c.Key != "published_superseded" || i.Lane != groupLane || c.Args["Count"] != 1.0 {
				t.Errorf("notice %+v to %s", c, i.Lane)
			}
		}
	}
	if diff := cmp.Diff(map[flows.Lane]int{flows.Lane(room): 1, flows.Lane(ownRoom): 1, staffLane: 1, flows.Lane(group): 1}, lanes); diff != "" || notices != 1 {
		t.Errorf("%d notices; superseded in (-want +got):\n%s", notices, diff)
	}
	_, err = b.jobs.Drafts.Version(t.Context(), b.meeting(), 1)
	wantCode(t, err, flows.CodeConflict)

	b.answer(bildning, "q2", "Läxhjälp.")
	b.show(group)
	posts := sentTo[flows.DigestPost](b.world)[flows.Lane(group)]
	second := posts[len(posts)-1].Digest
	want := &flows.VersionChanges{Version: 1, PublishedAt: midway, Changes: flows.Changes{New: 1, Withdrawn: 1}, Questions: []flows.QuestionChanges{
		{ID: "q1", Text: "Hur främjar bildning integrationen?", Withdrawn: 1},
		{ID: "q2", Text: "Vilka insatser ges i dag?", NewOrganisations: 1, NewPoints: []string{"Läxhjälp."}},
	}}
	if diff := cmp.Diff(want, second.Changes, equalTimes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if doc := string(posts[len(posts)-1].Document); strings.Contains(doc, dear) || !strings.Contains(doc, "Fler kvällsturer") {
		t.Error("version 2 has the withdrawn words, or not what was decided")
	}
	if got := b.publish(second.Version); !got.Done {
		t.Fatalf("published: %+v", got)
	}
	b.delete(first)
	b.deliver()
	all, err := b.store.Publications(t.Context(), meetingID)
	b.must(err)
	if len(all) != 2 || all[0].SupersededAt.IsZero() || !all[1].SupersededAt.IsZero() {
		t.Errorf("publications %+v", all)
	}
}

var equalTimes = cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })

// A newer version takes the place of one that held until then.
func TestNewerVersionSupersedes(t *testing.T) {
	w, _ := answered(t)
	w.publish(1)
	w.deliver()
	w.answer(bildning, "q3", "Vi möts.")
	w.show(group)
	w.publish(2)
	var by []int
	for _, i := range w.deliver() {
		if c, ok := i.Content.(flows.Superseded); ok {
			by = append(by, c.By)
		}
	}
	if diff := cmp.Diff([]int{2, 2, 2}, by); diff != "" {
		t.Errorf("superseded by (-want +got):\n%s", diff)
	}
}

// An answer that is set aside after publishing, and taken up again, leaves the
// channels without a digest: it can be published anew.
func TestPublishAfterSetAsideByMistake(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Läxhjälp ger barnen bättre betyg.")
	w.show(group)
	w.publish(1)
	w.react(group, r, flows.ReactionSetAside, true)
	w.must(w.jobs.Drafts.Supersede(t.Context(), w.meeting()))
	w.react(group, r, flows.ReactionSetAside, false)
	d, err := w.jobs.Drafts.Preview(t.Context(), w.meeting())
	w.must(err)
	if d.Version != 2 || d.State != flows.DigestDraft || d.Superseded {
		t.Errorf("version %d is %s, superseded: %t; want a draft of the next", d.Version, d.State, d.Superseded)
	}
	w.show(group)
	w.deliver()
	if got := w.publish(0); !got.Done || got.Before || got.Version != 2 {
		t.Errorf("published: %+v", got)
	}
	if posts := sentTo[flows.DigestPost](w); len(posts) != 3 {
		t.Errorf("posted in %d lanes, want 3", len(posts))
	}
}

// What an organisation lets be shown no longer, a name or its words, makes what is
// published hold no more; what it lets be shown besides does not.
func TestShownNoLonger(t *testing.T) {
	for _, c := range []struct {
		was, is    flows.Attribution
		superseded int
	}{
		{flows.AttributionNamed, flows.AttributionUnnamed, 4},
		{flows.AttributionNamed, flows.AttributionWorkingGroup, 4},
		{flows.AttributionUnnamed, flows.AttributionWorkingGroup, 4},
		{flows.AttributionUnnamed, flows.AttributionNamed, 0},
		{flows.AttributionWorkingGroup, flows.AttributionNamed, 0},
		{flows.AttributionWorkingGroup, flows.AttributionWorkingGroup, 0},
	} {
		t.Run(string(c.was+" to "+c.is), func(t *testing.T) {
			w := newWorld(t)
			w.ask()
			answer := form(kompis, "q1", often)
			answer.Attribution = c.was
			_, err := w.answers.Submit(t.Context(), answer)
			w.must(err)
			w.show(group)
			w.publish(1)
			answer.Attribution = c.is
			_, err = w.answers.Submit(t.Context(), answer)
			w.must(err)
			w.must(w.jobs.Drafts.Supersede(t.Context(), w.meeting()))
			if got := len(sentTo[flows.Superseded](w)); got != c.superseded {
				t.Errorf("superseded in %d lanes, want %d", got, c.superseded)
			}
			_, err = w.jobs.Drafts.Version(t.Context(), w.meeting(), 1)
			if refused := err != nil; refused != (c.superseded > 0) {
				t.Errorf("read again: %v", err)
			}
		})
	}
}
