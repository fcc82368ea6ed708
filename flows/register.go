package flows

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/samrad/samrad/flows/schedule"
)

// Settings is what the config file says of the consultation.
type Settings struct {
	Language      string // sv | en
	Location      *time.Location
	Calendar      schedule.Calendar // nil: no holidays
	Roles         Roles
	Summary       string // cron
	Organisations []Organisation
	Meetings      []Meeting
}

// registryMaxAge is how long a snapshot of what was made in Slack may be used.
// Another replica's change is seen after that; an unknown person is looked up
// at once.
const registryMaxAge = 2 * time.Second

// Register is the one view of meetings and organisations: those of the file,
// then those made in Slack.
type Register struct {
	settings Settings
	home     TeamID
	registry registryReader

	current atomic.Pointer[snapshot]
	reading chan struct{} // holds one while somebody reads
	// failed is when a reading failed last, and failure its error; they belong
	// to who reads.
	failed  time.Time
	failure error
}

// snapshot is what stood in the file and the store at one time.
type snapshot struct {
	began     time.Time // the reading
	directory *Directory
	meetings  []Meeting
	channels  Channels
}

// registryReader is the part of RegistryStore that the register reads.
type registryReader interface {
	Organisations(ctx context.Context) ([]Organisation, error)
	Choices(ctx context.Context) (map[UserID]OrganisationID, error)
	Meetings(ctx context.Context) ([]Meeting, error)
	MovedChannels(ctx context.Context) (Channels, error)
}

// NewRegister makes a register. home is the installing workspace, empty where
// no Slack is at hand.
func NewRegister(s Settings, home TeamID, registry registryReader) *Register {
	return &Register{settings: s, home: home, registry: registry, reading: make(chan struct{}, 1)}
}

// Settings returns what the config file says.
func (r *Register) Settings() Settings { return r.settings }

// Directory returns a recent snapshot.
func (r *Register) Directory(ctx context.Context) (*Directory, error) {
	now, err := r.snapshot(ctx, registryMaxAge)
	return now.directory, err
}

// FreshDirectory returns a snapshot read now: for a person whom the recent one
// does not know, and after a change.
func (r *Register) FreshDirectory(ctx context.Context) (*Directory, error) {
	now, err := r.snapshot(ctx, 0)
	return now.directory, err
}

// Channels returns what is known of channels whose id changed; with an error,
// what was known last.
func (r *Register) Channels(ctx context.Context) (Channels, error) {
	now, err := r.snapshot(ctx, registryMaxAge)
	if last := r.current.Load(); err != nil && last != nil {
		return last.channels, err
	}
	return now.channels, err
}

// Newest is the id that Slack knows a channel by now. What cannot be read
// leaves it as it is.
func (r *Register) Newest(ctx context.Context, id ChannelID) ChannelID {
	channels, err := r.Channels(ctx)
	if err != nil {
		return id
	}
	return channels.Newest(id)
}

// Meetings lists all by their start.
func (r *Register) Meetings(ctx context.Context) ([]Meeting, error) {
	now, err := r.snapshot(ctx, registryMaxAge)
	return slices.Clone(now.meetings), err
}

// snapshot returns one that began to be read at most maxAge ago. Those who wait
// at the same time share a reading, and its failure: asking a store that does
// not answer one after the other, each would wait longer than Slack does.
func (r *Register) snapshot(ctx context.Context, maxAge time.Duration) (snapshot, error) {
	asked := time.Now()
	since := asked.Add(-maxAge)
	if s, ok := r.newer(since); ok {
		return s, nil
	}
	select {
	case r.reading <- struct{}{}:
		defer func() { <-r.reading }()
	case <-ctx.Done():
		return snapshot{}, &Error{Code: CodeStoreDown, What: "read the register", Err: ctx.Err()}
	}
	if s, ok := r.newer(since); ok {
		return s, nil
	}
	if r.failed.After(asked) {
		return snapshot{}, r.failure
	}
	s, err := r.read(ctx)
	if err != nil {
		if ctx.Err() == nil { // else it says nothing of the store
			r.failed, r.failure = time.Now(), err
		}
		return snapshot{}, err
	}
	r.current.Store(&s)
	return s, nil
}

