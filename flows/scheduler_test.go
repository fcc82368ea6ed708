package flows_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// firings is a log handler that lists the firings that were done.
type firings struct {
	mu   sync.Mutex
	done []string // "job local"
}

func (f *firings) Enabled(context.Context, slog.Level) bool { return true }
func (f *firings) WithAttrs([]slog.Attr) slog.Handler       { return f }
func (f *firings) WithGroup(string) slog.Handler            { return f }

func (f *firings) Handle(_ context.Context, r slog.Record) error {
	if r.Message != "firing done" {
		return nil
	}
	var job, local string
	r.Attrs(func(a slog.Attr) bool {
		switch a.Key {
		case "job":
			job = a.Value.String()
		case "local":
			local = a.Value.String()
		}
		return true
	})
	f.mu.Lock()
	defer f.mu.Unlock()
	f.done = append(f.done, job+" "+local)
	return nil
}

// take returns what was done since it was last called.
func (f *firings) take() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	done := f.done
	f.done = nil
	return done
}

func (w *world) scheduler(owner string) (*flows.Scheduler, *firings) {
	f := &firings{}
	return flows.NewScheduler(w.store, w.register, w.jobs, w.clock, owner, slog.New(f)), f
}

// tick sets the clock, does what is due, sends what is queued and returns the next time.
func (w *world) tick(s *flows.Scheduler, at time.Time) time.Time {
	w.t.Helper()
	w.clock.set(at)
	next, err := s.Tick(w.t.Context())
	w.must(err)
	w.deliver()
	return next
}

func wantDone(t *testing.T, when string, f *firings, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, f.take()); diff != "" {
		t.Errorf("%s: firings (-want +got):\n%s", when, diff)
	}
}

func at(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2023, month, day, hour, minute, 0, 0, stockholm)
}

