package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/samrad/samrad/bot"
	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
)

// peopleDeadline bounds the questions about people: Slack takes more than a
// hundred of them a minute, see https://docs.slack.dev/apis/web-api/rate-limits.
const peopleDeadline = 5 * time.Minute

// person is a user id of the config, and where it stands.
type person struct {
	id    flows.UserID
	paths []string
}

// peopleOf lists every user id of the config, each once.
func peopleOf(cfg *config.Config) []person {
	var all []person
	place := make(map[flows.UserID]int)
	add := func(path string, ids []flows.UserID) {
		for _, id := range ids {
			i, known := place[id]
			if !known {
				i = len(all)
				place[id] = i
				all = append(all, person{id: id})
			}
			all[i].paths = append(all[i].paths, path)
		}
	}
	add("roles.working_group.users", cfg.Roles.WorkingGroup.Users)
	add("roles.staff.users", cfg.Roles.Staff.Users)
	for i, o := range cfg.Organisations {
		add(fmt.Sprintf("organisations[%d].members", i), o.Members)
	}
	return all
}

// people asks Slack about every user id: a mistyped one leaves somebody without
// rights, or their answers without an organisation, and nothing else would say so.
func (c *checker) people(ctx context.Context, slack *bot.Slack, cfg *config.Config) {
	all := peopleOf(cfg)
	if len(all) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, peopleDeadline)
	defer cancel()
	sound := 0
	for i, p := range all {
		state, err := slack.UserState(ctx, p.id)
		if err != nil { // the next would fare no better
			c.warn("users: %d of %s not asked about: %s; mend that and run samrad check again", len(all)-i, counted(len(all), "user id"), oneLine(err))
			return
		}
		if state == bot.UserPresent {
			sound++
			continue
		}
		c.person(p, state)
	}
	if sound == len(all) {
		c.ok("users: Slack knows %s", counted(len(all), "user id"))
	}
}

// person tells of a user id that gives nobody anything. Somebody of another
// workspace is unknown until a channel is shared with them, and a person may
// leave: neither says that the file is wrong, as the id of a bot does.
func (c *checker) person(p person, state bot.UserState) {
	at := fmt.Sprintf("user %s (%s)", p.id, strings.Join(p.paths, ", "))
	switch state {
	case bot.UserBot:
		c.fail("%s: it is a bot, which neither has rights nor speaks for anybody; write a person's member ID", at)
	case bot.UserDeactivated:
		c.warn("%s: the account is deactivated; remove the id, or write that of who came instead", at)
	default:
		c.warn("%s: Slack knows no such person here; check the id (Copy member ID in the profile's menu). Somebody of another workspace is known once they are in a channel with the bot", at)
	}
}
