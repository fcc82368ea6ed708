package e2e_test

import (
	"errors"
	"os/exec"
	"syscall"
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

// TestAskedAgain: who does not want to wait until a bot has stopped well asks again,
// and it ends at once.
func TestAskedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "socket", "redis://"+redistest.Start(t).Addr, slacksim.Options{})
	w.SetFault(slacksim.Fault{Method: "chat.postMessage", Channel: cSamrad, Hang: true, Times: 1})
	bot := w.run()
	w.until("a call that hangs", func() bool { return w.FaultsLeft() == 0 })
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	end := time.NewTimer(patience)
	defer end.Stop()
	for {
		select {
		case <-end.C:
			t.Fatal("samrad does not end")
		case err := <-bot.done:
			bot.done = nil
			var exit *exec.ExitError
			if !errors.As(err, &exit) || !exit.Sys().(syscall.WaitStatus).Signaled() {
				t.Errorf("ended with %v", err)
			}
			return
		case <-tick.C:
			_ = bot.cmd.Process.Signal(syscall.SIGTERM) // it may have ended just now
		}
	}
}

// TestStopped: whatever does not answer, and if it is asked twice at once, a bot
// ends in time, and says nothing of a failure.
func TestStopped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		start bool // asked while it starts
		times int
		by    func(w *world, store *redistest.Server)
	}{
		{"asked twice at once", false, 2, func(*world, *redistest.Server) {}},
		{"while the store is frozen", false, 1, func(w *world, store *redistest.Server) {
			if err := store.Freeze(); err != nil {
				w.t.Fatal(err)
			}
		}},
		{"while Slack hangs", false, 1, func(w *world, _ *redistest.Server) { w.SetFault(slacksim.Fault{Hang: true}) }},
		{"at the start, while Slack hangs", true, 1, func(w *world, _ *redistest.Server) {
			w.SetFault(slacksim.Fault{Method: "auth.test", Hang: true, Times: 1})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			store := redistest.Start(t)
			w := newWorld(t, "socket", "redis://"+store.Addr, slacksim.Options{})
			if c.start {
				c.by(w, store)
			}
			listen := freeAddress(t)
			bot := w.run("SAMRAD_LISTEN=" + listen)
			if c.start {
				w.until("a call that hangs", func() bool { return w.FaultsLeft() == 0 })
			} else {
				w.ready(listen)
				c.by(w, store)
			}
			began := time.Now()
			for range c.times - 1 {
				if err := bot.cmd.Process.Signal(syscall.SIGTERM); err != nil {
					t.Fatal(err)
				}
			}
			bot.stop()
			if took := time.Since(began); took > stopped {
				t.Errorf("stopping took %v", took)
			}
		})
	}
}
