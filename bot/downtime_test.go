package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// shifted is a clock that was set ahead.
type shifted struct {
	flows.WallClock
	ahead atomic.Int64
}

func (s *shifted) Now() time.Time { return time.Now().Add(time.Duration(s.ahead.Load())) }

// pages reads threads, and ends the process after some pages.
type pages struct {
	*Threads
	left    int // negative: no end
	cursors []string
}

var errEnded = &flows.Error{Code: flows.CodeStoreDown, What: "the process ends"}

func (p *pages) Page(ctx context.Context, post flows.Place, cursor string) (flows.ThreadPage, error) {
	if p.left == 0 {
		return flows.ThreadPage{}, errEnded
	}
	p.left--
	p.cursors = append(p.cursors, cursor)
	return p.Threads.Page(ctx, post, cursor)
}

func (w *world) pages(clock flows.Clock, left int) *pages {
	w.t.Helper()
	self, err := w.slack.Identity(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return &pages{Threads: NewThreads(w.slack, self, clock, w.log), left: left}
}

// readBack reads the meeting's threads back, as a process that just started.
func (w *world) readBack(clock flows.Clock, threads *pages) (flows.ReadBack, error) {
	r := flows.NewReconciler(w.store, threads, w.router.cases.Collector, w.register, w.router.cases.Troubles, clock, w.log)
	return r.Run(w.t.Context(), w.theMeeting())
}

func (w *world) theMeeting() flows.Meeting {
	w.t.Helper()
	m, err := w.register.Meeting(w.t.Context(), string(theMeeting))
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// question posts the meeting's question, and returns its ts.
func (w *world) question() string {
	w.t.Helper()
	stop := w.messenger("a")
	w.ask(room, "q1")
	w.settled()
	stop()
	return w.Messages(room)[0].TS
}

// standing is what stands in a thread: text by ts, with what its author made of it.
func (w *world) standing(question string) map[string]string {
	out := map[string]string{}
	for _, m := range w.Thread(room, question) {
		if m.User == alfa {
			out[m.TS] = says(m.Text, len(m.Reactions["star"]) > 0, len(m.Reactions["no_entry_sign"]) > 0)
		}
	}
	return out
}

// kept is the same of what is stored.
func (w *world) kept() map[string]string {
	w.t.Helper()
	all, err := w.store.Contributions(w.t.Context(), theMeeting, []flows.ChannelID{room})
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string]string{}
	for _, c := range all {
		if !c.Withdrawn {
			out[string(c.Place.TS)] = says(c.Text, c.KeyMessage != "", c.SetAside)
		}
	}
	return out
}

func says(text string, starred, aside bool) string {
	return fmt.Sprintf("%s starred %v, aside %v", text, starred, aside)
}

// TestDayOfDowntime: while the bot is down for 24 hours, people answer, correct,
// delete and react in a thread of many pages. One reading brings it all in, at
// Slack's pace, and the next finds nothing more.
func TestDayOfDowntime(t *testing.T) {
	t.Parallel()
	const before, missed = 420, 60
	clock := &shifted{}
	w := newWorld(t, func(s *setting) { s.slack.Now, s.slack.SignTime, s.slack.RateLimit = clock.Now, time.Now, true })
	q := w.question()
	var all []string
	for i := range before {
		all = append(all, w.Reply(alfa, room, q, fmt.Sprintf("Svar %d.", i)))
	}
	for i := 0; i < before; i += 40 {
		w.React(alfa, room, all[i], "no_entry_sign")
	}
	if _, err := w.readBack(clock, w.pages(clock, -1)); err != nil {
		t.Fatal(err)
	}

	clock.ahead.Add(int64(24 * time.Hour))
	for i := range missed {
		all = append(all, w.Reply(alfa, room, q, fmt.Sprintf("Senare svar %d.", i)))
	}
	want := flows.ReadBack{Threads: 1, New: missed}
	for i := 0; i < before; i += 5 { // some of each, far apart
		switch ts := all[i]; {
		case i%40 == 0:
			w.Unreact(alfa, room, ts, "no_entry_sign")
			want.Reactions++
		case i%20 == 0:
			w.Delete(alfa, room, ts)
			want.Withdrawn++
		case i%3 == 0:
			w.Edit(alfa, room, ts, fmt.Sprintf("Rättat svar %d.", i))
			want.Edited++
		default:
			w.React(alfa, room, ts, "star")
			want.Reactions++
		}
	}
	threads := w.pages(clock, -1)
	got, err := w.readBack(clock, threads)
	if err != nil {
		t.Fatal(err)
	}
	want.At = got.At
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
	if n := len(threads.cursors); n < 4 {
		t.Errorf("%d pages were read: the thread is too short to show much", n)
	}
	if diff := cmp.Diff(w.standing(q), w.kept()); diff != "" {
		t.Errorf("stored (-Slack +store):\n%s", diff)
	}
	if again, err := w.readBack(clock, w.pages(clock, -1)); err != nil || again.Found() || !again.Complete() {
		t.Errorf("read again it found %+v, %v", again, err)
	}
}

// TestSlowReading: a distributed app reads 15 messages at a time, with long
// pauses. That is told, and a process that ends halfway loses no page.
func TestSlowReading(t *testing.T) {
	t.Parallel()
	const replies = 50 // four pages
	w := newWorld(t, func(s *setting) { s.slack.ReadEvery = time.Second })
	q := w.question()
	for i := range replies {
		w.Reply(alfa, room, q, fmt.Sprintf("Svar %d.", i))
	}
	first := w.pages(flows.WallClock{}, 2)
	first.slow = time.Second
	if _, err := w.readBack(flows.WallClock{}, first); !errors.Is(err, errEnded) {
		t.Fatalf("the first process ended with %v", err)
	}
	if !strings.Contains(w.logged.String(), "slowly") {
		t.Error("the log does not tell of the limit")
	}
	second := w.pages(flows.WallClock{}, -1)
	found, err := w.readBack(flows.WallClock{}, second)
	if err != nil {
		t.Fatal(err)
	}
	if found.New != replies || !found.Complete() {
		t.Errorf("both found %+v", found)
	}
	if len(second.cursors) != 2 || second.cursors[0] == "" {
		t.Errorf("the second process read the pages %q, want the last two", second.cursors)
	}
	if diff := cmp.Diff(w.standing(q), w.kept()); diff != "" {
		t.Errorf("stored (-Slack +store):\n%s", diff)
	}
}
