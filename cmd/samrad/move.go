package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows/redisstore"
)

// workPatience bounds one command of work on which nobody waits: much may go over
// a slow line to a slow disk.
const workPatience = 30 * time.Second

// runMove moves the store of REDIS_URL. It reads no config file: a store is
// moved whole, whatever it is for.
func runMove(ctx context.Context, inv *invocation) (err error) {
	env, err := config.Environment(inv.getenv)
	if err != nil {
		return err
	}
	if inv.flags.undo {
		return inv.undoMove(ctx, env.Store)
	}
	to, err := env.RequireMoveTo()
	if err != nil {
		return err
	}
	if err := existing(env.Store); err != nil {
		return fmt.Errorf("move: %w", err)
	}
	m := redisstore.Move{FromName: env.Store.Name(), ToName: to.Name(), Log: inv.log}
	var release func() error
	if m.From, release, err = openPatientStore(ctx, env.Store, workPatience, inv.quiet()); err != nil {
		return fmt.Errorf("move from %s: %w", m.FromName, err)
	}
	defer func() { err = errors.Join(err, release()) }()
	var releaseTo func() error
	if m.To, releaseTo, err = openPatientStore(ctx, to, workPatience, inv.quiet()); err != nil {
		return fmt.Errorf("move to %s: %w", m.ToName, err)
	}
	defer func() { err = errors.Join(err, releaseTo()) }()
	if err := durable(ctx, m.To, inv); err != nil {
		return fmt.Errorf("move to %s: %w", m.ToName, err)
	}
	moved, err := m.Run(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(inv.stdout, "moved %d keys, %d contributions among them, from %s to %s; each was read back and compared\n",
		moved.Keys, moved.Contributions, m.FromName, m.ToName)
	fmt.Fprintln(inv.stdout, "next: set REDIS_URL to the new store and start samrad run; keep the old one as a backup until you are sure, and then remove it: what people withdraw from now on stays in it")
	return nil
}

// undoMove takes back a move at the store of REDIS_URL.
func (inv *invocation) undoMove(ctx context.Context, s config.Store) (err error) {
	if err := existing(s); err != nil {
		return fmt.Errorf("move --undo: %w", err)
	}
	store, release, err := openPatientStore(ctx, s, workPatience, inv.quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	undone, err := store.UndoMove(ctx)
	if err != nil {
		return err
	}
	if undone.Received {
		fmt.Fprintf(inv.stdout, "removed %d keys that a move from %s had left in %s\n", undone.Removed, undone.Where, s.Name())
		return nil
	}
	fmt.Fprintf(inv.stdout, "%s may be used again; what came into %s since %s is not in it, so serve only one of them\n",
		s.Name(), undone.Where, undone.At.Format(time.RFC3339))
	return nil
}
