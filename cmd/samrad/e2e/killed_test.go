package e2e_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
)

// kills is how often the bot is killed in one consultation.
const kills = 20

// TestKilled ends the bot with kill -9 again and again, at moments that are
// drawn anew every time, while people answer. What has a check mark must be in
// the export, word for word, and no question may stand twice.
func TestKilled(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "socket", "embedded:"+t.TempDir(), slacksim.Options{RedeliverAfter: 200 * time.Millisecond})
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	written := map[string]string{} // text by ts
	for round := range kills {
		p := w.run()
		if round > 0 {
			w.answerFor(time.Duration(random.IntN(1200))*time.Millisecond, random, written)
		} else {
			w.between(time.Duration(random.IntN(3000)) * time.Millisecond)
		}
		p.kill()
	}
	p := w.run()
	w.ready(w.listen)
	for _, channel := range []string{cSamrad, cGamma} {
		for id := range questions {
			w.asked(channel, id)
		}
	}
	last := w.Reply(uAlfa, cSamrad, w.asked(cSamrad, "q3"), "Till sist.")
	w.stored(cSamrad, last)
	w.wants(written)
	p.stop()
}

// between lets time go by in which the bot works.
func (w *world) between(d time.Duration) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), d)
	defer cancel()
	<-ctx.Done()
}

// answerFor has people answer for a while, slowly enough for Slack's limit of
// some 50 reactions a minute: https://docs.slack.dev/reference/methods/reactions.add/.
func (w *world) answerFor(d time.Duration, random *rand.Rand, written map[string]string) {
	w.t.Helper()
	people := []string{uAlfa, uBeta, uDelta, uEpsilon}
	end := time.Now().Add(d)
	for time.Now().Before(end) {
		user := people[random.IntN(len(people))]
		for id := range questions {
			if posts := w.posts(cSamrad, id); len(posts) > 0 {
				text := fmt.Sprintf("Svar %d på %s av %s.", len(written)+1, id, user)
				ts := w.Reply(user, cSamrad, posts[0].TS, text)
				written[ts] = text
				break
			}
		}
		w.between(100*time.Millisecond + time.Duration(random.IntN(300))*time.Millisecond)
	}
}

// standOnce wants each question to stand once in each channel.
func (w *world) standOnce() {
	w.t.Helper()
	for _, channel := range []string{cSamrad, cGamma} {
		for id := range questions {
			if n := len(w.posts(channel, id)); n != 1 {
				w.t.Errorf("%s stands %d times in %s", id, n, channel)
			}
		}
	}
}

// wants compares what people see with what is stored.
func (w *world) wants(written map[string]string) {
	w.t.Helper()
	w.standOnce()
	var checked []string // before the export is read: the bot is at work
	for ts := range written {
		if w.checked(cSamrad, ts) {
			checked = append(checked, ts)
		}
	}
	stored := map[string]string{}
	for _, r := range w.export() {
		stored[r.MessageTS] = r.Text
	}
	for _, ts := range checked {
		if stored[ts] != written[ts] {
			w.t.Errorf("a reply with a check mark is stored as %q, want %q", stored[ts], written[ts])
		}
	}
	w.t.Logf("%d of %d replies have a check mark, %d are stored", len(checked), len(written), len(stored))
	if len(checked) < len(written)/4 {
		w.t.Errorf("only %d of %d replies were stored: the test shows little", len(checked), len(written))
	}
}
