package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/samrad/samrad/bot"
	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
)

// senders is how many intents are sent at once, each to a channel of its own.
const senders = 4

// stopDeadline bounds how long what came in may take when asked to stop; the
// senders end a moment later. It all lies inside the ten seconds that Docker
// waits before it kills.
const stopDeadline = 3 * time.Second

// server is a running bot: what `run` and `demo` have in common.
type server struct {
	store     *redisstore.Store
	router    *bot.Router
	socket    *bot.Socket // nil in HTTP mode
	messenger *bot.Messenger
	scheduler *flows.Scheduler
	readBack  *flows.Reconciler
	asker     *flows.Asker
	drafts    *flows.Drafts
	collector *flows.Collector
	register  *flows.Register
	watch     *storeWatch
	clock     flows.Clock
	again     chan struct{} // holds one when something may have been missed
	withdrawn chan struct{} // holds one when an answer was taken back
	listener  net.Listener
	http      *http.Server
	log       *slog.Logger
}

// newServer joins the parts. It listens, so that a port that is taken is told
// before anything is sent.
func newServer(ctx context.Context, c *config.Config, env config.Env, store *redisstore.Store, clock flows.Clock, log *slog.Logger) (*server, error) {
	watch := &storeWatch{ready: store.Ready, log: log}
	log = calmed(log)
	slack, err := newSlack(env, log)
	if err != nil {
		return nil, err
	}
	self, err := identify(ctx, slack, log)
	if err != nil {
		return nil, err
	}
	registry := prometheus.NewRegistry()
	metrics := bot.NewMetrics(registry)
	owner := ownerName()
	register := flows.NewRegister(c.Settings(), self.Team, store)
	slack.Follow(register.Newest)
	rights := flows.NewRights(c.Roles, slack)
	collector := flows.NewCollector(store, store, register, rights, clock, log)
	compiler := flows.NewCompiler(store, register)
	jobs := flows.Jobs{
		Asker:     flows.NewAsker(store, store, register, clock),
		Reminders: flows.NewReminders(store, store, register, clock),
		Drafts:    flows.NewDrafts(compiler, store, store, register, renderer{}, clock),
		Summaries: flows.NewSummaries(store, store, register, clock),
	}
	troubles := flows.NewTroubles(store, register, clock)
	readBack := flows.NewReconciler(store, bot.NewThreads(slack, self, clock, log), collector, register, troubles, clock, log)
	jobs.Drafts.ReadBack = readBack
	scheduler := flows.NewScheduler(store, register, jobs, clock, owner, log)
	answers := flows.NewAnswers(store, collector, register, rights, clock)
	s := &server{store: store, scheduler: scheduler, readBack: readBack, asker: jobs.Asker, drafts: jobs.Drafts, collector: collector, register: register, watch: watch, clock: clock, log: log,
		again: make(chan struct{}, 1), withdrawn: make(chan struct{}, 1)}
	readBack.Done = func(found flows.ReadBack) {
		metrics.ReadBack(found)
		if found.Withdrawn > 0 {
			nudge(s.withdrawn)
		}
	}
	s.router = bot.NewRouter(slack, self, bot.Cases{
		Collector: collector, Commands: flows.NewCommands(store, register, rights, jobs, answers, clock),
		Registrar: flows.NewRegistrar(store, store, register, clock), Answers: answers, Entries: flows.NewEntries(store, register, clock),
		Planner:  flows.NewPlanner(store, register),
		Editor:   flows.NewEditor(compiler, store, register, clock),
		Register: register, Rights: rights, Troubles: troubles, Letters: store, Choices: store, Changed: scheduler.Nudge, Joined: s.lookAgain, Withdrawn: func() { nudge(s.withdrawn) },
	}, clock, metrics, log)
	s.messenger = bot.NewMessenger(slack, store, register, bot.MessengerOptions{Owner: owner, Metrics: metrics, Log: log,
		Failed: troubles.Tell, ShutOut: troubles.ShutOut})
	mux := http.NewServeMux()
	if c.Mode == config.ModeHTTP {
		receiver, err := bot.NewHTTP(s.router, env.SigningSecret.Reveal(), log)
		if err != nil {
			return nil, err
		}
		receiver.Register(mux)
	} else {
		s.socket = bot.NewSocket(slack, s.router, metrics, log)
	}
	registerStateMetrics(registry, store, scheduler.Upcoming)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	s.http = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second}
	if s.listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", env.Listen); err != nil {
		return nil, &flows.Error{Code: flows.CodeInvalid, What: "listen", Err: err, Hint: "set SAMRAD_LISTEN to a free address"}
	}
	return s, nil
}

// ready answers 200 while Slack is connected and the store takes writes, and
// else says what is wrong.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	trouble := s.watch.look(r.Context())
	switch {
	case trouble != "":
	case s.socket != nil && !s.socket.Connected():
		trouble = "slack is not connected"
	case s.messenger.Refused():
		trouble = "slack refuses the token"
	default:
		fmt.Fprintln(w, "ready")
		return
	}
	http.Error(w, trouble, http.StatusServiceUnavailable)
}

