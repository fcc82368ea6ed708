package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/bot/slacksim/page"
	"github.com/samrad/samrad/cmd/samrad/demo"
	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/redisstore"
)

// How many seconds of the consultation go by in one of the wall's: four weeks
// in about a minute and a half for who watches, in a few seconds otherwise.
const (
	rateWatched  = 4 * 7 * 24 * 3600 / 90
	rateHeadless = 4 * 7 * 24 * 3600 / 3
)

// runDemo plays a whole consultation on this machine: the bot that `run` runs,
// against a simulated workspace.
func runDemo(ctx context.Context, inv *invocation) (err error) {
	if inv.flags.headless && inv.flags.out == "" {
		return usageError{"demo --headless needs --out DIR for the digest's files"}
	}
	if inv.flags.out != "" && !inv.flags.headless {
		return usageError{"demo --out goes with --headless"}
	}
	if inv.flags.headless { // told now, not when the consultation is over
		if err := os.MkdirAll(inv.flags.out, 0o750); err != nil {
			return unwritable("demo --out "+inv.flags.out, err)
		}
	}
	dir, err := os.MkdirTemp("", "samrad-demo-")
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	c, err := demo.Config()
	if err != nil {
		return err
	}
	store, release, err := inv.demoStore(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	rate := float64(rateWatched)
	if inv.flags.headless {
		rate = rateHeadless
	}
	clock := demo.NewClock(demo.Begins(c), rate)
	workspace, err := slacksim.Start(slacksim.Options{Now: clock.Now, SignTime: time.Now, Logger: inv.quiet()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workspace.Close()) }()
	return inv.play(ctx, c, store, workspace, clock)
}

// demoStore is a real server in dir, and one in memory where none is
// installed.
func (inv *invocation) demoStore(ctx context.Context, dir string) (*redisstore.Store, func() error, error) {
	store, release, err := openStore(ctx, config.Store{Dir: filepath.Join(dir, "store")}, inv.quiet())
	if !errors.Is(err, redisstore.ErrNoServer) {
		return store, release, err
	}
	fmt.Fprintln(inv.stdout, "No redis-server on PATH: the demo keeps its data in memory, and it is gone on exit.")
	server := miniredis.NewMiniRedis()
	if err := server.Start(); err != nil {
		return nil, nil, fmt.Errorf("demo: store in memory: %w", err)
	}
	if store, err = redisstore.Open(ctx, redisstore.Target{URL: "redis://" + server.Addr()}); err != nil {
		server.Close()
		return nil, nil, err
	}
	return store, func() error {
		err := store.Close()
		server.Close()
		return err
	}, nil
}

// showPage serves the workspace's page, until it is stopped; the page says when
// over is closed.
func (inv *invocation) showPage(ctx context.Context, c *config.Config, w *slacksim.Workspace, over <-chan struct{}) (address string, stop func() error, err error) {
	l := locale.For(c.Language)
	handler, err := page.Handler(w, page.Options{Locale: l, Location: c.Location, About: l.Text("page.about", nil), Over: over})
	if err != nil {
		return "", nil, err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", inv.flags.listen)
	if err != nil {
		return "", nil, &flows.Error{Code: flows.CodeInvalid, What: "demo", Err: err, Hint: "give --listen a free address of this machine, as 127.0.0.1:8081"}
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	var serving sync.WaitGroup
	serving.Go(func() { _ = server.Serve(listener) }) // ends with Close
	return "http://" + listener.Addr().String() + "/", func() error {
		err := server.Close()
		serving.Wait()
		return err
	}, nil
}

// play runs the bot and the people, and, watched, goes on serving when the
// consultation is over.
func (inv *invocation) play(ctx context.Context, c *config.Config, store *redisstore.Store, w *slacksim.Workspace, clock *demo.Clock) (err error) {
	say := func(at time.Time, line string) { fmt.Fprintln(inv.stdout, at.Format("2006-01-02 15:04"), line) }
	p, err := demo.New(w, clock, c, say)
	if err != nil {
		return err
	}
	over := make(chan struct{})
	address, hide, err := inv.showPage(ctx, c, w, over)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hide()) }()
	if !inv.flags.headless { // nobody watches, and the page ends with the demo
		fmt.Fprintf(inv.stdout, "Four weeks in short: watch them at %s\n", address)
	}
	env, err := demoEnv(w.APIURL())
	if err != nil {
		return err
	}
	s, err := newServer(ctx, c, env, store, clock, inv.demoLog())
	if err != nil {
		return err
	}
	serving, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- s.serve(serving) }()
	err = p.Run(serving)
	if err == nil && inv.flags.headless {
		err = inv.leave(ctx, c, store)
	} else if err == nil {
		close(over)
		fmt.Fprintf(inv.stdout, "The consultation is over. Look around at %s and end with Ctrl-C.\n", address)
		<-ctx.Done()
	}
	stop()
	err = errors.Join(err, <-ended)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil // Ctrl-C ends a demo well
	}
	return err
}

// demoEnv is the environment of a bot in the simulated workspace, whatever the
// real one holds.
func demoEnv(api string) (config.Env, error) {
	vars := map[string]string{"SLACK_BOT_TOKEN": "xoxb-simulated", "SLACK_APP_TOKEN": "xapp-1-simulated", "SLACK_API_URL": api,
		"SAMRAD_LISTEN": "127.0.0.1:0", "REDIS_URL": "redis://unused"}
	return config.Environment(func(name string) string { return vars[name] })
}

// demoLog shows what the bot does only if it is asked for: the demo's own
// lines say what happens.
func (inv *invocation) demoLog() *slog.Logger {
	if inv.flags.logLevel == "info" {
		return inv.quiet()
	}
	return inv.log
}

// leave writes the published digest, and the contributions that it is made of,
// into the directory of --out.
func (inv *invocation) leave(ctx context.Context, c *config.Config, store *redisstore.Store) error {
	register := flows.NewRegister(c.Settings(), "", store)
	m, err := register.Meeting(ctx, demo.Meeting)
	if err != nil {
		return err
	}
	drafts := flows.NewDrafts(flows.NewCompiler(store, register), store, store, register, renderer{}, flows.WallClock{})
	digest, err := drafts.Preview(ctx, m)
	if err != nil {
		return err
	}
	digest = digest.Unattributed()
	for _, format := range []string{"md", "html", "docx", "xlsx", "json", "csv"} {
		data, err := renderer{}.Render(digest, format)
		if err != nil {
			return err
		}
		if err := inv.leaveFile("digest."+format, data); err != nil {
			return err
		}
	}
	rows, err := flows.Export(ctx, m, store, register)
	if err != nil {
		return err
	}
	data, err := exportJSONL(rows)
	if err != nil {
		return err
	}
	return inv.leaveFile("export.jsonl", data)
}

func (inv *invocation) leaveFile(name string, data []byte) error {
	path := filepath.Join(inv.flags.out, name)
	if err := writeFile(path, data); err != nil {
		return err
	}
	fmt.Fprintln(inv.stdout, "wrote", path)
	return nil
}
