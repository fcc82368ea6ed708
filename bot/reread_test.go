package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// A reply that is read back, and that nobody has touched, is the same reply,
// whatever the process knows by now of the people and files that it names.
func TestReadBackOfTheSame(t *testing.T) {
	t.Parallel()
	file := slacksim.Draft{Files: []slacksim.File{{Name: "yttrande.pdf", Content: []byte("x"), Stub: true}}}
	for _, c := range []struct {
		name  string
		reply slacksim.Draft
		want  string // the text stored
		later func(w *world)
	}{
		{"a person whose name was learnt", slacksim.Draft{Text: "Som <@" + group + "> sade."}, "Som @… sade.", func(w *world) {
			if _, err := w.slack.User(w.t.Context(), group); err != nil {
				w.t.Fatal(err)
			}
		}},
		{"a file whose name Slack does not give any more", file, "yttrande.pdf", func(w *world) {
			w.slack.files = fileCache{} // the process was started anew
			w.SetFault(slacksim.Fault{Method: "files.info", SlackError: "file_not_found"})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.connect()
			w.ReplyWith(alfa, room, w.asked(), c.reply)
			w.stored(c.want)
			before := w.replies(1)
			c.later(w)
			found, err := w.readBack(flows.WallClock{}, w.pages(flows.WallClock{}, -1))
			if err != nil || found.Found() {
				t.Errorf("found %+v, %v, want nothing", found, err)
			}
			if diff := cmp.Diff(before, w.replies(1)); diff != "" {
				t.Errorf("the reply (-before +after):\n%s", diff)
			}
		})
	}
}

// A file whose name Slack did not give in time is named when it is read back: a
// reply that is only a file says nothing before.
func TestReadBackNamesFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.connect()
	question := w.asked()
	w.SetFault(slacksim.Fault{Method: "files.info", SlackError: "internal_error", Times: 1})
	w.ReplyWith(alfa, room, question, slacksim.Draft{Files: []slacksim.File{{Name: "yttrande.pdf", Content: []byte("x"), Stub: true}}})
	w.stored("")
	found, err := w.readBack(flows.WallClock{}, w.pages(flows.WallClock{}, -1))
	if err != nil || found.Found() {
		t.Errorf("found %+v, %v, want nothing that people did", found, err)
	}
	w.stored("yttrande.pdf")
}
