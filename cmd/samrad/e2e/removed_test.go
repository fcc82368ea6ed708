package e2e_test

import (
	"strings"
	"testing"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// botUser is the simulated app's.
const botUser = "U0SAMRAD"

// TestRemovedAndInvited: a channel that lets the bot in late gets its questions
// then; one that took the bot out and invites it again has the check marks that
// were missing, and what was written meanwhile is stored. Staff hear once of
// each, and other channels go on.
func TestRemovedAndInvited(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "socket", "redis://"+redistest.Start(t).Addr, slacksim.Options{})
	w.Kick(cGamma, botUser)
	p := w.run()
	w.ready(w.listen)
	q1 := w.asked(cSamrad, "q1")
	w.asked(cSamrad, "q2")
	w.asked(cSamrad, "q3")
	w.until("staff told of the first channel", func() bool { return len(w.Messages(cStaff)) > 0 })

	w.SetFault(slacksim.Fault{Method: "reactions.add", Channel: cSamrad, Status: 503})
	before := w.Reply(uAlfa, cSamrad, q1, "Skrivet strax före.")
	w.eventually("the reply stored", func() bool { return w.rowOf(before).Text != "" })
	w.Kick(cSamrad, botUser)
	w.ClearFaults()
	w.until("staff told of the second channel", func() bool { return len(w.Messages(cStaff)) > 1 })
	missed := w.Reply(uDelta, cSamrad, q1, "Skrivet medan boten var ute.")

	w.Invite(uWorking, cSamrad, botUser)
	w.Invite(uGamma, cGamma, botUser)
	w.stored(cSamrad, before)
	w.stored(cSamrad, missed)
	for _, channel := range []string{cSamrad, cGamma} {
		for id := range questions {
			w.asked(channel, id)
			if n := len(w.posts(channel, id)); n != 1 {
				t.Errorf("%s stands %d times in %s", id, n, channel)
			}
		}
	}
	if told := w.Messages(cStaff); len(told) != 2 {
		t.Errorf("staff heard %d times, want once a channel: %+v", len(told), told)
	}
	p.stop()
}

// TestTokenRevoked: while Slack refuses the token the bot says so where it can,
// and keeps everything; when Slack takes it again, staff read of it, once, and
// what was written meanwhile is stored.
func TestTokenRevoked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "socket", "redis://"+redistest.Start(t).Addr, slacksim.Options{})
	p := w.run()
	w.ready(w.listen)
	q1 := w.asked(cSamrad, "q1")
	w.asked(cSamrad, "q3")
	w.SetFault(slacksim.Fault{SlackError: "token_revoked"})
	ts := w.Reply(uAlfa, cSamrad, q1, "Skrivet när boten var utestängd.")
	w.eventually("not ready", func() bool { return w.status("http://"+w.listen+"/readyz") == 503 })
	w.eventually("the log says why", func() bool { return strings.Contains(p.log.String(), "slack refuses the bot's token") })
	p.stop() // somebody replaces the token
	w.ClearFaults()
	p = w.run()
	w.ready(w.listen)
	w.stored(cSamrad, ts)
	w.until("staff told", func() bool { return len(w.Messages(cStaff)) > 0 })
	if told := w.Messages(cStaff); len(told) != 1 || !strings.Contains(told[0].Text, "token_revoked") {
		t.Errorf("staff heard %+v", told)
	}
	p.stop()
}
