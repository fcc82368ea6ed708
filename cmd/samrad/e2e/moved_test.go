package e2e_test

import (
	"testing"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// TestMovedChannel: a channel that is shared with another workspace gets a new
// id. Its threads go on, staff are told, and nothing is asked twice.
func TestMovedChannel(t *testing.T) {
	t.Parallel()
	const moved = "C0MOVED"
	w := newWorld(t, "socket", "redis://"+redistest.Start(t).Addr, slacksim.Options{})
	p := w.run()
	w.ready(w.listen)
	q1 := w.asked(cSamrad, "q1")
	w.asked(cSamrad, "q3")
	before := w.Reply(uAlfa, cSamrad, q1, "Före flytten.")
	w.stored(cSamrad, before)
	w.ChangeID(cSamrad, moved)
	w.until("staff told", func() bool { return len(w.Messages(cStaff)) > 0 })
	after := w.Reply(uBeta, moved, q1, "Efter flytten.")
	w.stored(moved, after)
	w.Edit(uAlfa, moved, before, "Ändrat efter flytten.")
	view := w.view(w.ok(w.Click(uBeta, moved, w.asked(moved, "q2"), "answer_open", "")))
	w.ok(w.Submit(uBeta, view.ID, map[string]any{"text": "I ett formulär efter flytten."}))
	w.eventually("what was written after the move", func() bool {
		return w.rowOf(before).Text == "Ändrat efter flytten." && w.rowOf(after).by() == "beta" &&
			w.count(func(r row) bool { return r.Text == "I ett formulär efter flytten." }) == 1
	})
	p.stop()
	p = w.run() // reads back, and looks for questions that are missing
	w.ready(w.listen)
	w.stored(moved, w.Reply(uDelta, moved, q1, "Efter omstarten."))
	for id := range questions {
		if n := len(w.posts(moved, id)); n != 1 {
			t.Errorf("%s stands %d times", id, n)
		}
	}
	p.stop()
}
