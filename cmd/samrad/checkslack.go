package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/samrad/samrad/bot"
	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
)

// checkDeadline bounds one question to Slack.
const checkDeadline = 10 * time.Second

func (c *checker) slack(ctx context.Context, inv *invocation, cfg *config.Config, env config.Env) {
	var problems config.Problems
	if errors.As(env.RequireSlack(cfg.Mode), &problems) {
		for _, p := range problems {
			c.fail("slack: %s", p)
		}
	}
	if env.BotToken.Empty() {
		return
	}
	slack, err := newSlack(env, inv.log)
	if err != nil {
		c.fail("slack: %s", oneLine(err))
		return
	}
	all := ctx
	ctx, cancel := context.WithTimeout(all, 6*checkDeadline)
	defer cancel()
	self, err := slack.Identity(ctx)
	if err != nil && !bot.Refused(err) {
		c.fail("slack: not reached: %s; check the network, a proxy and SLACK_API_URL", oneLine(err))
		return
	}
	if err != nil {
		c.fail("slack: the bot token: %s; install the app again and copy its token", oneLine(err))
		return
	}
	c.ok("slack: the bot token works: workspace %s, bot %s", self.Team, self.User)
	c.scopes(self)
	if cfg.Mode == config.ModeSocket && !env.AppToken.Empty() {
		if err := slack.TestSocket(ctx); err != nil {
			c.fail("slack: the app token: %s; make one with connections:write under Basic Information", oneLine(err))
		} else {
			c.ok("slack: the app token works: Socket Mode")
		}
	}
	for _, id := range channelsOf(cfg) {
		c.channel(ctx, slack, id)
	}
	c.usergroup(ctx, slack, "roles.working_group.usergroup", cfg.Roles.WorkingGroup.Usergroup)
	c.usergroup(ctx, slack, "roles.staff.usergroup", cfg.Roles.Staff.Usergroup)
	c.people(all, slack, cfg)
}

func (c *checker) usergroup(ctx context.Context, slack *bot.Slack, path string, id flows.UsergroupID) {
	if id == "" {
		return
	}
	switch members, err := slack.UsergroupMembers(ctx, id); {
	case err != nil:
		c.fail("user group %s (%s): %s; check the id, or list users instead", id, path, oneLine(err))
	case len(members) == 0:
		c.warn("user group %s (%s): has no members, so it gives nobody a right", id, path)
	default:
		c.ok("user group %s (%s): %s", id, path, counted(len(members), "member"))
	}
}

func (c *checker) scopes(self bot.Identity) {
	if len(self.Scopes) == 0 {
		c.warn("slack: the token's scopes are not told")
		return
	}
	if missing := self.Missing(); len(missing) > 0 {
		c.fail("slack: the token lacks the scopes %s; update the app from samrad manifest and install it again", strings.Join(missing, ", "))
		return
	}
	c.ok("slack: the token has all scopes")
}

// channelsOf lists every channel that the bot posts in, each once.
func channelsOf(cfg *config.Config) []flows.ChannelID {
	all := []flows.ChannelID{cfg.Roles.WorkingGroup.Channel, cfg.Roles.Staff.Channel}
	for _, m := range cfg.Meetings {
		if m.Starts.After(time.Now()) {
			all = append(all, m.PostChannels(cfg.Organisations)...)
		}
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(id flows.ChannelID) bool { return id == "" })
}

var channelRemedies = map[string]string{
	"not_in_channel":    "the bot is not in it; invite it with /invite @samrad",
	"is_archived":       "it is archived; unarchive it or name another",
	"channel_not_found": "there is no such channel that the bot can see; check the id, and invite the bot if it is private",
	"missing_scope":     "the token may not look at it; update the app from samrad manifest",
}

func (c *checker) channel(ctx context.Context, slack *bot.Slack, id flows.ChannelID) {
	state, err := slack.ChannelState(ctx, id)
	switch {
	case err != nil:
		c.fail("channel %s: %s", id, oneLine(err))
	case state != "":
		c.fail("channel %s: %s", id, channelRemedies[state])
	default:
		c.ok("channel %s: the bot is in it", id)
	}
}
