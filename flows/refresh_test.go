package flows_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
)

// leftReading is a world in which a process ended three days ago and left a
// reading of so many threads; a reply came since that no event told of. All
// threads: nothing was left but to say what it had found.
func leftReading(t *testing.T, threads func(all []flows.Place) []flows.Place) (*world, *slackThreads, flows.Reply) {
	t.Helper()
	w := newWorld(t)
	w.ask()
	missed := w.says(kompis, "q1", "Kom medan ingen läste.")
	s := &slackThreads{clock: w.clock, threads: w.emptyThreads()}
	s.threads[missed.Thread] = thread(missed)
	posts, err := w.store.Posts(t.Context(), meetingID, nil)
	w.must(err)
	all := []flows.Place{{Channel: room, TS: missed.Thread}}
	for _, p := range posts {
		if p.Place != all[0] {
			all = append(all, p.Place)
		}
	}
	_, ok, err := w.store.TakeReading(t.Context(), meetingID, "gone", time.Minute)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	read := threads(all)
	left := flows.Reading{Found: flows.ReadBack{At: w.clock.Now().AddDate(0, 0, -3), Threads: len(read), New: 7}, Threads: read}
	w.must(w.store.KeepReading(t.Context(), meetingID, "gone", left, 0))
	return w, s, missed
}

var leftReadings = map[string]func([]flows.Place) []flows.Place{
	"read to the end": func(all []flows.Place) []flows.Place { return all },
	"read halfway":    func(all []flows.Place) []flows.Place { return all[:3] },
}

// wantReadings wants two readings: the one that was left, as of when it began,
// and one of now.
func (w *world) wantReadings(threads int) {
	w.t.Helper()
	got, err := w.store.ReadBacks(w.t.Context(), meetingID)
	w.must(err)
	now := w.clock.Now()
	want := []flows.ReadBack{{At: now.AddDate(0, 0, -3), Threads: threads, New: 7}, {At: now, Threads: threads, New: 1}}
	if diff := cmp.Diff(want, got, cmpopts.EquateApproxTime(time.Minute)); diff != "" {
		w.t.Errorf("readings (-want +got):\n%s", diff)
	}
}

// A digest is of what Slack has now, whatever was read days ago.
func TestRefreshAfterALeftReading(t *testing.T) {
	for name, threads := range leftReadings {
		t.Run(name, func(t *testing.T) {
			w, s, missed := leftReading(t, threads)
			r := w.reconciler(s)
			w.must(r.Refresh(t.Context(), w.meeting()))
			if got := w.contribution(missed).Text; got != missed.Text {
				t.Errorf("the answer is stored as %q", got)
			}
			w.wantReadings(len(s.threads))
			before := s.reads
			w.must(r.Refresh(t.Context(), w.meeting()))
			if s.reads != before {
				t.Errorf("asked again at once, it read %d pages", s.reads-before)
			}
		})
	}
}

// The process that starts next reads everything, at the latest when it looks for
// the second time.
func TestRunDueAfterALeftReading(t *testing.T) {
	for name, threads := range leftReadings {
		t.Run(name, func(t *testing.T) {
			w, s, missed := leftReading(t, threads)
			since := w.clock.Now()
			r := w.reconciler(s)
			for range 2 {
				w.must(r.RunDue(t.Context(), since))
				w.clock.set(w.clock.Now().Add(15 * time.Second))
			}
			if got := w.contribution(missed).Text; got != missed.Text {
				t.Errorf("the answer is stored as %q", got)
			}
			w.wantReadings(len(s.threads))
		})
	}
}

// forgetful is a store that goes away when it should note what was found.
type forgetful struct {
	*redisstore.Store
	away int // how often yet
}

func (f *forgetful) SaveReadBack(ctx context.Context, m flows.MeetingID, r flows.ReadBack) error {
	if f.away > 0 {
		f.away--
		return &flows.Error{Code: flows.CodeStoreDown, What: "the store is away"}
	}
	return f.Store.SaveReadBack(ctx, m, r)
}

// What a reading found is not forgotten when the store goes away at its end, and
// does not stand for what comes after.
func TestReadBackWhileTheStoreIsAway(t *testing.T) {
	w, replies := oneThread(t)
	store := &forgetful{Store: w.store, away: 1}
	s := &slackThreads{clock: w.clock, threads: w.emptyThreads()}
	s.threads[replies[0].Thread] = thread(replies[:2]...)
	r := flows.NewReconciler(store, s, w.collector, w.register, flows.NewTroubles(w.store, w.register, w.clock), w.clock, slog.New(slog.DiscardHandler))
	wantCode(t, r.Refresh(t.Context(), w.meeting()), flows.CodeStoreDown)
	began := w.clock.Now()
	s.threads[replies[0].Thread] = thread(replies...)
	w.clock.set(began.Add(time.Second))
	w.must(r.Refresh(t.Context(), w.meeting()))
	got, err := w.store.ReadBacks(t.Context(), meetingID)
	w.must(err)
	want := []flows.ReadBack{{At: began, Threads: len(s.threads), New: 2}, {At: w.clock.Now(), Threads: len(s.threads), New: 1}}
	if diff := cmp.Diff(want, got, cmpopts.EquateApproxTime(time.Millisecond)); diff != "" {
		t.Errorf("readings (-want +got):\n%s", diff)
	}
}