// serve works until ctx ends, and then finishes what is in hand: first nothing
// more is taken in, then what came is answered, then the senders stop. What is
// not done by then another replica does, or Slack delivers it again.
func (s *server) serve(ctx context.Context) error {
	failed := make(chan error, 1)
	var serving, working sync.WaitGroup
	intake, stopIntake := context.WithCancel(context.WithoutCancel(ctx))
	sending, stopSending := context.WithCancel(context.WithoutCancel(ctx))
	defer stopIntake()
	defer stopSending()
	fail := func(err error) {
		select {
		case failed <- err:
		default:
		}
	}
	serving.Go(func() {
		if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			fail(fmt.Errorf("serve http: %w", err))
		}
	})
	s.log.InfoContext(ctx, "serving", "listen", s.listener.Addr().String(), "version", versionName())
	working.Go(func() { _ = s.messenger.Run(sending, senders) })
	if s.socket != nil {
		serving.Go(func() {
			if err := s.socket.Run(intake); err != nil {
				fail(refusedToken("SLACK_APP_TOKEN", err))
			}
		})
	}
	serving.Go(func() { _ = s.scheduler.Run(intake) })
	serving.Go(func() { s.housekeep(intake) })
	serving.Go(func() { s.keepPublished(intake) })
	serving.Go(func() {
		s.store.Watch(intake, func() {
			s.log.WarnContext(ctx, "the store was started anew or failed over; threads are read back")
			s.lookAgain()
		})
	})
	serving.Go(func() { s.watch.run(intake) })
	serving.Go(func() { s.messenger.WatchToken(intake) })
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	s.log.InfoContext(ctx, "stopping")
	stopIntake()
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopDeadline)
	defer cancel()
	if s.http.Shutdown(stopping) != nil {
		err = errors.Join(err, s.http.Close())
	}
	answered := make(chan struct{})
	go func() { // ends with the process where somebody still waits for Slack
		serving.Wait()
		s.router.Wait()
		close(answered)
	}()
	select {
	case <-answered:
	case <-stopping.Done():
		s.log.WarnContext(ctx, "stopping with requests in hand")
	}
	stopSending()
	working.Wait()
	return err
}

const (
	// lookEvery is how often it is seen whether threads should be read back.
	lookEvery = 15 * time.Second
	// finishEvery is how often questions are looked for that a process left
	// unposted, or a channel refused.
	finishEvery = time.Hour
	// askEvery is how often people are looked for who were not asked whom they
	// speak for: a reply may be stored before the meeting that it belongs to is
	// known, and a process may end in between.
	askEvery = time.Minute
)

// lookAgain has what was missed made up at once.
func (s *server) lookAgain() { nudge(s.again) }

// nudge wakes whoever waits at a channel that holds one.
func nudge(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// housekeep finds what was missed: it reads the open threads back, posts
// questions and makes check marks that a channel lacks, and asks people whose
// replies are unassigned whom they speak for. It does so anew when the bot was
// let in somewhere, and when the store has changed: its last second may be
// missing.
func (s *server) housekeep(ctx context.Context) {
	since, finished, asked, away := s.clock.Now(), time.Time{}, time.Time{}, false
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if time.Since(finished) >= finishEvery {
			finished = time.Now()
			s.warn(ctx, s.finish(ctx))
		}
		if time.Since(asked) >= askEvery {
			asked = time.Now()
			s.warn(ctx, s.askUnknown(ctx))
		}
		s.warn(ctx, s.readBack.RunDue(ctx, since))
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			before := away
			if away = s.shutOut(); away || !before {
				continue
			}
		case <-s.again:
		}
		since, finished = s.clock.Now(), time.Time{}
	}
}

// shutOut reports whether Slack and the bot do not reach each other. Slack gives
// a delivery up after some minutes, so what was written meanwhile is read back.
func (s *server) shutOut() bool {
	return s.messenger.Refused() || s.socket != nil && !s.socket.Connected()
}

func (s *server) warn(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		s.log.WarnContext(ctx, "housekeeping failed", "error", err)
	}
}

// finish posts questions, makes check marks, and takes words away, where a channel
// would not have it before.
func (s *server) finish(ctx context.Context) error {
	err := s.open(ctx, func(m flows.Meeting) error {
		_, err := s.asker.Resume(ctx, m)
		return err
	})
	return errors.Join(err, s.unshelve(ctx))
}

// askUnknown asks people whose replies are unassigned whom they speak for.
func (s *server) askUnknown(ctx context.Context) error {
	return s.open(ctx, func(m flows.Meeting) error { return s.collector.AskUnknown(ctx, m) })
}

// open does something for each meeting that takes answers.
func (s *server) open(ctx context.Context, do func(flows.Meeting) error) error {
	meetings, err := s.register.Meetings(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, m := range meetings {
		if w, err := m.Window(); err == nil && w.Opens.Before(s.clock.Now()) && m.Starts.After(s.clock.Now()) {
			errs = append(errs, do(m))
		}
	}
	return errors.Join(errs...)
}

// unshelve has tried again what channels refused.
func (s *server) unshelve(ctx context.Context) error {
	lanes, err := s.store.Shelved(ctx)
	if err != nil {
		return err
	}
	for _, l := range lanes {
		if err := s.store.Unshelve(ctx, l); err != nil {
			return err
		}
	}
	return nil
}
