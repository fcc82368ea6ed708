package bot

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// answered reads threads, and lets something happen after Slack's first answer.
type answered struct {
	*Threads
	then func()
}

func (a *answered) Page(ctx context.Context, post flows.Place, cursor string) (flows.ThreadPage, error) {
	page, err := a.Threads.Page(ctx, post, cursor)
	if then := a.then; then != nil {
		a.then = nil
		then()
	}
	return page, err
}

// People go on while a thread is read. What an event tells of is not undone by
// what Slack answered before.
func TestChangesWhileReading(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(w *world, question, reply string)
	}{
		{"set aside", func(w *world, _, reply string) { w.React(alfa, room, reply, "no_entry_sign") }},
		{"star taken off", func(w *world, _, reply string) { w.Unreact(alfa, room, reply, "star") }},
		{"edited", func(w *world, _, reply string) { w.Edit(alfa, room, reply, "Rättat.") }},
		{"deleted", func(w *world, _, reply string) { w.Delete(alfa, room, reply) }},
		{"answered", func(w *world, question, _ string) { w.Reply(alfa, room, question, "Ett till.") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.connect()
			question := w.asked()
			reply := w.Reply(alfa, room, question, "Ett svar.")
			w.React(alfa, room, reply, "star")
			stored := func() bool { return cmp.Equal(w.standing(question), w.kept()) }
			w.eventually("the reply and its star are stored", stored)

			threads := &answered{Threads: w.pages(flows.WallClock{}, 0).Threads}
			threads.then = func() {
				c.change(w, question, reply)
				w.eventually("the change is stored", stored)
			}
			r := flows.NewReconciler(w.store, threads, w.router.cases.Collector, w.register, w.router.cases.Troubles, flows.WallClock{}, w.log)
			found, err := r.Run(t.Context(), w.theMeeting())
			if err != nil || found.Found() || !found.Complete() {
				t.Errorf("found %+v, %v", found, err)
			}
			if diff := cmp.Diff(w.standing(question), w.kept()); diff != "" {
				t.Errorf("stored (-Slack +store):\n%s", diff)
			}
		})
	}
}

// A page is of when Slack was asked for it the last time: what happened while it
// did not answer is in it.
func TestPageBegan(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	root := w.Post(official, room, "Frågan")
	w.SetFault(slacksim.Fault{Method: "conversations.replies", Status: 503, Times: 1})
	threads := w.pages(flows.WallClock{}, 0).Threads
	var failed flows.MessageTS
	threads.chance = func() float64 {
		failed = flows.TSOf(time.Now())
		return 0
	}
	page, err := threads.Page(t.Context(), flows.Place{Channel: room, TS: flows.MessageTS(root)}, "")
	if err != nil || !page.Root {
		t.Fatalf("page %+v, %v", page, err)
	}
	if failed == "" || page.Began < failed {
		t.Errorf("it began at %s; Slack failed at %s", page.Began, failed)
	}
}