// Everything that happens to a meeting from before its window to after it, each
// at its time: the scheduler says itself when it is to be called.
func TestWholeSchedule(t *testing.T) {
	w := newWorld(t)
	s, f := w.scheduler("a")
	next := w.tick(s, at(10, 9, 12, 0))
	var got []string
	for i := 0; i < 40 && next.Before(at(11, 11, 0, 0)); i++ {
		now := next
		next = w.tick(s, now)
		for _, done := range f.take() {
			got = append(got, now.In(stockholm).Format("01-02 15:04 ")+done)
		}
		if !next.After(now) {
			t.Fatalf("at %v the next is %v", now, next)
		}
	}
	want := []string{
		"10-12 17:00 remind/2023-11-07 2023-10-12T17:00:00",
		"10-13 08:00 summary 2023-10-13T08:00:00",
		"10-16 09:00 ask/2023-11-07 2023-10-16T09:00:00",
		"10-19 17:00 remind/2023-11-07 2023-10-19T17:00:00",
		"10-20 08:00 summary 2023-10-20T08:00:00",
		"10-23 09:00 ask/2023-11-07 2023-10-23T09:00:00",
		"10-26 17:00 remind/2023-11-07 2023-10-26T17:00:00",
		"10-27 08:00 summary 2023-10-27T08:00:00",
		"10-30 09:00 ask/2023-11-07 2023-10-30T09:00:00",
		"11-02 17:00 remind/2023-11-07 2023-11-02T17:00:00",
		"11-03 08:00 summary 2023-11-03T08:00:00",
		"11-06 08:00 digest/2023-11-07 2023-11-06T08:00:00",
		"11-06 13:00 unpublished/2023-11-07 2023-11-06T12:00:00",
		"11-10 08:00 summary 2023-11-10T08:00:00",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("firings (-want +got):\n%s", diff)
	}
	kinds := make(map[string]int)
	for _, i := range w.outbox {
		kinds[i.Content.Kind()]++
	}
	// Reminders: three people and three firings after the first question.
	if diff := cmp.Diff(map[string]int{"question": 8, "reminder": 9, "summary": 5, "digest": 1, "notice": 1}, kinds); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

// Two replicas do each firing once, whichever comes first.
func TestTwoSchedulersDoOneFiring(t *testing.T) {
	w := newWorld(t)
	a, fa := w.scheduler("a")
	b, fb := w.scheduler("b")
	for _, at := range []time.Time{at(10, 9, 12, 0), at(10, 16, 9, 0), at(10, 19, 17, 0), at(10, 23, 9, 0)} {
		w.clock.set(at)
		done := make(chan error, 2)
		for _, s := range []*flows.Scheduler{a, b} {
			go func() {
				_, err := s.Tick(t.Context())
				done <- err
			}()
		}
		for range 2 {
			w.must(<-done)
		}
		w.deliver()
	}
	seen := make(map[string]int)
	for _, done := range append(fa.take(), fb.take()...) {
		seen[done]++
	}
	want := map[string]int{
		"ask/2023-11-07 2023-10-16T09:00:00": 1, "remind/2023-11-07 2023-10-19T17:00:00": 1, "ask/2023-11-07 2023-10-23T09:00:00": 1,
		"summary 2023-10-13T08:00:00": 1, "remind/2023-11-07 2023-10-12T17:00:00": 1, "summary 2023-10-20T08:00:00": 1,
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("firings (-want +got):\n%s", diff)
	}
}

// After a downtime the latest missed firing is caught up, and no older one; the
// themes of those go with it.
func TestCatchUp(t *testing.T) {
	for _, c := range []struct {
		name      string
		up, again time.Time
		done      []string
		themes    int
	}{
		{"nothing was missed", at(10, 16, 8, 0), at(10, 16, 8, 59), nil, 0},
		{"a minute late", at(10, 16, 8, 0), at(10, 16, 9, 1), []string{"ask/2023-11-07 2023-10-16T09:00:00"}, 1},
		{"two firings missed", at(10, 16, 8, 0), at(10, 24, 9, 0), []string{
			"ask/2023-11-07 2023-10-23T09:00:00", "remind/2023-11-07 2023-10-19T17:00:00", "summary 2023-10-20T08:00:00"}, 2},
		{"all firings missed", at(10, 16, 8, 0), at(11, 1, 9, 0), []string{
			"ask/2023-11-07 2023-10-30T09:00:00", "remind/2023-11-07 2023-10-26T17:00:00", "summary 2023-10-27T08:00:00"}, 3},
		{"after closes: late answers are taken still, but nobody is reminded", at(10, 16, 8, 0), at(11, 6, 7, 0), []string{
			"ask/2023-11-07 2023-10-30T09:00:00", "summary 2023-11-03T08:00:00"}, 3},
		{"after the meeting began", at(10, 16, 8, 0), at(11, 7, 13, 0), []string{"summary 2023-11-03T08:00:00"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			s, f := w.scheduler("a")
			w.tick(s, c.up)
			wantDone(t, "at first", f)
			w.tick(s, c.again)
			wantDone(t, "after the downtime", f, c.done...)
			asked := make(map[string]bool)
			for _, i := range w.outbox {
				if p, ok := i.Content.(flows.QuestionPost); ok {
					asked[p.Theme] = true
				}
			}
			if len(asked) != c.themes {
				t.Errorf("%d themes were asked, want %d", len(asked), c.themes)
			}
			w.tick(s, c.again.Add(time.Second))
			wantDone(t, "a second later", f)
		})
	}
}

// A bot that is installed in the middle of a window begins there: what fired
// before is not caught up, unless it was the last chance. A meeting that was
// held before is left alone.
func TestFirstSight(t *testing.T) {
	for _, c := range []struct {
		name string
		at   time.Time
		done []string
	}{
		{"before the window", at(10, 1, 12, 0), nil},
		{"between two firings", at(10, 24, 10, 0), nil},
		{"after the last ask", at(10, 31, 10, 0), []string{"ask/2023-11-07 2023-10-30T09:00:00"}},
		{"after closes", at(11, 6, 10, 0), []string{"ask/2023-11-07 2023-10-30T09:00:00", "digest/2023-11-07 2023-11-06T08:00:00"}},
		{"the last day", at(11, 6, 14, 0), []string{
			"ask/2023-11-07 2023-10-30T09:00:00", "digest/2023-11-07 2023-11-06T08:00:00", "unpublished/2023-11-07 2023-11-06T12:00:00"}},
		{"as the meeting begins", starts, nil},
		{"a year later", starts.AddDate(1, 0, 0), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			s, f := w.scheduler("a")
			w.tick(s, c.at)
			wantDone(t, "at first sight", f, c.done...)
			w.tick(s, c.at.Add(time.Minute))
			wantDone(t, "a minute later", f)
		})
	}
}

// After the first sight, the themes that were not asked go with the next firings.
func TestFirstSightLosesNoTheme(t *testing.T) {
	w := newWorld(t)
	s, _ := w.scheduler("a")
	w.tick(s, at(10, 24, 10, 0))
	w.tick(s, at(10, 30, 9, 0))
	asked, err := w.store.Asked(t.Context(), meetingID)
	w.must(err)
	if len(asked) != 4 {
		t.Errorf("%d questions were asked, want 4", len(asked))
	}
}

