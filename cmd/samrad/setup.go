package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
	"github.com/samrad/samrad/flows/redisstore"
)

// load reads the environment and the config file; what is wrong with either is
// told at once.
func (inv *invocation) load() (*config.Config, config.Env, error) {
	env, envErr := config.Environment(inv.getenv)
	path := env.Config
	if inv.flags.config != "" {
		path = inv.flags.config
	}
	c, err := config.Load(path)
	var problems config.Problems
	for _, e := range []error{err, envErr} {
		var some config.Problems
		if errors.As(e, &some) {
			problems = append(problems, some...)
		} else if e != nil {
			return nil, env, e
		}
	}
	if len(problems) > 0 {
		return nil, env, problems
	}
	return c, env, nil
}

// openStore connects to the store, and starts or adopts the embedded one. The
// function returned closes it.
func openStore(ctx context.Context, s config.Store, log *slog.Logger) (*redisstore.Store, func() error, error) {
	return openPatientStore(ctx, s, 0, log)
}

// openPatientStore is openStore for work on which nobody waits: each command
// may take as long as patience.
func openPatientStore(ctx context.Context, s config.Store, patience time.Duration, log *slog.Logger) (*redisstore.Store, func() error, error) {
	target := redisstore.Target{URL: s.URL.Reveal()}
	release := func() error { return nil }
	switch {
	case s.Dir != "":
		e, err := redisstore.StartEmbedded(ctx, s.Dir, log)
		if err != nil {
			return nil, nil, noEmbedded(err)
		}
		target, release = redisstore.Target{Socket: e.Socket()}, e.Close
	case s.Sentinel != nil:
		t := s.Sentinel
		target = redisstore.Target{Sentinel: &redisstore.SentinelTarget{Addrs: t.Addrs, Master: t.Master, Username: t.Username,
			Password: t.Password.Reveal(), SentinelUsername: t.SentinelUsername, SentinelPassword: t.SentinelPassword.Reveal(), DB: t.DB, TLS: t.TLS}}
	case s.Cluster != nil:
		t := s.Cluster
		target = redisstore.Target{Cluster: &redisstore.ClusterTarget{Addrs: t.Addrs, Username: t.Username, Password: t.Password.Reveal(), TLS: t.TLS}}
	}
	target.Patience, target.Variable = patience, s.Variable
	store, err := redisstore.Open(ctx, target)
	if err != nil {
		return nil, nil, errors.Join(err, release())
	}
	return store, func() error { return errors.Join(store.Close(), release()) }, nil
}

// noEmbedded says how to mend an embedded store that could not be started.
func noEmbedded(err error) error {
	e := &flows.Error{Code: flows.CodeStoreDown, What: "embedded store", Err: err}
	place, ok := errors.AsType[*os.PathError](err)
	switch {
	case errors.Is(err, redisstore.ErrNoServer):
		e.Hint = "install one (Debian: apt install redis-server, macOS: brew install redis), or set REDIS_URL"
	case ok:
		e.Err, e.Hint = place, "name a directory that can be written in REDIS_URL, as embedded:DIR"
	default:
		return err
	}
	return e
}

// existing refuses an embedded store that is not there: who reads one has
// mistaken its name, and would be shown a new one that is empty.
func existing(s config.Store) error {
	if s.Dir == "" {
		return nil
	}
	switch there, err := redisstore.HasEmbedded(s.Dir); {
	case err != nil:
		return err
	case !there:
		return &flows.Error{Code: flows.CodeInvalid, What: "embedded store: there is none in " + s.Dir,
			Hint: "name its directory in REDIS_URL as embedded:DIR"}
	}
	return nil
}

// withExisting is withStore for a command that only reads: it makes no store,
// and reads none that holds part of another's data.
func (inv *invocation) withExisting(ctx context.Context, do func(*redisstore.Store, *flows.Register) error) error {
	c, env, err := inv.load()
	if err != nil {
		return err
	}
	if err := existing(env.Store); err != nil {
		return err
	}
	return inv.with(ctx, c, env, 0, func(store *redisstore.Store, register *flows.Register) error {
		if err := inv.whole(ctx, store); err != nil {
			return err
		}
		return do(store, register)
	})
}

// withStore loads the config, opens the store, and does a piece of work that
// needs no Slack, and for which each command may take a while: thousands of
// answers are stored in one.
func (inv *invocation) withStore(ctx context.Context, do func(*redisstore.Store, *flows.Register) error) error {
	c, env, err := inv.load()
	if err != nil {
		return err
	}
	return inv.with(ctx, c, env, workPatience, do)
}

func (inv *invocation) with(ctx context.Context, c *config.Config, env config.Env, patience time.Duration, do func(*redisstore.Store, *flows.Register) error) (err error) {
	store, release, err := openPatientStore(ctx, env.Store, patience, inv.quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	return do(store, flows.NewRegister(c.Settings(), "", store))
}

// whole refuses to read a store that holds part of another's data, and warns of
// one that is read in vain: its data is elsewhere by now.
func (inv *invocation) whole(ctx context.Context, store *redisstore.Store) error {
	if err := store.Readable(ctx); err != nil {
		return err
	}
	if err := store.Writable(ctx); err != nil {
		inv.log.WarnContext(ctx, "store", "finding", err)
	}
	return nil
}

// quiet logs only what went wrong: a short command's output is its own.
func (inv *invocation) quiet() *slog.Logger {
	return slog.New(&atLeast{inv.log.Handler(), slog.LevelWarn})
}

type atLeast struct {
	slog.Handler
	level slog.Level
}

func (h *atLeast) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= h.level && h.Handler.Enabled(ctx, l)
}

func (h *atLeast) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &atLeast{h.Handler.WithAttrs(attrs), h.level}
}

func (h *atLeast) WithGroup(name string) slog.Handler {
	return &atLeast{h.Handler.WithGroup(name), h.level}
}

// renderer writes documents for flows.
type renderer struct{}

func (renderer) Render(d flows.Digest, format string) ([]byte, error) {
	return document.Render(d, document.Options{Format: document.Format(format)})
}

func (renderer) FileName(d flows.Digest, format string) string {
	return document.FileName(d, document.Format(format))
}

// frozen refuses a file that changes a question which was posted.
func frozen(ctx context.Context, store *redisstore.Store, register *flows.Register) error {
	d, err := register.FreshDirectory(ctx)
	if err != nil {
		return err
	}
	meetings, err := register.Meetings(ctx)
	if err != nil {
		return err
	}
	for _, m := range meetings {
		posts, err := store.Posts(ctx, m.ID, flows.StoreChannels(m, d))
		if err != nil {
			return err
		}
		for _, p := range posts {
			if q, ok := m.Question(string(p.Question)); !ok || q.Text != p.Text {
				return &flows.Error{Code: flows.CodeFrozen, What: fmt.Sprintf("config: meeting %s: question %s has been posted and is changed in the file", m.ID, p.Question),
					Hint: "put its id and text back as they were"}
			}
		}
	}
	return nil
}
