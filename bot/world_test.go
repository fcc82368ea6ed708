package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// patience bounds how long the tests wait for anything.
const patience = 30 * time.Second

// The people and channels of the tests' consultation.
const (
	theMeeting = flows.MeetingID("spring")

	room  = "C0SAMRAD"
	other = "C0OTHER"
	staff = "C0STAFF"

	official = "U0ST1"
	group    = "U0WG1"
	alfa     = "U0ALFA" // of the organisation alfa
	stranger = "U0NEW"
	gamma    = "U0GAMMA" // a stranger too

	outside     = "U0EXTERN" // of another workspace (Slack Connect); each test adds them
	outsideTeam = "T0EXT"
)

// world is a workspace and everything between its wire and a real store.
type world struct {
	t testing.TB
	*slacksim.Workspace
	app      slacksim.App
	server   *redistest.Server
	gate     *gate
	store    *redisstore.Store
	register *flows.Register
	slack    *Slack
	router   *Router
	registry *prometheus.Registry
	metrics  *Metrics
	logged   *logBuffer
	log      *slog.Logger
}

// setting is what a test changes of its world.
type setting struct {
	slack    slacksim.Options
	timeout  time.Duration // of a call of the Web API
	commands func(*redisstore.Store) commandStore
	settings func(*flows.Settings)
}

// commandStore is what commands need of a store.
type commandStore interface {
	flows.ContributionReader
	flows.AskStore
	flows.RegistryStore
	flows.ReadBackStore
}

// newWorld starts a workspace that fails the test at the first thing that Slack
// forbids, a store, and a router between them. Nothing receives or sends yet.
func newWorld(t testing.TB, change func(*setting)) *world {
	t.Helper()
	s := setting{timeout: callTimeout}
	s.commands = func(r *redisstore.Store) commandStore { return r }
	if change != nil {
		change(&s)
	}
	s.slack.OnViolation = func(v slacksim.Violation) { t.Errorf("violation: %v", v) }
	ws, err := slacksim.Start(s.slack)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
	server := redistest.Start(t)
	w := &world{t: t, Workspace: ws, server: server, gate: newGate(t, server.Addr), registry: prometheus.NewRegistry(), logged: &logBuffer{}}
	w.furnish()
	w.log = slog.New(slog.NewJSONHandler(w.logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w.metrics = NewMetrics(w.registry)
	w.store = w.open()
	w.wire(s)
	return w
}

func (w *world) furnish() {
	w.app = w.Install(slacksim.App{})
	people := []string{official, group, alfa, stranger, gamma}
	for _, id := range people {
		w.AddUser(slacksim.User{ID: id})
	}
	for _, c := range []string{room, other, staff} {
		w.AddChannel(slacksim.Channel{ID: c, Members: append([]string{w.app.BotUserID}, people...)})
	}
}

func (w *world) open() *redisstore.Store {
	store, err := redisstore.Open(w.t.Context(), redisstore.Target{URL: "redis://" + w.gate.addr + "/0"})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		if err := store.Close(); err != nil {
			w.t.Error(err)
		}
	})
	return store
}

func settings() flows.Settings {
	loc, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic(err) // a test binary without time zones can test nothing here
	}
	return flows.Settings{
		Language: "sv", Location: loc, Summary: "none",
		Roles: flows.Roles{WorkingGroup: flows.Team{Users: []flows.UserID{group}}, Staff: flows.Team{Users: []flows.UserID{official}, Channel: staff}},
		Organisations: []flows.Organisation{
			{ID: "alfa", Name: "Alfa", Members: []flows.UserID{alfa}, Managed: true},
		},
		Meetings: []flows.Meeting{{
			ID: theMeeting, Title: "Vårens samråd", Starts: time.Now().In(loc).AddDate(0, 0, 4), Managed: true, Channels: []flows.ChannelID{room},
			Schedule: flows.Schedule{Opens: "10d", Closes: "1d", Ask: "none", Remind: "none", Digest: "none"},
			Themes:   []flows.Theme{{Title: "Lokaler", Questions: []flows.Question{{ID: "q1", Text: "Vilka lokaler saknas?"}}}},
		}},
	}
}

