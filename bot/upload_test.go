package bot

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

const fileName = "underlag.docx"

var document1 = []byte("a document, whatever is in it")

func theDigest() flows.DigestPost {
	return flows.DigestPost{
		Digest: flows.Digest{Meeting: theMeeting, Title: "Vårens samråd", Starts: time.Now().AddDate(0, 0, 4), Version: 1, State: flows.DigestDraft, Language: "sv",
			Participation: flows.Participation{Invited: 1}},
		Audience: flows.AudienceStaff, FileName: fileName, Document: document1,
	}
}

// shared are the names of the files that stand in a message's thread, each as
// often as it was shared.
func (w *world) shared(channel, root string) []string {
	var out []string
	for _, m := range w.Thread(channel, root) {
		for _, id := range m.Files {
			for _, f := range w.Files() {
				if f.ID == id && string(f.Bytes) == string(document1) {
					out = append(out, f.Name)
				}
			}
		}
	}
	return out
}

func (w *world) checkDigest(messages []slacksim.Message) {
	w.t.Helper()
	if diff := cmp.Diff([]string{"digest"}, idsOf(messages)); diff != "" {
		w.t.Fatalf("messages (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{fileName}, w.shared(messages[0].Channel, messages[0].TS)); diff != "" {
		w.t.Errorf("files (-want +got):\n%s", diff)
	}
}

// A digest is one message with its document once in the thread, whichever of
// the steps goes wrong.
func TestUploadOnce(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"chat.postMessage", "files.getUploadURLExternal", "upload", "files.completeUploadExternal", "files.info"} {
		for _, f := range []slacksim.Fault{{Status: http.StatusInternalServerError, Times: 1}, {Hang: true, Times: 1}, {CutAfterStore: true, Times: 1}} {
			t.Run(fmt.Sprintf("%s %+v", method, f), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, func(s *setting) { s.timeout = 500 * time.Millisecond })
				f.Method = method
				w.SetFault(f)
				if method == "files.info" { // is only called when sharing went wrong before
					w.SetFault(slacksim.Fault{Method: "files.completeUploadExternal", CutAfterStore: true, Times: 1})
				}
				w.queue(staff, "digest", theDigest())
				w.messenger("a")
				w.settled()
				w.checkDigest(w.Messages(staff))
				if f := w.failures(); len(f) != 0 {
					t.Errorf("failures: %v", f)
				}
			})
		}
	}
}

func TestUploadToPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.SetFault(slacksim.Fault{Method: "files.completeUploadExternal", CutAfterStore: true, Times: 1})
	w.queue(official, "digest", theDigest())
	w.messenger("a")
	w.settled()
	roots := slices.DeleteFunc(w.Direct(official), func(m slacksim.Message) bool { return m.ThreadTS != "" && m.ThreadTS != m.TS })
	w.checkDigest(roots)
}

// A process that ends between two steps leaves its lease; whoever takes over
// goes on where it ended.
func TestUploadTakenOver(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name                  string
		post, upload, sharing bool
	}{
		{"nothing done", false, false, false},
		{"posted", true, false, false},
		{"uploaded", true, true, false},
		{"shared", true, true, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.queue(staff, "digest", theDigest())
			w.dieAfter(c.post, c.upload, c.sharing)
			w.messenger("heir")
			w.until("the document", func() bool {
				all := w.Messages(staff)
				return len(all) > 0 && len(w.shared(staff, all[0].TS)) > 0
			})
			w.settled()
			w.checkDigest(w.Messages(staff))
		})
	}
}

// dieAfter does some steps of a digest as a process that then ends.
func (w *world) dieAfter(post, upload, sharing bool) {
	w.t.Helper()
	ctx := w.t.Context()
	ticket, ok, err := w.store.Take(ctx, "dead", time.Second, patience)
	if err != nil || !ok {
		w.t.Fatal(ok, err)
	}
	m := NewMessenger(w.slack, w.store, w.register, MessengerOptions{Owner: "dead", Log: w.log})
	must := func(err error) {
		if err != nil {
			w.t.Fatal(err)
		}
	}
	if !post {
		return
	}
	l, r, err := m.form(ctx, ticket)
	must(err)
	message, err := r.Content(ticket.Content, l)
	must(err)
	h := &hold{until: time.Now().Add(lease), give: func(error) {}}
	sent, err := m.message(ctx, h, &ticket, message)
	must(err)
	if !upload {
		return
	}
	file, err := w.slack.Upload(ctx, fileName, document1)
	must(err)
	must(w.store.Note(ctx, ticket, progressFile+file))
	if sharing {
		must(w.slack.Share(ctx, file, fileName, sent.Channel, sent.TS))
	}
}

// A digest that the store has forgotten stands there with its document: neither is
// sent again. A document that did not get there is.
func TestLostStoreSharesNothingAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		gone bool // the document
	}{{"all of it was sent", false}, {"the document was not", true}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			since := time.Now()
			queue := func() {
				t.Helper()
				err := w.store.Enqueue(t.Context(), flows.Intent{ID: "digest", Lane: staff, QueuedAt: time.Now(), Since: since, Content: theDigest()})
				if err != nil {
					t.Fatal(err)
				}
			}
			queue()
			stop := w.messenger("a")
			w.settled()
			stop()
			if root := w.Messages(staff)[0].TS; c.gone {
				if err := w.slack.Unshare(t.Context(), flows.Place{Channel: staff, TS: flows.MessageTS(root)}); err != nil {
					t.Fatal(err)
				}
			}
			w.server.Do(t, "FLUSHALL")
			w.store = w.open()
			queue()
			w.messenger("b")
			w.settled()
			w.checkDigest(w.Messages(staff))
		})
	}
}
