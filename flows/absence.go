package flows

import (
	"context"
	"slices"
)

// mostAbsences bounds the absences in one thread that are taken for deletions
// when they are most of what is stored of it: people take back one answer, not
// all of them at once.
const mostAbsences = 3

// absences withdraws the replies that are gone. An absence counts only after
// two complete readings with the post itself there, and when Slack does not
// know the message by itself either: a message that was counted stands beside
// the thread. After the first reading it returns what is missing.
func (r *Reconciler) absences(ctx context.Context, p Post, reading *reading) ([]MessageTS, error) {
	t := reading.Thread
	all, err := r.store.Contributions(ctx, p.Meeting, []ChannelID{p.Place.Channel})
	if err != nil {
		return nil, err
	}
	stored := inThread(all, p.Place)
	missing := t.missing(stored)
	gone, err := r.gone(ctx, missing, t.Gone == nil)
	if err != nil || len(gone) == 0 {
		return nil, err
	}
	if t.Gone == nil {
		return timestamps(missing), nil
	}
	if len(gone) > mostAbsences && 2*len(gone) > len(stored) {
		reading.Found.Withheld += len(gone)
		return nil, r.troubles.Absent(ctx, p.Place, len(gone))
	}
	for _, c := range gone {
		if _, err := r.collector.Delete(ctx, Deletion{Place: c.Place, Thread: c.Thread, EventTS: TSOf(r.clock.Now())}); err != nil {
			return nil, err
		}
		reading.Found.Withdrawn++
	}
	return nil, nil
}

// missing are the contributions that a complete reading does not have; in the
// second, of those that the first did not have.
func (t *ThreadReading) missing(stored []Contribution) []Contribution {
	if !t.Root {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(stored), func(c Contribution) bool {
		return slices.Contains(t.Seen, c.Place.TS) || (t.Gone != nil && !slices.Contains(t.Gone, c.Place.TS))
	})
}

// gone are those that Slack does not know by themselves; one is enough for a
// second reading, which asks for each.
func (r *Reconciler) gone(ctx context.Context, missing []Contribution, one bool) ([]Contribution, error) {
	var out []Contribution
	for _, c := range missing {
		exists, err := r.threads.Exists(ctx, c.Place)
		if err != nil {
			return nil, err
		}
		if exists {
			continue
		}
		if out = append(out, c); one {
			break
		}
	}
	return out, nil
}

func timestamps(all []Contribution) []MessageTS {
	out := make([]MessageTS, len(all))
	for i, c := range all {
		out[i] = c.Place.TS
	}
	return out
}
