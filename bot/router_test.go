package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/redisstore"
)

// slackWaits is how long Slack waits for an acknowledgement; the workspace
// tells a person that the command failed after that.
const slackWaits = 3 * time.Second

func words(key string) string { return locale.For("sv").Text(key, nil) }

// answered is the first word that a command is answered with, and the last:
// they are one unless the work was slow.
func (w *world) answered(in *slacksim.Interaction) (first, last string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	ack, err := in.Ack(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	first = said(ack)
	if first != words("notice.working_on_it") && first != "" {
		return first, first
	}
	late, err := in.WaitResponse(ctx, 1)
	if err != nil {
		w.t.Fatal(err)
	}
	return first, said(late)
}

// blockedStore answers no question about contributions until it is let go.
type blockedStore struct {
	*redisstore.Store
	release chan struct{}
}

func (s blockedStore) Contributions(ctx context.Context, m flows.MeetingID, channels []flows.ChannelID) ([]flows.Contribution, error) {
	select {
	case <-s.release:
		return s.Store.Contributions(ctx, m, channels)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// A command that takes long gets a first word in time, and its answer later,
// once.
func TestSlowCommand(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	w := newWorld(t, func(s *setting) {
		s.commands = func(r *redisstore.Store) commandStore { return blockedStore{r, release} }
	})
	w.connect()
	in := w.Slash(group, room, "status")
	ack, err := in.Ack(t.Context())
	if err != nil || said(ack) != words("notice.working_on_it") {
		t.Fatalf("acknowledged with %q (%v)", said(ack), err)
	}
	if n := len(in.Responses()); n != 0 {
		t.Fatalf("%d responses before the work is done", n)
	}
	close(release)
	late, err := in.WaitResponse(t.Context(), 1)
	if err != nil || !strings.Contains(said(late), "Vårens samråd") {
		t.Errorf("answer %q (%v)", said(late), err)
	}
	w.router.Wait()
	if n := len(in.Responses()); n != 1 {
		t.Errorf("%d responses, want 1", n)
	}
}

// Slack's own slowness keeps nobody waiting either.
func TestCommandWhileSlackHangs(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"users.info", "usergroups.users.list"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(s *setting) {
				s.settings = func(s *flows.Settings) { s.Roles.Staff.Usergroup = "S0ST" }
			})
			w.AddUsergroup("S0ST", official)
			w.SetFault(slacksim.Fault{Method: method, Hang: true})
			w.connect()
			if _, last := w.answered(w.Slash(stranger, room, "help")); last == "" {
				t.Error("no answer")
			}
		})
	}
}

func TestCommandWords(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, user, text string
		want             string // contained in the answer
	}{
		{"nothing", stranger, "", words("command.help.title")},
		{"help", stranger, "hjälp", words("command.help.title")},
		{"unknown word", group, "telepati", "telepati"},
		{"unknown word, escaped once", group, "a&b<c>", "a&amp;b&lt;c&gt;"},
		{"mention of everyone", group, "<!channel>", "&lt;!channel&gt;"},
		{"missing right", stranger, "status", words("command.missing_right.working_group")},
		{"missing right of the working group", group, "summary", words("command.missing_right.staff")},
		{"a representative publishes", alfa, "publish", words("command.missing_right.working_group")},
		{"unknown meeting", group, "status vinter", "vinter"},
		{"whatever the case", group, "STATUS Spring", "Vårens samråd"},
		{"many blanks", group, "   status    spring   ", "Vårens samråd"},
		{"very long", group, strings.Repeat("å", 5000), words("command.help.title")},
	}
	w := newWorld(t, nil)
	w.connect()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, got := w.answered(w.Slash(c.user, room, c.text)); !strings.Contains(got, c.want) {
				t.Errorf("answer %q, want %q in it", got, c.want)
			}
		})
	}
}

// Nobody is left in silence while the store is down: neither who commands, nor
// who presses a button, nor who sends a form.
func TestApology(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.connect()
	question := w.asked()
	form := w.openAnswer(question)
	w.gate.close()
	apology := words("notice.apology")
	for _, text := range []string{"status", "ask", "org", "mydata"} {
		if _, got := w.answered(w.Slash(group, room, text)); got != apology {
			t.Errorf("%s: %q", text, got)
		}
	}
	for _, action := range []string{"nothing_to_add", "mydata_open"} {
		if got := w.pressed(w.Click(alfa, room, question, action, "")); got != apology {
			t.Errorf("%s: %q", action, got)
		}
	}
	errs, err := w.Submit(alfa, form.ID, map[string]any{"text": "Ett svar"}).Errors(t.Context())
	if err != nil || errs["text"] != apology {
		t.Errorf("form: %v (%v)", errs, err)
	}
	w.gate.reopen()
	in := w.Submit(alfa, form.ID, map[string]any{"text": "Ett svar"})
	if errs, err := in.Errors(t.Context()); err != nil || len(errs) != 0 {
		t.Errorf("form, again: %v (%v)", errs, err)
	}
	w.stored("Ett svar")
}

// openAnswer opens the private form of a question.
func (w *world) openAnswer(question string) slacksim.View {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	form, err := w.Click(alfa, room, question, "answer_open", "").WaitView(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	return form
}

// pressed is what a button's response_url got.
func (w *world) pressed(in *slacksim.Interaction) string {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if _, err := in.Ack(ctx); err != nil {
		w.t.Fatal(err)
	}
	answer, err := in.WaitResponse(ctx, 1)
	if err != nil {
		w.t.Fatal(err)
	}
	return said(answer)
}
