package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
)

// patience bounds how long the tests wait for anything. A firing that a killed
// bot had in hand is taken up when its lease of a minute has ended.
const patience = 120 * time.Second

// The meeting, its channels and people. Alfa is known by a member, Beta by its
// Slack Connect workspace, Gamma by its own channel, Delta is silent, and
// Epsilon's representative is known by nothing.
const (
	meeting  = "spring"
	cSamrad  = "C0SAMRAD"
	cGamma   = "C0GAMMA"
	cWorking = "C0WG"
	cStaff   = "C0STAFF"

	uWorking = "U0WG1"
	uStaff   = "U0ST1"
	uAlfa    = "U0ALFA"
	uBeta    = "U0BETA"
	uGamma   = "U0GAMMA"
	uDelta   = "U0DELTA"
	uEpsilon = "U0EPS"
	uNobody  = "U0NOBODY"
)

const configText = `language: sv
timezone: Europe/Stockholm
slack: {mode: %s}
roles:
  working_group: {users: [U0WG1], channel: C0WG}
  staff: {users: [U0ST1], channel: C0STAFF}
summary: none
schedule: {opens: 10d, closes: 1d, ask: "@every 1s", remind: none, digest: none}
organisations:
  - {id: alfa, name: Alfa, sector: kultur, members: [U0ALFA]}
  - {id: beta, name: Beta, sector: kultur, team: T0BETA}
  - {id: gamma, name: Gamma, sector: idrott, channel: C0GAMMA}
  - {id: delta, name: Delta, sector: idrott, members: [U0DELTA]}
  - {id: epsilon, name: Epsilon}
meetings:
  - id: spring
    title: Vårens samråd
    starts: %s
    channels: [C0SAMRAD]
    organisation_channels: true
    themes:
      - title: Lokaler
        questions:
          - Vilka lokaler saknas?
          - Vad kostar lokalerna?
      - title: Unga
        questions:
          - Hur når vi unga?
`

// questions are the texts above, by id.
var questions = map[string]string{"q1": "Vilka lokaler saknas?", "q2": "Vad kostar lokalerna?", "q3": "Hur når vi unga?"}

// world is a workspace with the meeting's people, and what samrad is started
// with.
type world struct {
	*slacksim.Workspace
	t      *testing.T
	binary string
	dir    string
	env    []string
	listen string
}

// newWorld makes a workspace that fails the test at the first thing that Slack
// forbids.
func newWorld(t *testing.T, mode, store string, o slacksim.Options) *world {
	t.Helper()
	o.RateLimit = true
	o.OnViolation = func(v slacksim.Violation) { t.Errorf("violation: %v", v) }
	return makeWorld(t, mode, store, o)
}

// makeWorld is newWorld with what Slack forbids left to the options.
func makeWorld(t *testing.T, mode, store string, o slacksim.Options) *world {
	t.Helper()
	ws, err := slacksim.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{Workspace: ws, t: t, binary: binary, dir: t.TempDir(), listen: freeAddress(t)}
	app := w.furnish()
	path := filepath.Join(w.dir, "samrad.yaml")
	starts := time.Now().AddDate(0, 0, 4).Format(time.RFC3339)
	if err := os.WriteFile(path, fmt.Appendf(nil, configText, mode, starts), 0o600); err != nil {
		t.Fatal(err)
	}
	w.env = append(os.Environ(), "SLACK_BOT_TOKEN="+app.BotToken, "SLACK_APP_TOKEN="+app.AppToken, "SLACK_SIGNING_SECRET="+app.SigningSecret,
		"SLACK_API_URL="+w.APIURL(), "REDIS_URL="+store, "SAMRAD_CONFIG="+path, "SAMRAD_LISTEN="+w.listen, "GORACE=exitcode=66")
	if strings.HasPrefix(store, "embedded:") {
		t.Cleanup(w.endServer)
	}
	return w
}

// endServer stops the embedded server of a bot that was killed and did not
// come back, as after a failed test: the last one out stops it, and that is
// this short command.
func (w *world) endServer() {
	cmd := exec.Command(w.binary, "export", meeting)
	cmd.Env = w.env
	_ = cmd.Run() // what it says does not matter
}

func (w *world) furnish() slacksim.App {
	app := w.Install(slacksim.App{})
	people := []string{uWorking, uStaff, uAlfa, uBeta, uGamma, uDelta, uEpsilon, uNobody}
	for _, id := range people {
		u := slacksim.User{ID: id, Name: strings.ToLower(id)}
		if id == uBeta {
			u.TeamID = "T0BETA"
		}
		w.AddUser(u)
	}
	w.AddChannel(slacksim.Channel{ID: cSamrad, Name: "samrad", Shared: true, Members: append(people, app.BotUserID)})
	w.AddChannel(slacksim.Channel{ID: cGamma, Name: "gamma", Private: true, Members: []string{uGamma, app.BotUserID}})
	w.AddChannel(slacksim.Channel{ID: cWorking, Name: "wg", Private: true, Members: []string{uWorking, app.BotUserID}})
	w.AddChannel(slacksim.Channel{ID: cStaff, Name: "staff", Private: true, Members: []string{uStaff, app.BotUserID}})
	return app
}

// until waits for something to be seen in the workspace.
func (w *world) until(what string, seen func() bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := w.WaitFor(ctx, what, seen); err != nil {
		w.t.Fatal(err)
	}
}

// posts are the bot's posts of a question in a channel.
func (w *world) posts(channel, question string) []slacksim.Message {
	var out []slacksim.Message
	for _, m := range w.Messages(channel) {
		if m.BotID != "" && bytes.Contains(m.Blocks, []byte(questions[question])) && bytes.Contains(m.Blocks, []byte(`"answer_open"`)) {
			out = append(out, m)
		}
	}
	return out
}

// asked waits for a question, and returns its ts.
func (w *world) asked(channel, question string) string {
	w.t.Helper()
	w.until(question+" in "+channel, func() bool { return len(w.posts(channel, question)) > 0 })
	return w.posts(channel, question)[0].TS
}

// message finds a message, in a thread or beside it.
func (w *world) message(channel, ts string) (slacksim.Message, bool) {
	for _, root := range w.Messages(channel) {
		for _, m := range w.Thread(channel, root.TS) {
			if m.TS == ts {
				return m, true
			}
		}
	}
	return slacksim.Message{}, false
}

func (w *world) checked(channel, ts string) bool {
	m, ok := w.message(channel, ts)
	return ok && len(m.Reactions["white_check_mark"]) > 0
}

// stored waits for the check mark of a reply.
func (w *world) stored(channel, ts string) {
	w.t.Helper()
	w.until("the check mark on "+ts, func() bool { return w.checked(channel, ts) })
}

// withAction waits for a message that has a button or menu, the newest of them.
func (w *world) withAction(in func() []slacksim.Message, action string) slacksim.Message {
	w.t.Helper()
	var found slacksim.Message
	w.until("a message with "+action, func() bool {
		for _, m := range in() {
			if bytes.Contains(m.Blocks, []byte(`"`+action+`"`)) {
				found = m
			}
		}
		return found.TS != ""
	})
	return found
}

// ok fails the test unless an interaction was acknowledged.
func (w *world) ok(in *slacksim.Interaction) *slacksim.Interaction {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if _, err := in.Ack(ctx); err != nil {
		w.t.Fatal(err)
	}
	return in
}
