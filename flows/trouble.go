package flows

import (
	"context"
	"errors"
	"slices"
)

// Troubles tells staff, in words and once, what only people can mend.
type Troubles struct {
	queue    Queue
	register *Register
	clock    Clock
}

// NewTroubles makes a Troubles.
func NewTroubles(queue Queue, register *Register, clock Clock) *Troubles {
	return &Troubles{queue: queue, register: register, clock: clock}
}

// Tell says that a channel or person refuses what the bot sends; reason is
// Slack's word. It is said once a day and reason, and never to the lane itself.
func (t *Troubles) Tell(ctx context.Context, lane Lane, reason string) error {
	roles := t.register.Settings().Roles
	to := slices.DeleteFunc(roles.Staff.Lanes(), func(l Lane) bool { return l == lane })
	if len(to) == 0 {
		to = slices.DeleteFunc(roles.WorkingGroup.Lanes(), func(l Lane) bool { return l == lane })
	}
	now := t.clock.Now()
	var errs []error
	for _, l := range to {
		errs = append(errs, t.queue.Enqueue(ctx, Intent{
			ID: IntentID("failed", string(lane), reason, now.UTC().Format("2006-01-02"), string(l)), Lane: l, QueuedAt: now,
			Content: Notice{Key: "sending_failed", Args: map[string]any{"Channel": string(lane), "Reason": reason}},
		}))
	}
	return errors.Join(errs...)
}
