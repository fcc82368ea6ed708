package flows

import (
	"context"
	"slices"
)

// Status tells how a meeting stands.
func (c *Commands) Status(ctx context.Context, m Meeting) (StatusView, error) {
	now := c.clock.Now()
	d, err := c.register.FreshDirectory(ctx)
	if err != nil {
		return StatusView{}, err
	}
	summary, err := summariseMeeting(ctx, c.store, c.register.Settings(), m, d, now.AddDate(0, 0, -7), now)
	if err != nil {
		return StatusView{}, err
	}
	all, err := c.store.Contributions(ctx, m.ID, StoreChannels(m, d))
	if err != nil {
		return StatusView{}, err
	}
	answered := organisationsOf(slices.DeleteFunc(Resolve(all, d), func(c Contribution) bool { return c.Withdrawn }))
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
