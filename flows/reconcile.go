package flows

import (
	"context"
	"log/slog"
	"slices"
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

// NewReconciler makes a Reconciler.
func NewReconciler(store reconcileStore, threads ThreadReader, collector *Collector, register *Register, troubles *Troubles, clock Clock, log *slog.Logger) *Reconciler {
	return &Reconciler{store: store, threads: threads, collector: collector, register: register, troubles: troubles, clock: clock, log: log}
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
