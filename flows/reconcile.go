package flows

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"
)

// Reconciler reads questions' threads back from Slack and stores what no event
// told of: after a downtime, or when Slack gave a delivery up.
type Reconciler struct {
	store     reconcileStore
	threads   ThreadReader
	collector *Collector
	register  *Register
	troubles  *Troubles
	clock     Clock
	log       *slog.Logger

	// Done is called after each reading; nil: nothing is.
	Done func(ReadBack)
}

type reconcileStore interface {
	ReplyStore
	ContributionReader
	ReadBackStore
}

// ThreadReader reads from Slack, at Slack's pace.
type ThreadReader interface {
	// Page reads a page of a question's thread: the first one, or that of the
	// Next of the page before. CodeNotFound if Slack does not know that any more.
	Page(ctx context.Context, post Place, cursor string) (ThreadPage, error)
	// Exists reports whether a message is still there, in a thread or beside it.
	Exists(ctx context.Context, p Place) (bool, error)
}

// ThreadPage is a part of what stands under a question's post, the oldest first.
type ThreadPage struct {
	// Began is when Slack was asked: an event of later knows better.
	Began     MessageTS
	Root      bool       // the post itself is there
	Next      string     // empty: it is the last
	Replies   []Reply    // of people
	Reactions []Reaction // the stars and no_entry_signs on the replies
	// Partial are the replies whose reactions Slack did not list in full.
	Partial []MessageTS
}

// ReadBack is what a reading of a meeting's threads found.
type ReadBack struct {
	At        time.Time `json:"at"` // when it began
	Threads   int       `json:"threads"`
	Failed    int       `json:"failed,omitempty"` // threads that could not be read
	New       int       `json:"new,omitempty"`
	Edited    int       `json:"edited,omitempty"`
	Withdrawn int       `json:"withdrawn,omitempty"`
	Reactions int       `json:"reactions,omitempty"`
	// Withheld are absences that are too many at once to be taken for deletions.
	Withheld int `json:"withheld,omitempty"`
	// Unfinished is a reading that takes long and goes on.
	Unfinished bool `json:"unfinished,omitempty"`
}

// Complete reports whether every thread was read and everything applied.
func (r ReadBack) Complete() bool { return r.Failed == 0 && r.Withheld == 0 && !r.Unfinished }

// Missed counts what no event had told of.
func (r ReadBack) Missed() int { return r.New + r.Edited + r.Withdrawn + r.Reactions }

// Found reports whether something had been missed.
func (r ReadBack) Found() bool { return r.Missed() > 0 }

// NewReconciler makes a Reconciler.
func NewReconciler(store reconcileStore, threads ThreadReader, collector *Collector, register *Register, troubles *Troubles, clock Clock, log *slog.Logger) *Reconciler {
	return &Reconciler{store: store, threads: threads, collector: collector, register: register, troubles: troubles, clock: clock, log: log}
}

const (
	// readEvery is how often open threads are read back.
	readEvery = time.Hour
	// readAgain is how soon they are at the soonest: a bot that starts again
	// and again, and a digest that is asked for twice, spare Slack.
	readAgain = 20 * time.Second
	// readFailed is how soon at first after a reading that failed.
	readFailed = time.Minute
)