// A meeting that is moved moves its schedule; what was asked stays asked.
func TestMovedMeeting(t *testing.T) {
	w := newWorld(t, func(s *flows.Settings) { s.Meetings = nil })
	m := theMeeting()
	m.Managed = false
	w.must(w.planner.Save(t.Context(), m, 0))
	s, f := w.scheduler("a")
	w.tick(s, at(10, 9, 12, 0))
	w.tick(s, at(10, 16, 9, 0))
	f.take()
	m.Starts = m.Starts.AddDate(0, 0, 14) // the window is now [24 October, 19 November)
	w.must(w.planner.Save(t.Context(), m, 1))
	if next := w.tick(s, at(10, 23, 9, 0)); !next.Equal(at(10, 26, 17, 0)) {
		t.Errorf("the next is at %v", next)
	}
	wantDone(t, "at the old time", f, "summary 2023-10-20T08:00:00")
	for _, now := range []time.Time{at(10, 30, 9, 0), at(11, 6, 9, 0), at(11, 13, 9, 0), at(11, 20, 8, 0)} {
		w.tick(s, now)
	}
	var asked, digests []string
	for _, done := range f.take() {
		switch done[:3] {
		case "ask":
			asked = append(asked, done)
		case "dig":
			digests = append(digests, done)
		}
	}
	if diff := cmp.Diff([]string{"ask/2023-11-07 2023-10-30T09:00:00", "ask/2023-11-07 2023-11-06T09:00:00", "ask/2023-11-07 2023-11-13T09:00:00"}, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"digest/2023-11-07 2023-11-20T08:00:00"}, digests); diff != "" {
		t.Errorf("digests (-want +got):\n%s", diff)
	}
	posted := make(map[string]int)
	for _, i := range w.outbox {
		if p, ok := i.Content.(flows.QuestionPost); ok {
			posted[string(p.Question)]++
		}
	}
	if diff := cmp.Diff(map[string]int{"q1": 2, "q2": 2, "q3": 2, "q4": 2}, posted); diff != "" { // two channels
		t.Errorf("posts (-want +got):\n%s", diff)
	}
}

// failingQueue refuses until it is told not to.
type failingQueue struct {
	flows.Queue
	failing bool
}

func (q *failingQueue) Enqueue(ctx context.Context, intents ...flows.Intent) error {
	if q.failing {
		return errors.New("refused")
	}
	return q.Queue.Enqueue(ctx, intents...)
}

// A firing is closed only when all its intents are queued: one that failed is
// tried again, and does not keep the others from theirs.
func TestFailedFiringIsTriedAgain(t *testing.T) {
	w := newWorld(t)
	queue := &failingQueue{Queue: w.store, failing: true}
	w.jobs.Asker = flows.NewAsker(w.store, queue, w.register, w.clock)
	s, f := w.scheduler("a")
	w.tick(s, at(10, 16, 8, 0))
	w.clock.set(at(10, 20, 9, 0))
	if _, err := s.Tick(t.Context()); err == nil {
		t.Error("no error of the firing that failed")
	}
	wantDone(t, "while the queue refuses", f, "remind/2023-11-07 2023-10-19T17:00:00", "summary 2023-10-20T08:00:00")
	queue.failing = false
	// Another replica need not wait: the firing was given back.
	s, f = w.scheduler("b")
	w.tick(s, at(10, 20, 9, 1))
	wantDone(t, "afterwards", f, "ask/2023-11-07 2023-10-16T09:00:00")
}

// A meeting whose schedule cannot be read keeps no other from its own.
func TestBadScheduleOfOneMeeting(t *testing.T) {
	w := newWorld(t, func(s *flows.Settings) {
		bad := theMeeting()
		bad.ID, bad.Schedule.Ask = "bad", "on Mondays"
		s.Meetings = append([]flows.Meeting{bad}, s.Meetings...)
	})
	s, f := w.scheduler("a")
	for _, now := range []time.Time{at(10, 16, 8, 0), at(10, 16, 9, 0)} {
		w.clock.set(now)
		if _, err := s.Tick(t.Context()); err == nil {
			t.Error("no error of the bad schedule")
		}
	}
	wantDone(t, "the good meeting", f, "ask/2023-11-07 2023-10-16T09:00:00")
}
