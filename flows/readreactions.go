package flows

import (
	"context"
	"slices"
)

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
