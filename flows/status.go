package flows

import (
	"context"
	"slices"
	"time"
)

// Status tells how a meeting stands.
func (c *Commands) Status(ctx context.Context, m Meeting) (StatusView, error) {
	now := c.clock.Now()
	s := Summaries{store: statusStore{c.store}, register: c.register, clock: c.clock}
	d, err := c.register.FreshDirectory(ctx)
	if err != nil {
		return StatusView{}, err
	}
	summary, err := s.meeting(ctx, m, d, now.AddDate(0, 0, -7), now)
	if err != nil {
		return StatusView{}, err
	}
	all, err := c.store.Contributions(ctx, m.ID, StoreChannels(m, d))
	if err != nil {
		return StatusView{}, err
	}
	answered := organisationsOf(slices.DeleteFunc(Resolve(all, d), func(c Contribution) bool { return !c.Counts() }))
	v := StatusView{Meeting: summary}
	for _, o := range d.Organisations() {
		if !answered[foldID(o.ID)] {
			v.Silent = append(v.Silent, o.Name)
		}
	}
	choices, err := c.store.Choices(ctx)
	v.SelfNamed = len(choices)
	return v, err
}

// statusStore is the part of a summary's store that one meeting needs.
type statusStore struct{ commandStore }

func (statusStore) CountDeadLetters(context.Context, time.Time) (int, error) { return 0, nil }
func (statusStore) KeepDeadLetter(context.Context, DeadLetter) error         { return nil }
func (statusStore) Failures(context.Context) ([]SendFailure, error)          { return nil, nil }
