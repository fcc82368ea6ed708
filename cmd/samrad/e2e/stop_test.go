package e2e_test

import (
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// stopped bounds how long a bot may take to stop: Docker kills after ten
// seconds.
const stopped = 9 * time.Second

// TestRollingRestart: a bot is asked to stop while Slack does not answer its
// call. It ends within seconds, another goes on, and nothing stands twice.
func TestRollingRestart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		stored bool
	}{
		{"Slack has not posted", false},
		{"Slack has posted", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "socket", "redis://"+redistest.Start(t).Addr, slacksim.Options{})
			w.SetFault(slacksim.Fault{Method: "chat.postMessage", Channel: cSamrad, Hang: true, CutAfterStore: c.stored, Times: 1})
			first := w.run()
			w.until("a call that hangs", func() bool { return w.FaultsLeft() == 0 })
			listen := freeAddress(t)
			second := w.run("SAMRAD_LISTEN=" + listen)
			w.ready(listen)
			began := time.Now()
			first.stop()
			if took := time.Since(began); took > stopped {
				t.Errorf("stopping took %v", took)
			}
			w.stored(cSamrad, w.Reply(uAlfa, cSamrad, w.asked(cSamrad, "q3"), "Ett svar."))
			w.standOnce()
			second.stop()
		})
	}
}
