package flows_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samrad/samrad/flows"
)

// slackThreads is what Slack answers when threads are read back.
type slackThreads struct {
	threads map[flows.MessageTS]flows.ThreadPage
	beside  []flows.Place // messages that stand beside threads
	err     error
	reads   int
	clock   flows.Clock
	during  func() // happens when Slack has answered; nil: nothing
}

func (s *slackThreads) Page(_ context.Context, post flows.Place, _ string) (flows.ThreadPage, error) {
	s.reads++
	page := s.threads[post.TS]
	page.Began = flows.TSOf(s.clock.Now())
	if s.during != nil {
		s.during()
	}
	return page, s.err
}

func (s *slackThreads) Exists(_ context.Context, p flows.Place) (bool, error) {
	for _, b := range s.beside {
		if b == p {
			return true, nil
		}
	}
	return false, nil
}

// readBack reads the meeting's threads back; those that are not given stand
// empty in Slack.
func (w *world) readBack(s *slackThreads) flows.ReadBack {
	w.t.Helper()
	all := w.emptyThreads()
	maps.Copy(all, s.threads)
	s.threads, s.clock = all, w.clock
	found, err := w.reconciler(s).Run(w.t.Context(), w.meeting())
	w.must(err)
	return found
}

// emptyThreads are the meeting's questions, without a reply.
func (w *world) emptyThreads() map[flows.MessageTS]flows.ThreadPage {
	w.t.Helper()
	posts, err := w.store.Posts(w.t.Context(), meetingID, nil)
	w.must(err)
	out := make(map[flows.MessageTS]flows.ThreadPage)
	for _, p := range posts {
		out[p.Place.TS] = thread()
	}
	return out
}

func (w *world) reconciler(s flows.ThreadReader) *flows.Reconciler {
	return flows.NewReconciler(w.store, s, w.collector, w.register, flows.NewTroubles(w.store, w.register, w.clock), w.clock, slog.New(slog.DiscardHandler))
}

func thread(replies ...flows.Reply) flows.ThreadPage {
	return flows.ThreadPage{Root: true, Replies: replies}
}

func TestReadBack(t *testing.T) {
	for _, c := range []struct {
		name  string
		slack func(w *world, stored flows.Reply) *slackThreads
		want  flows.ReadBack
	}{
		{"nothing missed", func(_ *world, r flows.Reply) *slackThreads {
			return &slackThreads{threads: map[flows.MessageTS]flows.ThreadPage{r.Thread: thread(r)}}
		}, flows.ReadBack{}},
		{"a new reply", func(w *world, r flows.Reply) *slackThreads {
			return &slackThreads{threads: map[flows.MessageTS]flows.ThreadPage{r.Thread: thread(r, w.says(bildning, "q1", "Nytt."))}}
		}, flows.ReadBack{New: 1}},
		{"an edit", func(w *world, r flows.Reply) *slackThreads {
			edited := r
			edited.Text, edited.EditedTS, edited.EventTS = "Ändrat.", w.ts(), w.ts()
			return &slackThreads{threads: map[flows.MessageTS]flows.ThreadPage{r.Thread: thread(edited)}}
		}, flows.ReadBack{Edited: 1}},
		{"a deletion", func(_ *world, _ flows.Reply) *slackThreads { return &slackThreads{} }, flows.ReadBack{Withdrawn: 1}},
		{"the post itself is gone", func(_ *world, r flows.Reply) *slackThreads {
			return &slackThreads{threads: map[flows.MessageTS]flows.ThreadPage{r.Thread: {}}}
		}, flows.ReadBack{}},
		{"a message that was counted stands beside the thread", func(_ *world, r flows.Reply) *slackThreads {
			return &slackThreads{beside: []flows.Place{r.Place}}
		}, flows.ReadBack{}},
		{"a star", func(_ *world, r flows.Reply) *slackThreads {
			with := thread(r)
			with.Reactions = []flows.Reaction{{Place: r.Place, User: r.User, Name: flows.ReactionStar, Added: true}}
			return &slackThreads{threads: map[flows.MessageTS]flows.ThreadPage{r.Thread: with}}
		}, flows.ReadBack{Reactions: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.ask()
			r := w.answer(kompis, "q1", "Ett svar.")
			s := c.slack(w, r)
			got := w.readBack(s)
			if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(flows.ReadBack{}, "At", "Threads")); diff != "" {
				t.Errorf("found (-want +got):\n%s", diff)
			}
			if again := w.readBack(s); again.Found() {
				t.Errorf("read again it found %+v", again)
			}
		})
	}
}

