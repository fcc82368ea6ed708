package flows

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"
)

// Summaries sends staff one message a week, also when nobody answered.
type Summaries struct {
	store    summaryStore
	queue    Queue
	register *Register
	clock    Clock
}

type summaryStore interface {
	meetingStore
	DeadLetterStore
	FailureStore
}

// meetingStore is what the summary of one meeting needs.
type meetingStore interface {
	ContributionReader
	AskStore
	ReadBackStore
}

// NewSummaries makes a Summaries.
func NewSummaries(store summaryStore, queue Queue, register *Register, clock Clock) *Summaries {
	return &Summaries{store: store, queue: queue, register: register, clock: clock}
}

// Fire sends the summary of the seven days before at.
func (s *Summaries) Fire(ctx context.Context, at time.Time, firing string) error {
	summary, err := s.Make(ctx, at)
	if err != nil {
		return err
	}
	return s.send(ctx, summary, s.register.Settings().Roles.Staff.Lanes(), firing, at)
}

// Show sends the summary of the last seven days to the person who asked.
func (s *Summaries) Show(ctx context.Context, to UserID, name string) error {
	summary, err := s.Make(ctx, s.clock.Now())
	if err != nil {
		return err
	}
	return s.send(ctx, summary, []Lane{Lane(to)}, name, time.Time{})
}

func (s *Summaries) send(ctx context.Context, summary Summary, lanes []Lane, name string, since time.Time) error {
	var errs []error
	for _, lane := range lanes {
		errs = append(errs, s.queue.Enqueue(ctx, Intent{ID: IntentID("summary", name, string(lane)), Lane: lane,
			QueuedAt: s.clock.Now(), Since: since, Content: SummaryPost{Summary: summary}}))
	}
	return errors.Join(errs...)
}

// Make compiles the summary of the seven days before to.
func (s *Summaries) Make(ctx context.Context, to time.Time) (Summary, error) {
	out := Summary{From: to.AddDate(0, 0, -7), To: to, Language: s.register.Settings().Language}
	d, err := s.register.FreshDirectory(ctx)
	if err != nil {
		return out, err
	}
	meetings, err := s.register.Meetings(ctx)
	if err != nil {
		return out, err
	}
	for _, m := range meetings {
		if !concerns(m, out.From, to) {
			continue
		}
		one, err := summariseMeeting(ctx, s.store, s.register.Settings(), m, d, out.From, to)
		if err != nil {
			return out, err
		}
		out.Meetings = append(out.Meetings, one)
	}
	out.Troubles, err = s.troubles(ctx, out.From)
	return out, err
}

// concerns reports whether a meeting belongs in the week's summary: its window
// has opened, and it had not been held before the week began.
func concerns(m Meeting, from, to time.Time) bool {
	w, err := m.Window()
	return err == nil && w.Opens.Before(to) && m.Starts.After(from)
}

func summariseMeeting(ctx context.Context, store meetingStore, set Settings, m Meeting, d *Directory, from, to time.Time) (MeetingSummary, error) {
	channels := StoreChannels(m, d)
	all, err := store.Contributions(ctx, m.ID, channels)
	if err != nil {
		return MeetingSummary{}, err
	}
	posts, err := store.Posts(ctx, m.ID, channels)
	if err != nil {
		return MeetingSummary{}, err
	}
	asked, err := store.Asked(ctx, m.ID)
	if err != nil {
		return MeetingSummary{}, err
	}
	plan, err := PlanOf(m, set.Location, set.Calendar)
	if err != nil {
		return MeetingSummary{}, err
	}
	out := Count(m, d, posts, MarkLate(m, Resolve(all, d)))
	out.Closes = plan.Window.Closes
	out.Next = plan.Upcoming(m, asked, to, 4)
	for _, c := range all {
		if !c.Withdrawn && !c.SubmittedAt.Before(from) && c.SubmittedAt.Before(to) {
			out.Week++
		}
	}
	readings, err := store.ReadBacks(ctx, m.ID)
	if err != nil {
		return MeetingSummary{}, err
	}
	out.ReadBack = weekOf(readings, from, to)
	under, err := store.Reading(ctx, m.ID)
	if err != nil {
		return MeetingSummary{}, err
	}
	if at := under.Found.At; !at.IsZero() && to.Sub(at) > readEvery {
		if out.ReadBack == nil {
			out.ReadBack = &ReadBack{At: at}
		}
		out.ReadBack.Unfinished = true
	}
	return out, nil
}

