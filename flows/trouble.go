package flows

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Troubles tells staff, in words and once, what only people can mend.
type Troubles struct {
	store    troubleStore
	register *Register
	clock    Clock
}

type troubleStore interface {
	Queue
	RefusedSince(ctx context.Context, lane Lane, reason string) (time.Time, error)
	SaveMovedChannel(ctx context.Context, from, to ChannelID) error
}

// NewTroubles makes a Troubles.
func NewTroubles(store troubleStore, register *Register, clock Clock) *Troubles {
	return &Troubles{store: store, register: register, clock: clock}
}

// Tell says that a channel or person refuses what the bot sends; reason is
// Slack's word. It is said once until the lane has taken something again (and
// then once a day), and never to the lane itself.
func (t *Troubles) Tell(ctx context.Context, lane Lane, reason string) error {
	since, err := t.store.RefusedSince(ctx, lane, reason)
	if err != nil {
		return err
	}
	if since.IsZero() {
		since = t.clock.Now()
	}
	day := since.UTC().Format("2006-01-02")
	n := Notice{Key: "sending_failed", Args: map[string]any{"Reason": reason}, Channels: map[string]ChannelID{"Channel": ChannelID(lane)}}
	if lane.person() {
		n = Notice{Key: "person_not_reached", Args: n.Args, People: map[string]UserID{"Person": UserID(lane)}}
	}
	return t.tell(ctx, lane, IntentID("failed", string(lane), reason, day), n)
}

// ShutOut notes that Slack refuses the bot's token. What tells of it waits in
// the outbox with everything else, so that people read it when it is over.
func (t *Troubles) ShutOut(ctx context.Context, reason string) error {
	now := t.clock.Now().UTC()
	return t.tell(ctx, "", IntentID("shut_out", now.Format("2006-01-02")),
		Notice{Key: "shut_out", Args: map[string]any{"Reason": reason, "Since": now.Format(time.RFC3339)}})
}

// Moved notes that a channel of ours has a new id, so that its threads go on,
// and says so once. Other channels are no business of ours.
func (t *Troubles) Moved(ctx context.Context, from, to ChannelID) error {
	ours, err := t.ours(ctx, from)
	if err != nil || !ours {
		return err
	}
	if err := t.store.SaveMovedChannel(ctx, from, to); err != nil {
		return err
	}
	if _, err := t.register.FreshDirectory(ctx); err != nil {
		return err
	}
	return t.tell(ctx, Lane(from), IntentID("moved", string(from), string(to)),
		Notice{Key: "channel_moved", Args: map[string]any{"From": string(from), "To": string(to)}})
}

// Absent says that many answers of a thread are gone from Slack at once. They
// are kept until people have looked.
func (t *Troubles) Absent(ctx context.Context, post Place, n int) error {
	day := t.clock.Now().UTC().Format("2006-01-02")
	return t.tell(ctx, Lane(post.Channel), IntentID("absent", string(post.Channel), string(post.TS), day),
		Notice{Key: "many_absent", Args: map[string]any{"Count": n}, Place: &post})
}

// ours reports whether the config, or what was made in Slack, names a channel.
func (t *Troubles) ours(ctx context.Context, c ChannelID) (bool, error) {
	d, err := t.register.FreshDirectory(ctx)
	if err != nil {
		return false, err
	}
	channels, err := t.register.Channels(ctx)
	if err != nil {
		return false, err
	}
	c = channels.First(c)
	roles := t.register.Settings().Roles
	if c == roles.Staff.Channel || c == roles.WorkingGroup.Channel {
		return true, nil
	}
	if slices.ContainsFunc(d.Organisations(), func(o Organisation) bool { return o.Channel == c }) {
		return true, nil
	}
	meetings, err := t.register.Meetings(ctx)
	return slices.ContainsFunc(meetings, func(m Meeting) bool { return slices.Contains(m.Channels, c) }), err
}

// tell sends a notice to staff, else to the working group, by another way than
// the lane that is in trouble.
func (t *Troubles) tell(ctx context.Context, lane Lane, id string, n Notice) error {
	roles := t.register.Settings().Roles
	to := slices.DeleteFunc(roles.Staff.Lanes(), func(l Lane) bool { return l == lane })
	if len(to) == 0 {
		to = slices.DeleteFunc(roles.WorkingGroup.Lanes(), func(l Lane) bool { return l == lane })
	}
	var errs []error
	for _, l := range to {
		errs = append(errs, t.store.Enqueue(ctx, Intent{ID: IntentID(id, string(l)), Lane: l, QueuedAt: t.clock.Now(), Content: n}))
	}
	return errors.Join(errs...)
}
