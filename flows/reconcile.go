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
	// Thread reads all of a question's thread, or fails.
	Thread(ctx context.Context, post Place) (Thread, error)
	// Exists reports whether a message is still there, in a thread or beside it.
	Exists(ctx context.Context, p Place) (bool, error)
}

// Thread is what stands under a question's post.
type Thread struct {
	Root      bool       // the post itself is there
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
}

// Complete reports whether every thread was read and everything applied.
func (r ReadBack) Complete() bool { return r.Failed == 0 && r.Withheld == 0 }

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
	readAgain = time.Minute
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
		if _, err := r.Run(ctx, m); err != nil {
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
		wait = min(readEvery, readAgain<<min(failed, 10))
		failed++
	}
	age := now.Sub(newest)
	return age >= readAgain && (!newest.After(since) || age >= wait)
}

// Refresh reads a meeting's threads back unless that was done just now.
func (r *Reconciler) Refresh(ctx context.Context, m Meeting) error {
	last, err := r.last(ctx, m)
	if err != nil || r.clock.Now().Sub(last) < readAgain {
		return err
	}
	_, err = r.Run(ctx, m)
	return err
}

// last is when the meeting's threads were last read to the end; zero: never.
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

// Run reads a meeting's threads back. A thread that cannot be read is counted,
// and does not keep the others from being read.
func (r *Reconciler) Run(ctx context.Context, m Meeting) (ReadBack, error) {
	found := ReadBack{At: r.clock.Now()}
	d, err := r.register.FreshDirectory(ctx)
	if err != nil {
		return found, err
	}
	channels := StoreChannels(m, d)
	posts, err := r.store.Posts(ctx, m.ID, channels)
	if err != nil {
		return found, err
	}
	for _, p := range posts {
		// What is stored is read first: all of it stood in Slack before.
		all, err := r.store.Contributions(ctx, m.ID, []ChannelID{p.Place.Channel})
		if err != nil {
			return found, err
		}
		err = r.thread(ctx, p, inThread(all, p.Place), &found)
		switch {
		case ctx.Err() != nil:
			return found, ctx.Err()
		case CodeOf(err) == CodeStoreDown && err != nil:
			return found, err
		case err != nil:
			found.Failed++
			r.log.WarnContext(ctx, "thread not read back", "channel", p.Place.Channel, "message_ts", p.Place.TS, "error", err)
		}
		found.Threads++
	}
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
	return found, nil
}

// inThread are the contributions that came as replies to a post.
func inThread(all []Contribution, post Place) []Contribution {
	return slices.DeleteFunc(slices.Clone(all), func(c Contribution) bool {
		return c.Source != SourceSlack || c.Withdrawn || c.Place.Channel != post.Channel || c.Thread != post.TS
	})
}

func (r *Reconciler) thread(ctx context.Context, p Post, stored []Contribution, found *ReadBack) error {
	thread, err := r.threads.Thread(ctx, p.Place)
	if err != nil {
		return err
	}
	for _, reply := range thread.Replies {
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
	if err := r.reactions(ctx, thread, found); err != nil {
		return err
	}
	return r.absences(ctx, p, thread, stored, found)
}

// reactions applies the stars and no_entry_signs that differ from what is
// stored, as of now.
func (r *Reconciler) reactions(ctx context.Context, thread Thread, found *ReadBack) error {
	at := TSOf(r.clock.Now())
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
			c.EventTS = at
			if _, err := r.collector.React(ctx, c); err != nil {
				return err
			}
			found.Reactions++
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

// mostAbsences bounds the absences in one thread that are taken for deletions
// when they are most of what is stored of it: people take back one answer, not
// all of them at once.
const mostAbsences = 3

// absences withdraws the replies that are gone. An absence counts only after
// two complete readings with the post itself there, and when Slack does not
// know the message by itself either: a message that was counted stands beside
// the thread.
func (r *Reconciler) absences(ctx context.Context, p Post, thread Thread, stored []Contribution, found *ReadBack) error {
	gone, err := r.gone(ctx, thread, stored)
	if err != nil || len(gone) == 0 {
		return err
	}
	again, err := r.threads.Thread(ctx, p.Place)
	if err != nil {
		return err
	}
	if gone, err = r.gone(ctx, again, gone); err != nil || len(gone) == 0 {
		return err
	}
	if len(gone) > mostAbsences && 2*len(gone) > len(stored) {
		found.Withheld += len(gone)
		return r.troubles.Absent(ctx, p.Place, len(gone))
	}
	for _, c := range gone {
		if _, err := r.collector.Delete(ctx, Deletion{Place: c.Place, Thread: c.Thread, EventTS: TSOf(r.clock.Now())}); err != nil {
			return err
		}
		found.Withdrawn++
	}
	return nil
}

// gone are the contributions that a reading does not have and Slack does not
// know.
func (r *Reconciler) gone(ctx context.Context, thread Thread, stored []Contribution) ([]Contribution, error) {
	if !thread.Root {
		return nil, nil
	}
	var out []Contribution
	for _, c := range stored {
		if slices.ContainsFunc(thread.Replies, func(reply Reply) bool { return reply.Place == c.Place }) {
			continue
		}
		exists, err := r.threads.Exists(ctx, c.Place)
		if err != nil {
			return nil, err
		}
		if !exists {
			out = append(out, c)
		}
	}
	return out, nil
}
