package e2e_test

import (
	"testing"

	"github.com/samrad/samrad/bot/slacksim"
)

// TestRestored: the store is lost, and what is put in its place is from before
// the questions were asked. They stand in Slack, are found there and not posted
// again, and what people answered is read back.
func TestRestored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "socket", "embedded:"+t.TempDir(), slacksim.Options{})
	p := w.run()
	w.ready(w.listen)
	said := map[string]string{}
	for _, id := range []string{"q1", "q2", "q3"} {
		ts := w.Reply(uAlfa, cSamrad, w.asked(cSamrad, id), "Svar på "+id)
		w.stored(cSamrad, ts)
		said[ts] = "Svar på " + id
		w.asked(cGamma, id)
	}
	p.stop()

	w.env = append(w.env, "REDIS_URL=embedded:"+t.TempDir())
	p = w.run()
	w.ready(w.listen)
	w.eventually("everything read back", func() bool {
		for ts, text := range said {
			if w.rowOf(ts).Text != text {
				return false
			}
		}
		return true
	})
	for _, channel := range []string{cSamrad, cGamma} {
		for id := range questions {
			if n := len(w.posts(channel, id)); n != 1 {
				t.Errorf("%s stands %d times in %s", id, n, channel)
			}
		}
	}
	p.stop()
}
