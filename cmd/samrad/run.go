package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"github.com/samrad/samrad/bot"
	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
)

// gcPercent has garbage collected half as often as Go would by itself: a server
// holds few megabytes, and a burst of events makes many. See runtime/debug.
const gcPercent = 200

func runServer(ctx context.Context, inv *invocation) (err error) {
	c, env, err := inv.load()
	if err != nil {
		return err
	}
	if err := env.RequireSlack(c.Mode); err != nil {
		return err
	}
	for _, w := range c.Warnings {
		inv.log.WarnContext(ctx, "config", "finding", w.String())
	}
	store, release, err := openStore(ctx, env.Store, inv.log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	ctx, leave, err := store.Attend(ctx, ownerName())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	if err := durable(ctx, store, inv); err != nil {
		return err
	}
	if err := frozen(ctx, store, flows.NewRegister(c.Settings(), "", store)); err != nil {
		return err
	}
	if inv.getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	s, err := newServer(ctx, c, env, store, flows.WallClock{}, inv.log)
	if ctx.Err() != nil {
		return nil // asked to stop before Slack answered
	}
	if err != nil {
		return err
	}
	return s.serve(ctx)
}

// durable refuses a store that loses answers, unless the operator allows it.
func durable(ctx context.Context, store *redisstore.Store, inv *invocation) error {
	d, err := store.Inspect(ctx)
	if err != nil {
		return err
	}
	for _, w := range d.Warnings() {
		inv.log.WarnContext(ctx, "store", "finding", w)
	}
	for _, e := range d.Errors() {
		if !inv.flags.allowVolatile {
			return &flows.Error{Code: flows.CodeInvalid, What: e, Hint: "or samrad " + inv.name + " --allow-volatile if answers may be lost"}
		}
		inv.log.WarnContext(ctx, "store, allowed by --allow-volatile", "finding", e)
	}
	return nil
}

// ownerName names this process among the replicas.
func ownerName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	id := make([]byte, 4)
	_, _ = rand.Read(id) // never fails
	return fmt.Sprintf("%s-%d-%s", host, os.Getpid(), hex.EncodeToString(id))
}

// identify asks Slack who the bot is, for as long as Slack does not answer. A
// token that Slack refuses ends the start.
func identify(ctx context.Context, s *bot.Slack, log *slog.Logger) (bot.Identity, error) {
	for attempt := 1; ; attempt++ {
		self, err := s.Identity(ctx)
		if err == nil {
			return self, nil
		}
		if bot.Refused(err) {
			return self, refusedToken("SLACK_BOT_TOKEN", err)
		}
		if ctx.Err() != nil {
			return self, ctx.Err()
		}
		log.WarnContext(ctx, "slack does not answer yet", "error", err, "attempt", attempt, "hint", "check the network, a proxy and SLACK_API_URL")
		if err := (flows.WallClock{}).SleepUntil(ctx, time.Now().Add(min(time.Duration(attempt)*time.Second, 30*time.Second))); err != nil {
			return self, err
		}
	}
}

// refusedToken is a token that Slack has refused from the start.
func refusedToken(variable string, err error) error {
	return &flows.Error{Code: flows.CodeInvalid, What: "slack", Err: err, Hint: "check " + variable + "; samrad check tells more"}
}

func newSlack(env config.Env, log *slog.Logger) (*bot.Slack, error) {
	return bot.NewSlack(bot.SlackOptions{BotToken: env.BotToken.Reveal(), AppToken: env.AppToken.Reveal(), APIURL: env.APIURL, Log: log})
}
