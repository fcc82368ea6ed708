package e2e_test

import (
	"testing"

	"github.com/samrad/samrad/bot/slacksim"
)

// TestDowntime: while the bot is down for longer than Slack tries, people
// answer, correct, delete and react. When it is up again, it has it all.
func TestDowntime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "socket", "embedded:"+t.TempDir(), slacksim.Options{})
	p := w.run()
	w.ready(w.listen)
	q1, q2 := w.asked(cSamrad, "q1"), w.asked(cSamrad, "q2")
	w.asked(cSamrad, "q3")
	kept := w.Reply(uAlfa, cSamrad, q1, "Det här ändras.")
	gone := w.Reply(uBeta, cSamrad, q1, "Det här tas bort.")
	starred := w.Reply(uAlfa, cSamrad, q2, "Det här är viktigast.")
	counted := w.Post(uBeta, cSamrad, "Bredvid tråden.")
	for _, ts := range []string{kept, gone, starred} {
		w.stored(cSamrad, ts)
	}
	offer := w.withAction(func() []slacksim.Message { return w.Ephemerals(uBeta) }, "count_accept")
	w.ok(w.Click(uBeta, offer.Channel, offer.TS, "count_accept", w.option(offer, "q2|")))
	w.stored(cSamrad, counted)
	w.React(uAlfa, cSamrad, kept, "no_entry_sign")
	w.eventually("set aside", func() bool { return w.rowOf(kept).SetAside })
	p.stop()

	w.SetDelivery(slacksim.DeliveryPolicy{Lose: 1})
	missed := w.Reply(uDelta, cSamrad, q1, "Skrivet medan boten var nere.")
	stranger := w.Reply(uEpsilon, cSamrad, q2, "Också det.")
	w.Edit(uAlfa, cSamrad, kept, "Nu är det ändrat.")
	w.Delete(uBeta, cSamrad, gone)
	w.Unreact(uAlfa, cSamrad, kept, "no_entry_sign")
	w.React(uAlfa, cSamrad, starred, "star")
	w.SetDelivery(slacksim.DeliveryPolicy{})

	p = w.run()
	w.ready(w.listen)
	w.stored(cSamrad, missed)
	w.stored(cSamrad, stranger)
	w.withAction(func() []slacksim.Message { return w.Direct(uEpsilon) }, "organisation_choose")
	w.eventually("everything read back", func() bool {
		return w.rowOf(missed).by() == "delta" && w.rowOf(kept).Text == "Nu är det ändrat." && !w.rowOf(kept).SetAside &&
			w.rowOf(gone).Text == "" && w.rowOf(starred).Text != "" && w.rowOf(counted).Text == "Bredvid tråden."
	})
	p.stop()
}