func (r *Register) newer(since time.Time) (snapshot, bool) {
	s := r.current.Load()
	if s == nil || s.began.Before(since) {
		return snapshot{}, false
	}
	return *s, true
}

func (r *Register) read(ctx context.Context) (snapshot, error) {
	s := snapshot{began: time.Now()}
	made, err := r.registry.Organisations(ctx)
	if err != nil {
		return s, err
	}
	choices, err := r.registry.Choices(ctx)
	if err != nil {
		return s, err
	}
	meetings, err := r.registry.Meetings(ctx)
	if err != nil {
		return s, err
	}
	if s.channels, err = r.registry.MovedChannels(ctx); err != nil {
		return s, err
	}
	s.directory = NewDirectory(r.home, s.channels.ofOrganisations(slices.Concat(r.settings.Organisations, made)), choices)
	s.meetings = s.channels.ofMeetings(joinMeetings(r.settings.Meetings, meetings, r.settings.Location))
	return s, nil
}

// joinMeetings puts the file's meetings before those of the store, which give
// way where ids are equal, and sorts by start.
func joinMeetings(file, made []Meeting, loc *time.Location) []Meeting {
	all := slices.Clone(file)
	for _, m := range made {
		if !slices.ContainsFunc(file, func(f Meeting) bool { return strings.EqualFold(string(f.ID), string(m.ID)) }) {
			m.Starts = m.Starts.In(loc)
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(a, b Meeting) int { return a.Starts.Compare(b.Starts) })
	return all
}

// Meeting finds a meeting by id, whatever the case.
func (r *Register) Meeting(ctx context.Context, id string) (Meeting, error) {
	meetings, err := r.Meetings(ctx)
	if err != nil {
		return Meeting{}, err
	}
	for _, m := range meetings {
		if strings.EqualFold(string(m.ID), strings.TrimSpace(id)) {
			return m, nil
		}
	}
	return Meeting{}, unknownMeeting(id, meetings)
}

// MeetingOrCurrent finds a meeting by id; with no id it is the open one, else
// the next, else the latest.
func (r *Register) MeetingOrCurrent(ctx context.Context, id string, now time.Time) (Meeting, error) {
	if strings.TrimSpace(id) != "" {
		return r.Meeting(ctx, id)
	}
	meetings, err := r.Meetings(ctx)
	if err != nil {
		return Meeting{}, err
	}
	m, ok := Current(meetings, now)
	if !ok {
		return Meeting{}, &Error{Code: CodeNotFound, What: "no meeting", Hint: "add one to the config file, or with /samrad meeting new", Say: Notice{Key: "no_meeting"}}
	}
	return m, nil
}

// Current picks the meeting that is open at now (its questions may be posted,
// and it has not started; the first to start), else the next, else the latest.
// The meetings are in the order of their start.
func Current(meetings []Meeting, now time.Time) (Meeting, bool) {
	for _, m := range meetings {
		if !m.Starts.After(now) {
			continue
		}
		if w, err := m.Window(); err == nil && !w.Opens.After(now) {
			return m, true
		}
	}
	for _, m := range meetings {
		if m.Starts.After(now) {
			return m, true
		}
	}
	if len(meetings) == 0 {
		return Meeting{}, false
	}
	return meetings[len(meetings)-1], true
}

func unknownMeeting(id string, meetings []Meeting) error {
	ids := make([]string, len(meetings))
	for i, m := range meetings {
		ids[i] = string(m.ID)
	}
	if len(ids) == 0 {
		return &Error{Code: CodeNotFound, What: "meeting " + quote(id) + ": there is none of that id", Hint: "there is no meeting yet", Say: Notice{Key: "no_meeting"}}
	}
	known := strings.Join(ids, ", ")
	return &Error{Code: CodeNotFound, What: "meeting " + quote(id) + ": there is none of that id", Hint: "the meetings are " + known,
		Say: Notice{Key: "unknown_meeting", Args: map[string]any{"Meeting": id, "Known": known}}}
}