// RunDue reads back every meeting whose window has opened and that has not
// begun, if it was not read since a time (when the process started, or the bot
// was let in somewhere), or for readEvery.
func (r *Reconciler) RunDue(ctx context.Context, since time.Time) error {
	meetings, err := r.register.Meetings(ctx)
	if err != nil {
		return err
	}
	var errs []error
	now := r.clock.Now()
	for _, m := range meetings {
		if w, err := m.Window(); err != nil || w.Opens.After(now) || !m.Starts.After(now) {
			continue
		}
		readings, err := r.store.ReadBacks(ctx, m.ID)
		if err != nil {
			return err
		}
		if !readDue(readings, since, now) {
			continue
		}
		if _, err := r.Run(ctx, m); err != nil && CodeOf(err) != CodeConflict { // another replica is at it
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// readDue decides whether threads are to be read back. After a reading that
// failed it is tried again soon, and then less and less often: what refuses, as
// a channel that the bot was taken out of, may refuse for long.
func readDue(readings []ReadBack, since, now time.Time) bool {
	var newest time.Time
	wait, failed := readEvery, 0
	for _, one := range slices.Backward(readings) {
		if one.Threads == 0 {
			continue
		}
		if newest.IsZero() {
			newest = one.At
		}
		if one.Failed == 0 {
			break
		}
		wait = min(readEvery, readFailed<<min(failed, 10))
		failed++
	}
	age := now.Sub(newest)
	return age >= readAgain && (!newest.After(since) || age >= wait)
}

// Refresh reads a meeting's threads back unless that was done just now. It
// waits for another replica that is at it. What was read before does not tell
// what stands in Slack now: after a reading that began earlier, and was taken up
// again or waited for, it reads anew.
func (r *Reconciler) Refresh(ctx context.Context, m Meeting) error {
	old := r.clock.Now().Add(-readAgain)
	for {
		last, err := r.last(ctx, m)
		if err != nil || last.After(old) {
			return err
		}
		switch found, err := r.Run(ctx, m); {
		case CodeOf(err) == CodeConflict:
			if err := (WallClock{}).SleepUntil(ctx, time.Now().Add(time.Second)); err != nil {
				return err
			}
		case err != nil || found.At.After(old):
			return err
		}
	}
}

// last is when the newest reading began that came to the end; zero: none did.
func (r *Reconciler) last(ctx context.Context, m Meeting) (time.Time, error) {
	readings, err := r.store.ReadBacks(ctx, m.ID)
	if err != nil {
		return time.Time{}, err
	}
	for _, one := range slices.Backward(readings) {
		if one.Threads > 0 && one.Failed == 0 {
			return one.At, nil
		}
	}
	return time.Time{}, nil
}

// Run reads a meeting's threads back, and goes on where an earlier reading
// ended halfway: what it found is then of when that one began. A thread that cannot be read is counted, and does not keep the
// others from being read. CodeConflict if another process is reading.
func (r *Reconciler) Run(ctx context.Context, m Meeting) (ReadBack, error) {
	working, reading, err := r.take(ctx, m.ID)
	if err != nil {
		return ReadBack{}, err
	}
	defer reading.end()
	if err := r.read(working, m, reading); err != nil {
		return reading.Found, err
	}
	found := reading.Found
	if r.Done != nil {
		r.Done(found)
	}
	if err := r.store.SaveReadBack(ctx, m.ID, found); err != nil {
		return found, err
	}
	if found.Found() || !found.Complete() {
		r.log.InfoContext(ctx, "read back", "meeting", m.ID, "threads", found.Threads, "failed", found.Failed, "new", found.New,
			"edited", found.Edited, "withdrawn", found.Withdrawn, "reactions", found.Reactions, "withheld", found.Withheld)
	}
	reading.Reading = Reading{}
	return found, nil
}

func (r *Reconciler) read(ctx context.Context, m Meeting, reading *reading) error {
	now := r.clock.Now()
	d, err := r.register.FreshDirectory(ctx)
	if err != nil {
		return err
	}
	posts, err := r.store.Posts(ctx, m.ID, StoreChannels(m, d))
	if err != nil {
		return err
	}
	if reading.over(posts) {
		// It was read to the end, and the store or the process went away before
		// that was noted.
		if err := r.store.SaveReadBack(ctx, m.ID, reading.Found); err != nil {
			return err
		}
		reading.Reading = Reading{Found: ReadBack{At: now}}
	}
	for _, p := range posts {
		if slices.Contains(reading.Threads, p.Place) {
			continue
		}
		err = r.thread(ctx, p, reading)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case CodeOf(err) == CodeStoreDown && err != nil, CodeOf(err) == CodeConflict:
			return err
		case err != nil:
			reading.Found.Failed++
			r.log.WarnContext(ctx, "thread not read back", "channel", p.Place.Channel, "message_ts", p.Place.TS, "error", err)
		}
		reading.Found.Threads++
		reading.Threads, reading.Thread = append(reading.Threads, p.Place), nil
		if err := reading.keep(ctx); err != nil {
			return err
		}
	}
	return nil
}

// inThread are the contributions that came as replies to a post.
func inThread(all []Contribution, post Place) []Contribution {
	return slices.DeleteFunc(slices.Clone(all), func(c Contribution) bool {
		return c.Source != SourceSlack || c.Withdrawn || c.Place.Channel != post.Channel || c.Thread != post.TS
	})
}

// thread reads one thread, and a second time where something is missing.
func (r *Reconciler) thread(ctx context.Context, p Post, reading *reading) error {
	if reading.Thread == nil || reading.Thread.Post != p.Place {
		reading.Thread = &ThreadReading{Post: p.Place}
	}
	for {
		if err := r.pages(ctx, reading); err != nil {
			return err
		}
		gone, err := r.absences(ctx, p, reading)
		if err != nil || len(gone) == 0 {
			return err
		}
		reading.Thread = &ThreadReading{Post: p.Place, Gone: gone}
		if err := reading.keep(ctx); err != nil {
			return err
		}
	}
}

// pages reads a thread to its end. Each page is applied before it is noted: one
// that is read twice changes nothing the second time.
func (r *Reconciler) pages(ctx context.Context, reading *reading) error {
	t := reading.Thread
	for !t.Read {
		page, err := r.threads.Page(ctx, t.Post, t.Cursor)
		if err != nil && CodeOf(err) == CodeNotFound && t.Cursor != "" {
			t.Cursor, t.Seen = "", nil
			continue
		}
		if err != nil {
			return err
		}
		if err := r.apply(ctx, page, &reading.Found); err != nil {
			return err
		}
		for _, reply := range page.Replies {
			t.Seen = append(t.Seen, reply.Place.TS)
		}
		t.Root, t.Cursor, t.Read = page.Root, page.Next, page.Next == ""
		if err := reading.keep(ctx); err != nil {
			return err
		}
	}
	return nil
}

// apply stores what a page has.
func (r *Reconciler) apply(ctx context.Context, page ThreadPage, found *ReadBack) error {
	for _, reply := range page.Replies {
		outcome, err := r.collector.Reply(ctx, reply)
		if err != nil {
			return err
		}
		switch outcome {
		case OutcomeNew, OutcomeKept:
			found.New++
		case OutcomeEdited:
			found.Edited++
		}
	}
	return r.reactions(ctx, page, found)
}

// reactions applies the stars and no_entry_signs that differ from what is
// stored, as of when Slack was asked.
func (r *Reconciler) reactions(ctx context.Context, thread ThreadPage, found *ReadBack) error {
	for _, reply := range thread.Replies {
		stored, err := r.store.Reactions(ctx, reply.Place)
		if err != nil {
			return err
		}
		var seen []Reaction
		for _, reaction := range thread.Reactions {
			if reaction.Place == reply.Place {
				seen = append(seen, reaction)
			}
		}
		changes := missing(seen, stored, true)
		if !slices.Contains(thread.Partial, reply.Place.TS) {
			changes = append(changes, missing(stored, seen, false)...)
		}
		for _, c := range changes {
			c.EventTS = thread.Began
			outcome, err := r.collector.React(ctx, c)
			if err != nil {
				return err
			}
			if outcome == OutcomeNew {
				found.Reactions++
			}
		}
	}
	return nil
}

// missing are the reactions that stand in one list and not in the other, to be
// put on or taken off.
func missing(in, from []Reaction, added bool) []Reaction {
	var out []Reaction
	for _, a := range in {
		if !slices.ContainsFunc(from, func(b Reaction) bool { return a.User == b.User && a.Name == b.Name }) {
			a.Added = added
			out = append(out, a)
		}
	}
	return out
}
