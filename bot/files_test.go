package bot

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// replies waits for so many answers to the meeting's question.
func (w *world) replies(n int) []flows.Contribution {
	w.t.Helper()
	var all []flows.Contribution
	w.eventually("the replies", func() bool {
		var err error
		all, err = w.store.Contributions(w.t.Context(), theMeeting, []flows.ChannelID{room})
		return err == nil && len(all) >= n
	})
	return all
}

// marked waits for the check mark on a reply.
func (w *world) marked(question, ts string) {
	w.t.Helper()
	w.until("the check mark", func() bool {
		for _, m := range w.Thread(room, question) {
			if m.TS == ts {
				return len(m.Reactions[string(flows.ReactionCheckMark)]) > 0
			}
		}
		return false
	})
}

// A file of Slack Connect arrives as a stub, and is asked for; where Slack does
// not answer, the reply is stored without the name, and has its check mark.
func TestStubs(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		text  string
		fault slacksim.Fault
		want  string // the text stored
		file  string // the file's name stored
	}{
		{"only a file", "", slacksim.Fault{}, "yttrande.pdf", "yttrande.pdf"},
		{"with words", "Se bilagan", slacksim.Fault{}, "Se bilagan", "yttrande.pdf"},
		{"refused", "", slacksim.Fault{Method: "files.info", SlackError: "file_not_found"}, "", ""},
		{"refused, with words", "Se bilagan", slacksim.Fault{Method: "files.info", SlackError: "missing_scope"}, "Se bilagan", ""},
		{"503", "", slacksim.Fault{Method: "files.info", Status: http.StatusServiceUnavailable}, "", ""},
		{"too slow", "", slacksim.Fault{Method: "files.info", Hang: true}, "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.connect()
			question := w.asked()
			if c.fault.Method != "" {
				w.SetFault(c.fault)
			}
			began := time.Now()
			ts := w.ReplyWith(alfa, room, question, slacksim.Draft{Text: c.text, Files: []slacksim.File{{Name: "yttrande.pdf", Content: []byte("x"), Stub: true}}})
			got := w.replies(1)[0]
			if took := time.Since(began); took > storeDeadline {
				t.Errorf("stored after %v, want it within %v", took, storeDeadline)
			}
			if len(got.Files) != 1 {
				t.Fatalf("%d files, want 1", len(got.Files))
			}
			if diff := cmp.Diff([]string{c.want, c.file}, []string{got.Text, got.Files[0].Name}); diff != "" {
				t.Errorf("text and file (-want +got):\n%s", diff)
			}
			if known := got.Files[0].Link != ""; known != (c.file != "") || got.Files[0].ID == "" {
				t.Errorf("file %+v", got.Files[0])
			}
			w.marked(question, ts)
			if n := w.deadLetters(); n != 0 {
				t.Errorf("%d dead letters", n)
			}
		})
	}
}

// What Slack said of a file is remembered: it is asked once.
func TestStubAskedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.connect()
	w.ReplyWith(alfa, room, w.asked(), slacksim.Draft{Files: []slacksim.File{{Name: "yttrande.pdf", Content: []byte("x"), Stub: true}}})
	w.stored("yttrande.pdf")
	w.SetFault(slacksim.Fault{Method: "files.info", Status: http.StatusInternalServerError})
	again := flows.Reply{Files: []flows.File{{ID: w.replies(1)[0].Files[0].ID}}}
	if got := w.slack.nameFiles(t.Context(), again); got.Text != "yttrande.pdf" {
		t.Errorf("text %q, want the file's name", got.Text)
	}
}

// A reply that is only an emoji or a mention is stored with a text.
func TestFewWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{":thumbsup:": ":thumbsup:", ":samråd:": ":samråd:", "<@" + group + ">": "@…", "<#" + other + ">": "#…"} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.connect()
			question := w.asked()
			ts := w.Reply(alfa, room, question, text)
			w.stored(want)
			w.marked(question, ts)
		})
	}
}
