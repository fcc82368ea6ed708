package bot

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/locale"
)

// Buttons that another version of the bot made, or that name what is gone, are
// answered in words.
func TestButtonsOfAnotherVersion(t *testing.T) {
	t.Parallel()
	gone, meeting := words("notice.not_found"), "spring." // the meetings that there are
	cases := []struct{ name, user, action, want string }{
		{"unknown action", alfa, `{"action_id":"telepathy","type":"button","value":"x"}`, gone},
		{"no value", alfa, `{"action_id":"answer_open","type":"button"}`, meeting},
		{"meeting that is gone", alfa, `{"action_id":"answer_open","value":"winter|q1"}`, meeting},
		{"question that is gone", alfa, `{"action_id":"answer_open","value":"spring|q9"}`, words("notice.unknown_question")},
		{"one part of two", alfa, `{"action_id":"nothing_to_add","value":"winter"}`, meeting},
		{"more parts than ever", alfa, `{"action_id":"nothing_to_add","value":"winter|q1|x|y|z"}`, meeting},
		{"version that is no number", group, `{"action_id":"digest_publish","value":"spring|newest"}`, gone},
		{"no version", group, `{"action_id":"digest_publish","value":"spring"}`, gone},
		{"organisation that is gone", alfa, `{"action_id":"organisation_choose","selected_option":{"value":"omega"}}`, ""},
		{"right that was lost", alfa, `{"action_id":"organisation_confirm","value":"omega"}`, words("command.missing_right.working_group")},
	}
	w := newWorld(t, nil)
	w.connect()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := w.Slash(stranger, other, "help") // whose response_url serves
			if _, err := in.Ack(t.Context()); err != nil {
				t.Fatal(err)
			}
			err := w.raw(`{"type":"block_actions","trigger_id":"1.2.3","response_url":"` + in.ResponseURL + `","user":{"id":"` + c.user +
				`","team_id":"T0HOME"},"channel":{"id":"` + room + `"},"actions":[` + c.action + `]}`)
			if err != nil {
				t.Fatal(err)
			}
			answer, err := in.WaitResponse(t.Context(), 1)
			if err != nil || !strings.Contains(said(answer), c.want) || said(answer) == "" {
				t.Errorf("answer %q (%v), want %q in it", said(answer), err, c.want)
			}
		})
	}
}

// Only a person's own message, as it stands now, is counted as an answer.
func TestCountMessage(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name    string
		prepare func(w *world, ts string)
		author  string
		want    string // the notice's key
		stored  []string
	}{
		{"as it was", func(*world, string) {}, alfa, "notice.counted", []string{"Ett svar"}},
		{"edited since", func(w *world, ts string) { w.Edit(alfa, room, ts, "Ett bättre svar") }, alfa, "notice.counted", []string{"Ett bättre svar"}},
		{"deleted since", func(w *world, ts string) { w.Delete(alfa, room, ts) }, alfa, "notice.counted_gone", nil},
		{"somebody else's", func(*world, string) {}, stranger, "notice.counted_gone", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			question := w.asked()
			ts := w.Post(c.author, room, "Ett svar")
			c.prepare(w, ts)
			var p wireInteraction
			if err := json.Unmarshal([]byte(`{"user":{"id":"`+alfa+`"},"channel":{"id":"`+room+`"}}`), &p); err != nil {
				t.Fatal(err)
			}
			m, replace, err := w.router.count(t.Context(), p, "spring|q1|"+ts+"|"+question, locale.For("sv"))
			if err != nil || !replace || m.Text != words(c.want) {
				t.Errorf("%q, replaces %v (%v), want %q", m.Text, replace, err, words(c.want))
			}
			w.stored(c.stored...)
		})
	}
}

// A link that is a button needs no answer.
func TestLinkButton(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	var i wireInteraction
	if err := json.Unmarshal([]byte(`{"type":"block_actions","response_url":"`+nowhere+`","user":{"id":"U1"},"actions":[{"action_id":"x","url":"https://example.org/"}]}`), &i); err != nil {
		t.Fatal(err)
	}
	if answer := w.router.Interaction(t.Context(), i); answer != nil {
		t.Errorf("answer %v", answer)
	}
	w.router.Wait()
	if log := w.logged.String(); strings.Contains(log, "not sent") {
		t.Errorf("something was sent: %s", log)
	}
}

// A response_url is a key: it is in no log.
func TestResponseURLIsNotLogged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for _, secret := range []string{nowhere + "actions/T0/1/hemlig", "http://127.0.0.1:1/%zz/hemlig"} {
		i := wireInteraction{Type: "block_actions", ResponseURL: secret, Actions: []wireAction{{ActionID: "answer_open"}}}
		i.User.ID = alfa
		w.router.Interaction(t.Context(), i)
		w.router.Wait()
		if log := w.logged.String(); !strings.Contains(log, "answer to a button not sent") || strings.Contains(log, "hemlig") {
			t.Errorf("log: %s", log)
		}
	}
}

// What a button says is done before its press is acknowledged: the person whose
// press a killed bot had in hand is told by Slack that it failed.
func TestButtonIsDoneBeforeItIsAcknowledged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.asked()
	w.SetFault(slacksim.Fault{Method: "users.info", Hang: true}) // which is given up
	var i wireInteraction
	if err := json.Unmarshal([]byte(`{"type":"block_actions","user":{"id":"`+alfa+`","team_id":"T0HOME"},"channel":{"id":"`+room+
		`"},"actions":[{"action_id":"nothing_to_add","value":"spring|q1"}]}`), &i); err != nil {
		t.Fatal(err)
	}
	w.router.Interaction(t.Context(), i)
	if n := len(w.answers()); n != 1 {
		t.Errorf("%d answers stored when the press was acknowledged, want 1", n)
	}
}

// A button that waits for Slack is acknowledged in time.
func TestButtonWhileSlackHangs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.SetFault(slacksim.Fault{Method: "views.open", Hang: true})
	var i wireInteraction
	if err := json.Unmarshal([]byte(`{"type":"block_actions","trigger_id":"1.2.3","user":{"id":"`+alfa+`"},"channel":{"id":"`+room+
		`"},"actions":[{"action_id":"answer_open","value":"spring|q1"}]}`), &i); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	w.router.Interaction(t.Context(), i)
	if took := time.Since(start); took > slackWaits {
		t.Errorf("acknowledged after %v", took)
	}
}
