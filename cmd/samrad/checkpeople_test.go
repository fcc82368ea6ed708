package main

import (
	"strings"
	"testing"

	"github.com/samrad/samrad/bot"
	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
)

// Where Slack answers nothing of people, that is told once, and is no fault of
// the file.
func TestPeopleNotAsked(t *testing.T) {
	t.Parallel()
	w, app := startWorkspace(t)
	slack, err := bot.NewSlack(bot.SlackOptions{BotToken: app.BotToken, APIURL: w.APIURL()})
	if err != nil {
		t.Fatal(err)
	}
	w.SetFault(slacksim.Fault{Method: "users.info", Status: 500})
	var out strings.Builder
	check := &checker{out: &out, stopped: func() bool { return false }}
	check.people(t.Context(), slack, &config.Config{Roles: flows.Roles{Staff: flows.Team{Users: []flows.UserID{"U0ST1", "U0ST2"}}}})
	const want = "warning users: 2 of 2 user ids not asked about: users.info: "
	if got := out.String(); !strings.HasPrefix(got, want) || strings.Count(got, "\n") != 1 || check.errors != 0 {
		t.Errorf("%d errors, and printed %q, want %q once", check.errors, got, want)
	}
}
