package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// checkMarks counts the bot's check marks in a thread.
func (w *world) checkMarks(root string) int {
	n := 0
	for _, m := range w.Thread(room, root) {
		n += len(m.Reactions[string(flows.ReactionCheckMark)])
	}
	return n
}

// A bot that was taken out of a channel makes its check marks when it is let in
// again; however often it has looked meanwhile, staff are told once, also by a
// process that started later.
func TestCheckMarksAfterRemoval(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reason      string
		refuse, let func(*world)
		told        int
	}{
		{"not_in_channel", func(w *world) { w.Kick(room, w.app.BotUserID) }, func(w *world) { w.Invite(official, room, w.app.BotUserID) }, 1},
		{"is_archived", func(w *world) { w.Archive(official, room) }, func(w *world) { w.Unarchive(official, room) }, 0},
		{"missing_scope", func(w *world) { w.SetFault(slacksim.Fault{Method: "reactions.add", SlackError: "missing_scope"}) }, func(w *world) { w.ClearFaults() }, 1},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			root := w.Post(official, room, "Frågan")
			var replies []flows.MessageTS
			for range 3 {
				replies = append(replies, flows.MessageTS(w.Reply(alfa, room, root, "Ett svar")))
			}
			c.refuse(w)
			stop := w.messenger("a")
			for _, ts := range replies {
				w.queue(room, "check/"+string(ts), flows.CheckMark{TS: ts})
			}
			w.settled()
			stop()
			w.messenger("b")
			for range 3 { // as every hour
				w.unshelved()
			}
			c.let(w)
			w.unshelved()
			if n := w.checkMarks(root); n != len(replies) {
				t.Errorf("%d check marks, want %d", n, len(replies))
			}
			if told := w.Messages(staff); len(told) != c.told || c.told > 0 && !strings.Contains(told[0].Text, c.reason) {
				t.Errorf("staff heard %d times, want %d: %+v", len(told), c.told, told)
			}
		})
	}
}

func (w *world) unshelved() {
	w.t.Helper()
	if err := w.store.Unshelve(w.t.Context(), flows.Lane(room)); err != nil {
		w.t.Fatal(err)
	}
	w.settled()
}

// A question whose answer from Slack got lost before the bot was taken out
// stands in the channel: let in again, the bot finds it.
func TestQuestionOnceAfterRemoval(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.SetFault(slacksim.Fault{Method: "chat.postMessage", Channel: room, CutAfterStore: true, Times: 1})
	w.SetFault(slacksim.Fault{Method: "conversations.history", Channel: room, SlackError: "not_in_channel", Times: 1})
	w.ask(room, "one")
	w.messenger("a")
	w.until("staff are told", func() bool { return len(w.Messages(staff)) > 0 })
	w.settled()
	w.ask(room, "one") // as every hour
	w.settled()
	if diff := cmp.Diff([]string{"one"}, idsOf(w.Messages(room))); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	posts, err := w.store.Posts(t.Context(), theMeeting, []flows.ChannelID{room})
	if err != nil || len(posts) != 1 {
		t.Errorf("posts %+v, %v", posts, err)
	}
}

// Of its own invitation alone the bot hears that it was let in.
func TestInvited(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	joined := make(chan struct{}, 10)
	w.router.cases.Joined = func() { joined <- struct{}{} }
	w.connect()
	w.Kick(room, alfa)
	w.Kick(room, w.app.BotUserID)
	w.Invite(official, room, w.app.BotUserID)
	<-joined
	w.Invite(official, room, alfa)
	w.eventually("both invitations arrive", func() bool { return w.counted("received_total", "socket") >= 4 })
	if n := len(joined); n != 0 {
		t.Errorf("let in %d times more", n)
	}
}

// A name is no id: a channel that is renamed goes on.
func TestRenamedChannel(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.connect()
	question := w.asked()
	w.Rename(official, room, "samrad-2")
	w.Reply(alfa, room, question, "Efter namnbytet")
	w.stored("Efter namnbytet")
	w.ask(room, "two")
	w.settled()
	if diff := cmp.Diff([]string{"q1", "two"}, idsOf(w.Messages(room))); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}