func (w *world) wire(set setting) {
	clock := flows.WallClock{}
	slack, err := NewSlack(SlackOptions{BotToken: w.app.BotToken, AppToken: w.app.AppToken, APIURL: w.APIURL(), Log: w.log,
		HTTP: &http.Client{Timeout: set.timeout, Transport: &http.Transport{DisableKeepAlives: true}}})
	if err != nil {
		w.t.Fatal(err)
	}
	w.slack = slack
	self, err := slack.Identity(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	s, all := w.store, settings()
	if set.settings != nil {
		set.settings(&all)
	}
	w.register = flows.NewRegister(all, self.Team, s)
	rights := flows.NewRights(all.Roles, slack)
	collector := flows.NewCollector(s, s, w.register, rights, clock, w.log)
	answers := flows.NewAnswers(s, collector, w.register, rights, clock)
	jobs := flows.Jobs{
		Asker: flows.NewAsker(s, s, w.register, clock), Reminders: flows.NewReminders(s, s, w.register, clock),
		Drafts:    flows.NewDrafts(flows.NewCompiler(s, w.register), s, s, w.register, renderer{}, clock),
		Summaries: flows.NewSummaries(s, s, w.register, clock),
	}
	w.router = NewRouter(slack, self, Cases{
		Collector: collector, Commands: flows.NewCommands(set.commands(s), w.register, rights, jobs, answers, clock),
		Registrar: flows.NewRegistrar(s, s, w.register, clock), Answers: answers, Entries: flows.NewEntries(s, w.register, clock),
		Planner:  flows.NewPlanner(s, w.register),
		Editor:   flows.NewEditor(flows.NewCompiler(s, w.register), s, w.register, clock),
		Register: w.register, Rights: rights, Troubles: flows.NewTroubles(s, w.register, clock), Letters: s, Choices: s,
	}, clock, w.metrics, w.log)
	w.t.Cleanup(w.router.Wait)
}

// renderer writes digests as the program does.
type renderer struct{}

func (renderer) Render(d flows.Digest, format string) ([]byte, error) {
	return document.Render(d, document.Options{Format: document.Format(format)})
}

func (renderer) FileName(d flows.Digest, format string) string {
	return document.FileName(d, document.Format(format))
}

// run lets something work until the test ends.
func (w *world) run(work func(context.Context) error) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { _ = work(ctx) })
	stop = func() {
		cancel()
		wg.Wait()
	}
	w.t.Cleanup(stop)
	return stop
}

// until waits for something that the workspace's people can see.
func (w *world) until(what string, seen func() bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := w.WaitFor(ctx, what, seen); err != nil {
		w.t.Fatal(err)
	}
}

// eventually waits for something that nobody in the workspace sees.
func (w *world) eventually(what string, seen func() bool) {
	w.t.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	end := time.NewTimer(patience)
	defer end.Stop()
	for !seen() {
		select {
		case <-look.C:
		case <-end.C:
			w.t.Fatalf("timed out: %s", what)
		}
	}
}

// counted is a counter's value: counted("received_total", "socket").
func (w *world) counted(name, label string) int {
	w.t.Helper()
	families, err := w.registry.Gather()
	if err != nil {
		w.t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() != "samrad_"+name {
			continue
		}
		for _, m := range f.GetMetric() {
			if len(m.GetLabel()) == 1 && m.GetLabel()[0].GetValue() == label {
				return int(m.GetCounter().GetValue())
			}
		}
	}
	return 0
}

func (w *world) deadLetters() int {
	w.t.Helper()
	n, err := w.store.CountDeadLetters(w.t.Context(), time.Time{})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// answers are the texts of what is stored for the meeting.
func (w *world) answers() []string {
	w.t.Helper()
	all, err := w.store.Contributions(w.t.Context(), theMeeting, []flows.ChannelID{room, other, flows.ModalChannel(theMeeting)})
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, c := range all {
		out = append(out, c.Text)
	}
	return out
}

// said is the text of what was answered to a command or button.
func said(raw json.RawMessage) string {
	var m struct {
		Text string `json:"text"`
	}
	_ = json.Unmarshal(raw, &m) // what is no object says nothing
	return m.Text
}

// logBuffer keeps what was logged.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