// A reaction that comes after Slack was asked, and before its answer is stored,
// stands: the event is the newer.
func TestReactionWhileReading(t *testing.T) {
	for _, c := range []struct {
		name  string
		stood bool // when Slack was asked
	}{{"put on", false}, {"taken off", true}} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.ask()
			r := w.answer(kompis, "q1", "Ett svar.")
			page := thread(r)
			if c.stood {
				w.react(kompis, r, flows.ReactionSetAside, true)
				page.Reactions = []flows.Reaction{{Place: r.Place, User: kompis, Name: flows.ReactionSetAside, Added: true}}
			}
			later := func() { w.clock.set(w.clock.Now().Add(time.Second)) }
			later()
			s := &slackThreads{threads: map[flows.MessageTS]flows.ThreadPage{r.Thread: page}}
			s.during = func() {
				s.during = nil
				later()
				w.react(kompis, r, flows.ReactionSetAside, !c.stood)
				later()
			}
			if found := w.readBack(s); found.Found() {
				t.Errorf("found %+v", found)
			}
			if aside := w.contribution(r).SetAside; aside == c.stood {
				t.Errorf("set aside: %v", aside)
			}
		})
	}
}

// An answer that comes while a thread is read, the first or the second time, is
// not in what Slack answered, and is not taken for deleted.
func TestAnswerWhileReading(t *testing.T) {
	w := newWorld(t)
	w.ask()
	gone := w.answer(kompis, "q1", "Tas bort medan ingen läser.")
	s := &slackThreads{}
	var came []flows.Reply
	s.during = func() {
		came = append(came, w.answer(bildning, "q1", "Kom under läsningen."))
		s.threads[gone.Thread] = thread(came...)
	}
	if found := w.readBack(s); found.Withdrawn != 1 || found.New != 0 || !found.Complete() {
		t.Errorf("found %+v", found)
	}
	for _, r := range append([]flows.Reply{gone}, came...) {
		if got := w.contribution(r); got.Withdrawn != (r.Place == gone.Place) {
			t.Errorf("%s: withdrawn %v", r.Text, got.Withdrawn)
		}
	}
}

// What cannot be read is tried again less and less often, and at once when the
// bot was let in again; what was read is read every hour.
func TestReadBackIsDue(t *testing.T) {
	w := newWorld(t)
	w.ask()
	s := &slackThreads{err: errors.New("not_in_channel"), clock: w.clock}
	r := w.reconciler(s)
	since := w.clock.Now()
	threads := w.emptyThreads()
	readings := func(minutes int) int {
		t.Helper()
		before := s.reads
		for range minutes * 4 {
			w.clock.set(w.clock.Now().Add(15 * time.Second))
			w.must(r.RunDue(t.Context(), since))
		}
		return (s.reads - before) / len(threads)
	}
	if n := readings(4 * 60); n < 6 || n > 11 {
		t.Errorf("in four hours of refusals read %d times, want after 1, 2, 4… 32 minutes and then hourly", n)
	}
	since = w.clock.Now()
	s.err, s.threads = nil, threads
	if n := readings(2); n != 1 {
		t.Errorf("let in again: read %d times, want once", n)
	}
	if n := readings(3 * 60); n != 3 {
		t.Errorf("in three hours read %d times", n)
	}
}

// A reading that fails, or finds nearly everything gone, withdraws nothing.
func TestReadBackWithholds(t *testing.T) {
	w := newWorld(t)
	w.ask()
	for range 6 {
		w.answer(kompis, "q1", "Ett svar.")
	}
	w.deliver()
	got := w.readBack(&slackThreads{})
	if got.Withdrawn != 0 || got.Withheld != 6 || got.Complete() {
		t.Errorf("found %+v", got)
	}
	if told := noticesTo(w.deliver()); len(told) != 1 {
		t.Errorf("told %v", told)
	}
	got = w.readBack(&slackThreads{err: errors.New("slack does not answer")})
	if got.Withdrawn != 0 || got.Failed == 0 || got.Complete() {
		t.Errorf("found %+v when Slack did not answer", got)
	}
	if n := w.digest().Participation.Answered; n != 1 {
		t.Errorf("%d organisations have answered, want 1", n)
	}
}
