package flows_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The people and channels of the tests' consultation.
const (
	meetingID = flows.MeetingID("2023-11-07")

	room    = flows.ChannelID("C0SAMRAD")
	ownRoom = flows.ChannelID("C0EGEN") // of the organisation egen

	home     = flows.TeamID("T0HOME")
	external = flows.TeamID("T0EXT") // of the organisation externa

	kompis   = flows.UserID("U0KOMPIS") // named in the config
	kompis2  = flows.UserID("U0KOMPIS2")
	bildning = flows.UserID("U0BILD")
	guest    = flows.UserID("U0GUEST") // of the external workspace
	stranger = flows.UserID("U0NEW")
	group    = flows.UserID("U0WG1")
	official = flows.UserID("U0ST1")

	groupLane = flows.Lane("C0WG")
	staffLane = flows.Lane("C0STAFF")
)

// The window of the tests' meeting, and a time in it.
var (
	stockholm = location("Europe/Stockholm")
	starts    = time.Date(2023, 11, 7, 13, 0, 0, 0, stockholm)
	opens     = time.Date(2023, 10, 10, 13, 0, 0, 0, stockholm)
	closes    = time.Date(2023, 11, 5, 13, 0, 0, 0, stockholm)
	midway    = time.Date(2023, 10, 20, 10, 0, 0, 0, stockholm)
)

func location(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // a test binary without time zones can test nothing here
	}
	return loc
}

func theMeeting() flows.Meeting {
	return flows.Meeting{
		ID: meetingID, Title: "Samråd om integration", Starts: starts, Managed: true,
		Channels: []flows.ChannelID{room}, OrganisationChannels: true, Schedule: flows.DefaultSchedule(),
		Themes: []flows.Theme{
			{Title: "Utbildning", Questions: []flows.Question{{ID: "q1", Text: "Hur främjar bildning integrationen?"}, {ID: "q2", Text: "Vilka insatser ges i dag?"}}},
			{Title: "Delaktighet", Questions: []flows.Question{{ID: "q3", Text: "Vilken roll har civilsamhället?"}}},
			{Title: "Unga", Questions: []flows.Question{{ID: "q4", Text: "Hur ökar vi ungas deltagande?"}}},
		},
	}
}

func theSettings() flows.Settings {
	return flows.Settings{
		Language: "sv", Location: stockholm, Summary: "0 8 * * FRI",
		Roles: flows.Roles{
			WorkingGroup: flows.Team{Users: []flows.UserID{group}, Channel: flows.ChannelID(groupLane)},
			Staff:        flows.Team{Users: []flows.UserID{official}, Channel: flows.ChannelID(staffLane)},
		},
		Organisations: []flows.Organisation{
			{ID: "kompis", Name: "Kompis Sverige", Aliases: []string{"KS"}, Members: []flows.UserID{kompis, kompis2}, Managed: true},
			{ID: "bildning", Name: "Bildningsförbundet", Members: []flows.UserID{bildning}, Managed: true},
			{ID: "externa", Name: "Externa Nätverket", Team: external, Managed: true},
			{ID: "egen", Name: "Egen Härd", Channel: ownRoom, Managed: true},
		},
		Meetings: []flows.Meeting{theMeeting()},
	}
}

// manualClock is a time that only the test moves.
type manualClock struct {
	mu    sync.Mutex
	now   time.Time
	moved chan struct{} // closed and replaced when now changes
}

func (c *manualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *manualClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
	close(c.moved)
	c.moved = make(chan struct{})
}

func (c *manualClock) SleepUntil(ctx context.Context, t time.Time) error {
	for {
		c.mu.Lock()
		now, moved := c.now, c.moved
		c.mu.Unlock()
		if !now.Before(t) {
			return ctx.Err()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-moved:
		}
	}
}

// renderer writes digests as the program does.
type renderer struct{}

