package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/samrad/samrad/flows"
)

// Event takes an Events API payload. A nil error means that it may be
// acknowledged, with the words given if there are any: what it carried is
// durable, or is no business of ours.
func (r *Router) Event(ctx context.Context, source string, payload []byte) (words string, err error) {
	r.metrics.arrived(source)
	ctx, cancel := context.WithTimeout(ctx, storeDeadline)
	defer cancel()
	event, err := parseEvent(payload, r.self, r.slack.cachedName)
	if err != nil {
		return "", r.deadLetter(ctx, source, err, payload)
	}
	switch e := event.(type) {
	case flows.Reply:
		return "", named(r.reply(ctx, e), e.EventID, e.Place)
	case flows.Deletion:
		return "", named(r.deletion(ctx, e), e.EventID, e.Place)
	case flows.Reaction:
		return "", named(r.reaction(ctx, e), e.EventID, e.Place)
	case channelMoved:
		r.log.WarnContext(ctx, "a channel has a new id; change it in the config", "channel", e.From, "new_channel", e.To)
		return "", r.cases.Troubles.Moved(ctx, e.From, e.To)
	case botJoined:
		r.log.InfoContext(ctx, "invited to a channel", "channel", e.Channel)
		if r.cases.Joined != nil {
			r.cases.Joined()
		}
	case challenge:
		return string(e), nil
	}
	return "", nil
}

// eventError is an error with the event that it is of, so that the log can be
// followed by a message's ts.
type eventError struct {
	event string
	place flows.Place
	err   error
}

func (e *eventError) Error() string { return e.err.Error() }

func (e *eventError) Unwrap() error { return e.err }

func named(err error, eventID string, p flows.Place) error {
	if err == nil {
		return nil
	}
	return &eventError{eventID, p, err}
}

// logged is an error as attributes of the log, with those of its event if it is
// of one.
func logged(err error) []any {
	attrs := []any{"error", err}
	var e *eventError
	if errors.As(err, &e) {
		attrs = append(attrs, "event_id", e.event, "channel", e.place.Channel, "message_ts", e.place.TS)
	}
	return attrs
}

func (r *Router) reply(ctx context.Context, e flows.Reply) (err error) {
	if e.Place.Channel, err = r.first(ctx, e.Place.Channel); err != nil {
		return err
	}
	outcome, err := r.cases.Collector.Reply(ctx, r.slack.nameFiles(ctx, e))
	if outcome == flows.OutcomeNew && err == nil {
		r.metrics.delay(r.clock.Now().Sub(e.At()).Seconds())
	}
	return r.counted(outcome, err)
}

func (r *Router) deletion(ctx context.Context, e flows.Deletion) (err error) {
	if e.Place.Channel, err = r.first(ctx, e.Place.Channel); err != nil {
		return err
	}
	outcome, err := r.cases.Collector.Delete(ctx, e)
	if outcome == flows.OutcomeWithdrawn && err == nil {
		r.withdrawn()
	}
	return r.counted(outcome, err)
}

// withdrawn tells that somebody took an answer back: a digest with it may be
// published.
func (r *Router) withdrawn() {
	if r.cases.Withdrawn != nil {
		r.cases.Withdrawn()
	}
}

func (r *Router) reaction(ctx context.Context, e flows.Reaction) (err error) {
	if e.Place.Channel, err = r.first(ctx, e.Place.Channel); err != nil {
		return err
	}
	return r.counted(r.cases.Collector.React(ctx, e))
}

// first is the id that the use cases know a channel by.
func (r *Router) first(ctx context.Context, channel flows.ChannelID) (flows.ChannelID, error) {
	channels, err := r.cases.Register.Channels(ctx)
	return channels.First(channel), err
}

func (r *Router) counted(o flows.Outcome, err error) error {
	if err == nil {
		r.metrics.outcome(o)
	}
	return err
}

func (r *Router) deadLetter(ctx context.Context, source string, cause error, raw []byte) error {
	r.metrics.unreadable(source)
	sum := sha256.Sum256(raw)
	r.log.ErrorContext(ctx, "delivery not understood, kept as a dead letter", "source", source, "sha256", hex.EncodeToString(sum[:8]))
	return r.cases.Letters.KeepDeadLetter(ctx, flows.DeadLetter{At: r.clock.Now(), Source: source, Reason: reasonOf(cause), Raw: raw})
}

// reasonOf says what failed without quoting the payload.
func reasonOf(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	var odd unexpectedType
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("invalid JSON at byte %d", syntax.Offset)
	case errors.As(err, &kind):
		return "unexpected type at " + kind.Field
	case errors.As(err, &odd):
		return odd.Error()
	default:
		return "not understood"
	}
}
