package slacksim

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// responseUses is how often a response_url may be used.
// https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses
const responseUses = 5

// Interaction is a slash command, a click or a submission on its way to the
// bot and what came back.
type Interaction struct {
	User, Channel string
	TriggerID     string
	ResponseURL   string
	ViewID        string // of a click inside a view, or a submission

	w         *Workspace
	d         *delivery
	ack       json.RawMessage
	responses []json.RawMessage
	opened    string // view opened with the trigger
	errors    map[string]string
	err       error
}

// Ack waits for the acknowledgement and returns its payload, nil for none.
// The error is ErrNotAcknowledged when the bot let the time pass, or says why
// nothing was sent.
func (i *Interaction) Ack(ctx context.Context) (json.RawMessage, error) {
	if i.d != nil {
		select {
		case <-i.d.done:
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for acknowledgement: %w", ctx.Err())
		case <-i.w.ctx.Done():
			return nil, fmt.Errorf("wait for acknowledgement: workspace closed")
		}
	}
	i.w.mu.Lock()
	defer i.w.mu.Unlock()
	return i.ack, i.err
}

// Responses are the posts to the response_url so far.
func (i *Interaction) Responses() []json.RawMessage {
	i.w.mu.Lock()
	defer i.w.mu.Unlock()
	return slices.Clone(i.responses)
}

// WaitResponse waits for the nth post to the response_url, counted from 1.
func (i *Interaction) WaitResponse(ctx context.Context, n int) (json.RawMessage, error) {
	err := i.w.WaitFor(ctx, "response_url", func() bool { return len(i.Responses()) >= n })
	if err != nil {
		return nil, err
	}
	return i.Responses()[n-1], nil
}

// WaitView waits for the view that the bot opens with the trigger.
func (i *Interaction) WaitView(ctx context.Context) (View, error) {
	var seen View
	err := i.w.WaitFor(ctx, "a view", func() bool {
		i.w.mu.Lock()
		defer i.w.mu.Unlock()
		if v := i.w.views[i.opened]; v != nil {
			seen = v.View
			return true
		}
		return false
	})
	return seen, err
}

// Errors are what a submission was refused with, by block_id: by Slack's
// client before it was sent, or by the bot's response_action errors.
func (i *Interaction) Errors(ctx context.Context) (map[string]string, error) {
	if _, err := i.Ack(ctx); err != nil && i.d != nil {
		return nil, err
	}
	i.w.mu.Lock()
	defer i.w.mu.Unlock()
	return maps.Clone(i.errors), nil
}

// newInteraction gives an interaction its trigger and, in a channel, its
// response_url; the caller holds the lock.
func (w *Workspace) newInteraction(user string, c *channel, messageTS string) *Interaction {
	in := &Interaction{w: w, User: user, TriggerID: fmt.Sprintf("%d.%d.%s", time.Now().UnixMilli(), w.counter, secret())}
	w.triggers[in.TriggerID] = &trigger{user: user, expires: time.Now().Add(w.o.TriggerLife), in: in}
	if c != nil {
		in.Channel = c.ID
		id := secret()
		in.ResponseURL = w.url + "/response/" + id
		w.responses[id] = &responseURL{in: in, user: user, channel: c.ID, message: messageTS, expires: time.Now().Add(w.o.ResponseLife)}
	}
	return in
}

// failed is an interaction that never left the person's client.
func (w *Workspace) failed(what, format string, args ...any) *Interaction {
	w.violate("test", what, format, args...)
	return &Interaction{w: w, err: fmt.Errorf("%s: %s", what, fmt.Sprintf(format, args...))}
}

func (w *Workspace) dispatch(in *Interaction, kind string, accepts bool, payload any) {
	in.d = &delivery{kind: kind, payload: encode(payload), accepts: accepts, in: in}
	w.deliver(in.d)
}

// Slash sends the app's slash command with a text. An external user has no
// slash commands: that is a violation of Method "test".
func (w *Workspace) Slash(user, channel, text string) *Interaction {
	w.mu.Lock()
	defer w.unlock()
	if w.external(user) {
		return w.failed("Slash", "%s is an external user and has no slash commands", user)
	}
	c := w.mayWrite("Slash", user, channel)
	if c == nil {
		return &Interaction{w: w, err: fmt.Errorf("slash: %s cannot write in %s", user, channel)}
	}
	in := w.newInteraction(user, c, "")
	name := c.Name
	if c.im != "" {
		name = "directmessage"
	} else if c.Private {
		name = "privategroup"
	}
	w.dispatch(in, kindCommands, true, object{
		"token": "simulated-verification-token", "team_id": w.o.TeamID, "team_domain": "simulated", "channel_id": c.ID, "channel_name": name,
		"user_id": user, "user_name": w.users[user].Name, "command": w.app.Command, "text": escape(text),
		"api_app_id": w.app.AppID, "is_enterprise_install": "false", "response_url": in.ResponseURL, "trigger_id": in.TriggerID,
	})
	return in
}

// respond applies the payload of an acknowledgement. A submission that is
// acknowledged with nothing closes its view.
func (w *Workspace) respond(d *delivery, payload json.RawMessage) {
	v := w.views[d.in.ViewID]
	switch {
	case d.raw:
	case d.kind == kindCommands && payload != nil:
		if r := w.responses[lastSegment(d.in.ResponseURL)]; r != nil {
			w.applyResponse("command", r, payload)
		}
	case d.kind == kindInteractive && d.accepts && v != nil && payload != nil:
		w.applyAction(d.in, v, payload)
	case d.kind == kindInteractive && d.accepts && v != nil:
		v.closed = true
	}
}