func (renderer) Render(d flows.Digest, format string) ([]byte, error) {
	return document.Render(d, document.Options{Format: document.Format(format)})
}

func (renderer) FileName(d flows.Digest, format string) string {
	return document.FileName(d, document.Format(format))
}

// world is a consultation over a real store, with every use case wired as the
// program wires them, and a Slack of which only the outbox is seen.
type world struct {
	t         *testing.T
	store     *redisstore.Store
	clock     *manualClock
	register  *flows.Register
	rights    *flows.Rights
	collector *flows.Collector
	answers   *flows.Answers
	entries   *flows.Entries
	registrar *flows.Registrar
	compiler  *flows.Compiler
	importer  *flows.Importer
	planner   *flows.Planner
	commands  *flows.Commands
	jobs      flows.Jobs
	messages  int // numbers the microseconds of messages
	outbox    []flows.Intent
}

// newWorld starts a consultation midway in its window; change may alter its settings.
func newWorld(t *testing.T, change ...func(*flows.Settings)) *world {
	t.Helper()
	server := redistest.Start(t)
	store, err := redisstore.Open(t.Context(), redisstore.Target{URL: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	settings := theSettings()
	for _, c := range change {
		c(&settings)
	}
	w := &world{t: t, store: store, clock: &manualClock{now: midway, moved: make(chan struct{})}}
	w.wire(settings)
	return w
}

// wire makes the use cases. Called again, it is as if the program started anew
// with other settings over the same store.
func (w *world) wire(settings flows.Settings) {
	s, clock, log := w.store, w.clock, slog.New(slog.DiscardHandler)
	w.register = flows.NewRegister(settings, home, s)
	w.rights = flows.NewRights(settings.Roles, nil)
	w.collector = flows.NewCollector(s, s, w.register, w.rights, clock, log)
	w.answers = flows.NewAnswers(s, w.collector, w.register, w.rights, clock)
	w.entries = flows.NewEntries(s, w.register, clock)
	w.registrar = flows.NewRegistrar(s, s, w.register, clock)
	w.compiler = flows.NewCompiler(s, w.register)
	w.importer = flows.NewImporter(s, w.register, clock)
	w.planner = flows.NewPlanner(s, w.register)
	w.jobs = flows.Jobs{
		Asker:     flows.NewAsker(s, s, w.register, clock),
		Reminders: flows.NewReminders(s, s, w.register, clock),
		Drafts:    flows.NewDrafts(w.compiler, s, s, w.register, renderer{}, clock),
		Summaries: flows.NewSummaries(s, s, w.register, clock),
	}
	w.commands = flows.NewCommands(s, w.register, w.rights, w.jobs, w.answers, clock)
}

// run runs a subtest on the same consultation.
func (w *world) run(name string, test func(t *testing.T)) {
	outer := w.t
	defer func() { w.t = outer }()
	outer.Run(name, func(t *testing.T) {
		w.t = t
		test(t)
	})
}

func (w *world) meeting() flows.Meeting {
	w.t.Helper()
	m, err := w.register.Meeting(w.t.Context(), string(meetingID))
	w.must(err)
	return m
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// wantCode checks the code of an error.
func wantCode(t *testing.T, err error, want flows.Code) {
	t.Helper()
	if err == nil || flows.CodeOf(err) != want {
		t.Errorf("error = %v; want one with code %s", err, want)
	}
}

// ts is the next message's ts at the clock's time.
func (w *world) ts() flows.MessageTS {
	w.messages++
	return flows.TSOf(w.clock.Now().Add(time.Duration(w.messages) * time.Microsecond))
}

// deliver sends what is queued, as the messenger does, and returns it.
func (w *world) deliver() []flows.Intent {
	w.t.Helper()
	var sent []flows.Intent
	for {
		ticket, ok, err := w.store.Take(w.t.Context(), "test", time.Minute, 0)
		w.must(err)
		if !ok {
			w.outbox = append(w.outbox, sent...)
			return sent
		}
		w.must(w.store.Done(w.t.Context(), ticket, flows.Sent{Channel: flows.ChannelID(ticket.Lane), TS: w.ts()}))
		sent = append(sent, ticket.Intent)
	}
}

// sentTo delivers what is queued and returns what is new of type C, by lane.
func sentTo[C flows.Content](w *world) map[flows.Lane][]C {
	w.t.Helper()
	out := make(map[flows.Lane][]C)
	for _, i := range w.deliver() {
		if c, ok := i.Content.(C); ok {
			out[i.Lane] = append(out[i.Lane], c)
		}
	}
	return out
}

// ask posts every question of the meeting in all its channels.
func (w *world) ask() {
	w.t.Helper()
	_, err := w.jobs.Asker.Fire(w.t.Context(), w.meeting(), "all", 1)
	w.must(err)
	w.deliver()
}

// thread is the post of a question in a channel.
func (w *world) thread(q flows.QuestionID, c flows.ChannelID) flows.MessageTS {
	w.t.Helper()
	posts, err := w.store.Posts(w.t.Context(), meetingID, []flows.ChannelID{c})
	w.must(err)
	i := slices.IndexFunc(posts, func(p flows.Post) bool { return p.Question == q && p.Place.Channel == c })
	if i < 0 {
		w.t.Fatalf("question %s is not posted in %s", q, c)
	}
	return posts[i].Place.TS
}

// says is a new reply of a person to a question in the meeting's channel; it
// is not yet collected.
func (w *world) says(user flows.UserID, q flows.QuestionID, text string) flows.Reply {
	w.t.Helper()
	ts := w.ts()
	return flows.Reply{EventID: fmt.Sprintf("Ev%d", w.messages), Place: flows.Place{Channel: room, TS: ts}, Thread: w.thread(q, room),
		User: user, Team: home, Text: text, EventTS: ts}
}

// answer collects a reply of a person to a question and returns it.
func (w *world) answer(user flows.UserID, q flows.QuestionID, text string) flows.Reply {
	w.t.Helper()
	r := w.says(user, q, text)
	w.collect(r, flows.OutcomeNew)
	return r
}

func (w *world) collect(r flows.Reply, want flows.Outcome) {
	w.t.Helper()
	got, err := w.collector.Reply(w.t.Context(), r)
	w.must(err)
	if got != want {
		w.t.Fatalf("outcome = %s, want %s", got, want)
	}
}

// react puts a reaction on a reply, or takes it off.
func (w *world) react(user flows.UserID, on flows.Reply, name flows.ReactionName, added bool) {
	w.t.Helper()
	_, err := w.collector.React(w.t.Context(), flows.Reaction{Place: on.Place, User: user, Name: name, Added: added, EventTS: w.ts()})
	w.must(err)
}

func (w *world) delete(r flows.Reply) flows.Outcome {
	w.t.Helper()
	out, err := w.collector.Delete(w.t.Context(), flows.Deletion{Place: r.Place, Thread: r.Thread, EventTS: w.ts()})
	w.must(err)
	return out
}

// contribution reads what is stored at a reply's place.
func (w *world) contribution(r flows.Reply) flows.Contribution {
	w.t.Helper()
	c, err := w.store.Contribution(w.t.Context(), r.Place)
	w.must(err)
	return c
}

// organisationOf is whom a reply counts for by now.
func (w *world) organisationOf(r flows.Reply) flows.OrganisationID {
	w.t.Helper()
	d, err := w.register.FreshDirectory(w.t.Context())
	w.must(err)
	return flows.Resolve([]flows.Contribution{w.contribution(r)}, d)[0].Organisation
}

// digest compiles the attributed edition.
func (w *world) digest() flows.Digest {
	w.t.Helper()
	c, err := w.compiler.Compile(w.t.Context(), w.meeting())
	w.must(err)
	return c.Digest
}
