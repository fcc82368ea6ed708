package bot

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// A digest that holds no more loses its words and its document, whichever of the
// steps goes wrong; what people put in its thread stays.
func TestSupersededDigest(t *testing.T) {
	t.Parallel()
	faults := []slacksim.Fault{{}}
	for _, method := range []string{"conversations.history", "conversations.replies", "files.delete", "chat.update"} {
		faults = append(faults, slacksim.Fault{Method: method, Status: http.StatusInternalServerError, Times: 1}, slacksim.Fault{Method: method, CutAfterStore: true, Times: 1})
	}
	for _, f := range faults {
		t.Run(fmt.Sprintf("%+v", f), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(s *setting) { s.timeout = 500 * time.Millisecond })
			at := time.Now()
			w.queue(staff, "digest", theDigest())
			w.messenger("a")
			w.settled()
			root := w.Messages(staff)[0].TS
			w.checkDigest(w.Messages(staff))
			w.Reply(official, staff, root, "Tack!")
			if f.Method != "" {
				w.SetFault(f)
			}
			w.queue(staff, "superseded", flows.Superseded{Meeting: theMeeting, Title: "Vårens samråd", Version: 1, Intent: "digest", PostedAt: at})
			w.settled()
			if shown := w.Messages(staff)[0]; !strings.Contains(shown.Text, "Ersatt") {
				t.Errorf("the message is %q", shown.Text)
			}
			if diff := cmp.Diff([]string(nil), w.shared(staff, root)); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			if n := len(w.Thread(staff, root)); n < 2 {
				t.Errorf("%d messages in the thread, want the reply too", n)
			}
			if f := w.failures(); len(f) != 0 {
				t.Errorf("failures: %v", f)
			}
		})
	}
}

// A draft that was sent to a person alone loses its words there.
func TestSupersededDraftOfOnePerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	at := time.Now()
	w.queue(group, "digest", theDigest())
	w.messenger("a")
	w.settled()
	w.checkDigest(w.Direct(group))
	w.queue(group, "superseded", flows.Superseded{Meeting: theMeeting, Title: "Vårens samråd", Version: 1, Draft: true, Intent: "digest", PostedAt: at})
	w.settled()
	shown := w.Direct(group)[0]
	if !strings.Contains(shown.Text, "Utkast 1") || strings.Contains(string(shown.Blocks), "publish") {
		t.Errorf("the message is %q with %s", shown.Text, shown.Blocks)
	}
	if files := w.shared(shown.Channel, shown.TS); len(files) != 0 {
		t.Errorf("files %q are left", files)
	}
}

// Words that cannot be taken out of a channel because the bot is shut out of it
// are when it is let in again.
func TestSupersededAfterRemoval(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	at := time.Now()
	w.queue(room, "digest", theDigest())
	w.messenger("a")
	w.settled()
	reply := w.Reply(alfa, room, w.Post(official, room, "Frågan"), "Ett svar")
	w.Kick(room, w.app.BotUserID)
	w.queue(room, "check", flows.CheckMark{TS: flows.MessageTS(reply)})
	for _, id := range []string{"superseded", "another"} {
		w.queue(room, flows.IntentID(id), flows.Superseded{Meeting: theMeeting, Title: "Vårens samråd", Version: 1, Intent: "digest", PostedAt: at})
	}
	w.settled()
	w.unshelved() // as every hour
	if shown := w.Messages(room)[0]; strings.Contains(shown.Text, "Ersatt") {
		t.Fatalf("the bot is shut out, and the message is %q", shown.Text)
	}
	w.Invite(official, room, w.app.BotUserID)
	w.unshelved()
	if shown := w.Messages(room)[0]; !strings.Contains(shown.Text, "Ersatt") {
		t.Errorf("let in again, the message is %q", shown.Text)
	}
	if got := w.shared(room, w.Messages(room)[0].TS); len(got) != 0 {
		t.Errorf("files %v", got)
	}
	if all, err := w.store.Shelved(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("shelved %v, %v", all, err)
	}
	if told := w.Messages(staff); len(told) != 1 {
		t.Errorf("staff heard %d times: %+v", len(told), told)
	}
}
