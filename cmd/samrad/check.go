package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/schedule"
)

// checker prints a line a finding, until it is stopped: what is found from then on
// is only that.
type checker struct {
	out     io.Writer
	stopped func() bool
	errors  int
}

func (c *checker) ok(what string, args ...any) { c.print("ok      "+what+"\n", args) }

func (c *checker) warn(what string, args ...any) { c.print("warning "+what+"\n", args) }

func (c *checker) fail(what string, args ...any) {
	c.errors++
	c.print("error   "+what+"\n", args)
}

func (c *checker) print(line string, args []any) {
	if !c.stopped() {
		fmt.Fprintf(c.out, line, args...)
	}
}

func runCheck(ctx context.Context, inv *invocation) error {
	c, env, err := inv.load()
	if err != nil {
		return err
	}
	check := &checker{out: inv.stdout, stopped: func() bool { return ctx.Err() != nil }}
	check.ok("config: %s: %s, %s, %s", c.Path, counted(len(c.Meetings), "meeting"), counted(len(c.Organisations), "organisation"), c.Location)
	for _, w := range c.Warnings {
		check.warn("config: %s", w)
	}
	check.roles(c)
	store, release, err := openStore(ctx, env.Store, inv.quiet())
	if err != nil {
		check.fail("store: %s", oneLine(err))
	} else {
		defer func() { _ = release() }()
		if err := check.store(ctx, store, c); err != nil {
			return err
		}
	}
	check.slack(ctx, inv, c, env)
	if err := ctx.Err(); err != nil {
		return err
	}
	switch check.errors {
	case 0:
		return nil
	case 1:
		return errors.New("check: 1 finding is an error")
	default:
		return fmt.Errorf("check: %d findings are errors", check.errors)
	}
}

func counted(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

func oneLine(err error) string {
	line := strings.ReplaceAll(err.Error(), "\n", "; ")
	if hint := flows.HintOf(err); hint != "" {
		line += " (" + hint + ")"
	}
	return line
}

// roles adds what the config's own warnings do not say: of a team with neither
// people nor a channel they say only that nobody has its rights.
func (c *checker) roles(cfg *config.Config) {
	for _, t := range []struct {
		name  string
		team  flows.Team
		lacks string
	}{{"working_group", cfg.Roles.WorkingGroup, "digests reach nobody"}, {"staff", cfg.Roles.Staff, "the weekly summary reaches nobody"}} {
		if len(t.team.Lanes()) == 0 && t.team.Usergroup == "" {
			c.warn("config: roles.%s has no channel, so %s; name one", t.name, t.lacks)
		}
	}
}

func (c *checker) store(ctx context.Context, store *redisstore.Store, cfg *config.Config) error {
	d, err := store.Inspect(ctx)
	if err != nil {
		c.fail("store: %s", oneLine(err))
		return nil
	}
	for _, e := range d.Errors() {
		c.fail("store: %s", e)
	}
	for _, w := range d.Warnings() {
		c.warn("store: %s", w)
	}
	if err := store.Ready(ctx); err != nil {
		c.fail("%s", oneLine(err))
	} else if len(d.Errors())+len(d.Warnings()) == 0 {
		c.ok("store: every answer is on disk before it is acknowledged (appendfsync always)")
	}
	if err := store.Writable(ctx); err != nil {
		c.fail("%s", oneLine(err))
	}
	if n, err := store.CountDeadLetters(ctx, time.Time{}); err != nil {
		c.fail("store: %s", oneLine(err))
	} else if n > 0 {
		c.warn("store: %s: events from Slack that could not be read; they are kept in the stream samrad:{dead}:letters", counted(n, "dead letter"))
	}
	register := flows.NewRegister(cfg.Settings(), "", store)
	if err := frozen(ctx, store, register); err != nil {
		return err
	}
	c.meetings(ctx, store, register)
	return nil
}

// shownFirings is how many of a meeting's next firings are printed.
const shownFirings = 5

func (c *checker) meetings(ctx context.Context, store *redisstore.Store, register *flows.Register) {
	meetings, err := register.Meetings(ctx)
	if err != nil {
		c.fail("store: %s", oneLine(err))
		return
	}
	set := register.Settings()
	now := time.Now()
	if !slices.ContainsFunc(meetings, func(m flows.Meeting) bool { return m.Starts.After(now) }) {
		c.warn("config: no meeting is ahead, so nothing will be asked")
	}
	for _, m := range meetings {
		plan, err := flows.PlanOf(m, set.Location, set.Calendar)
		if err != nil {
			c.fail("meeting %s: %s", m.ID, oneLine(err))
			continue
		}
		asked, err := store.Asked(ctx, m.ID)
		if err != nil {
			c.fail("meeting %s: %s", m.ID, oneLine(err))
			continue
		}
		c.plan(m, plan, asked, now)
	}
}

func (c *checker) plan(m flows.Meeting, plan flows.Plan, asked map[flows.QuestionID]string, now time.Time) {
	const form = "Mon 2006-01-02 15:04:05 MST"
	if !m.Starts.After(now) {
		c.ok("meeting %s: was held %s", m.ID, m.Starts.Format(form))
		return
	}
	c.ok("meeting %s: opens %s, closes %s, starts %s", m.ID, plan.Window.Opens.Format(form), plan.Window.Closes.Format(form), m.Starts.Format(form))
	left := schedule.Count(plan.Ask, schedule.Window{Opens: latest(plan.Window.Opens, now), Closes: plan.Window.Closes}, plan.Options, 1)
	if left == 0 && !plan.Ask.Off() && len(asked) < len(m.Questions()) {
		c.fail("meeting %s: no firing of ask is left before it closes, and not every question is posted; post them with /samrad ask, or ask more often", m.ID)
	}
	for _, u := range plan.Upcoming(m, asked, now, shownFirings) {
		line := fmt.Sprintf("meeting %s: %s %s", m.ID, u.At.In(m.Starts.Location()).Format(form), u.Step)
		if len(u.Themes) > 0 {
			line += ": " + strings.Join(u.Themes, "; ")
		}
		c.ok("%s", line)
	}
	for _, s := range []schedule.Spec{plan.Ask, plan.Remind} {
		for _, f := range schedule.Firings(s, plan.Window, plan.Options, 1000) {
			if f.Moved {
				c.ok("meeting %s: a firing on a public holiday is moved to %s", m.ID, f.At.Format(form))
			}
		}
	}
	if _, before := plan.Window.Opens.Zone(); before != offset(m.Starts) {
		c.warn("meeting %s: the clocks change between opens and the start; firings keep their local time", m.ID)
	}
}

func offset(t time.Time) int {
	_, o := t.Zone()
	return o
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
