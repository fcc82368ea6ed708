package e2e_test

import (
	"testing"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// TestReplicas: two bots on one store post each question once, and every event
// may reach either.
func TestReplicas(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "socket", "redis://"+redistest.Start(t).Addr, slacksim.Options{})
	other := freeAddress(t)
	first, second := w.run(), w.run("SAMRAD_LISTEN="+other)
	w.ready(w.listen)
	w.ready(other)
	for _, channel := range []string{cSamrad, cGamma} {
		for id := range questions {
			w.asked(channel, id)
		}
	}
	written := map[string]string{}
	for range 20 {
		text := "Fler lokaler på landet."
		ts := w.Reply(uAlfa, cSamrad, w.asked(cSamrad, "q1"), text)
		w.stored(cSamrad, ts)
		written[ts] = text
	}
	w.wants(written)
	first.stop()
	w.stored(cSamrad, w.Reply(uAlfa, cSamrad, w.asked(cSamrad, "q2"), "En är kvar."))
	second.stop()
}