// weekOf sums up what the readings of a week found; the last of them tells
// whether all is there. Nil: nothing was read.
func weekOf(readings []ReadBack, from, to time.Time) *ReadBack {
	var sum *ReadBack
	for _, r := range readings {
		if r.At.Before(from) || !r.At.Before(to) {
			continue
		}
		if sum == nil {
			sum = &ReadBack{}
		}
		sum.At, sum.Threads, sum.Failed, sum.Withheld = r.At, r.Threads, r.Failed, r.Withheld
		sum.New, sum.Edited = sum.New+r.New, sum.Edited+r.Edited
		sum.Withdrawn, sum.Reactions = sum.Withdrawn+r.Withdrawn, sum.Reactions+r.Reactions
	}
	return sum
}

// smallestSector is the least number of invited organisations of a sector that
// is shown by itself: fewer would point at one of them.
const smallestSector = 3

// Count counts who has answered, by question and by sector.
func Count(m Meeting, d *Directory, posts []Post, all []Contribution) MeetingSummary {
	out := MeetingSummary{Meeting: m.ID, Title: m.Title, Starts: m.Starts, Participation: participationOf(d, all)}
	for _, c := range all {
		if !c.Withdrawn {
			out.Total++
		}
	}
	counted := counting(all)
	for _, q := range m.Questions() {
		n := QuestionCount{ID: q.ID, Text: q.Text, Answered: len(organisationsOf(answersTo(q.Question, counted)))}
		n.Posted = slices.ContainsFunc(posts, func(p Post) bool { return sameQuestion(p.Question, q.ID) })
		out.Questions = append(out.Questions, n)
	}
	out.Sectors = sectors(d, organisationsOf(counted))
	return out
}

// sectors counts who has answered by sector; none where they are all "other",
// which tells nothing.
func sectors(d *Directory, answered map[OrganisationID]bool) []SectorCount {
	invited := make(map[string]int)
	for _, o := range d.Organisations() {
		invited[o.Sector]++
	}
	counts := make(map[string]SectorCount)
	for _, o := range d.Organisations() {
		name := o.Sector
		if invited[name] < smallestSector {
			name = ""
		}
		c := counts[name]
		c.Sector = name
		c.Invited++
		if answered[foldID(o.ID)] {
			c.Answered++
		}
		counts[name] = c
	}
	joinFew(counts)
	out := make([]SectorCount, 0, len(counts))
	for _, c := range counts {
		if c.Invited >= smallestSector {
			out = append(out, c)
		}
	}
	if len(out) == 1 && out[0].Sector == "" {
		return nil
	}
	slices.SortFunc(out, func(a, b SectorCount) int {
		return cmp.Or(cmp.Compare(b2i(a.Sector == ""), b2i(b.Sector == "")), cmp.Compare(a.Sector, b.Sector))
	})
	return out
}

// joinFew puts the smallest sector with the others where they are too few: left
// out, they are what the sectors lack of all who were invited, which is told too.
func joinFew(counts map[string]SectorCount) {
	others, ok := counts[""]
	if !ok || others.Invited >= smallestSector || len(counts) == 1 {
		return
	}
	var smallest SectorCount
	for name, c := range counts {
		if name != "" && (smallest.Sector == "" || cmp.Or(cmp.Compare(c.Invited, smallest.Invited), cmp.Compare(name, smallest.Sector)) < 0) {
			smallest = c
		}
	}
	delete(counts, smallest.Sector)
	counts[""] = SectorCount{Invited: others.Invited + smallest.Invited, Answered: others.Answered + smallest.Answered}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s *Summaries) troubles(ctx context.Context, since time.Time) ([]Trouble, error) {
	var out []Trouble
	letters, err := s.store.CountDeadLetters(ctx, since)
	if err != nil {
		return nil, err
	}
	if letters > 0 {
		out = append(out, Trouble{Kind: TroubleDeadLetters, Count: letters})
	}
	failures, err := s.store.Failures(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range failures {
		out = append(out, Trouble{Kind: TroubleCannotPost, Channel: ChannelID(f.Lane), Reason: f.Reason, Count: f.Count})
	}
	return out, nil
}
