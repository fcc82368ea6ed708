package bot

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// Cases are the use cases that the router hands events to.
type Cases struct {
	Collector *flows.Collector
	Commands  *flows.Commands
	Registrar *flows.Registrar
	Answers   *flows.Answers
	Entries   *flows.Entries
	Planner   *flows.Planner
	Editor    *flows.Editor
	Register  *flows.Register
	Rights    *flows.Rights
	Troubles  *flows.Troubles
	Letters   flows.DeadLetterStore
	Choices   interface {
		RemoveChoice(ctx context.Context, u flows.UserID) error
	}
	// Changed is called after a meeting changed.
	Changed func()
	// Joined is called when the bot was invited to a channel; nil: nothing is.
	Joined func()
	// Withdrawn is called when somebody took an answer back; nil: nothing is.
	Withdrawn func()
}

// Router takes deliveries from the receivers.
type Router struct {
	slack   *Slack
	self    Identity
	cases   Cases
	clock   flows.Clock
	metrics *Metrics
	log     *slog.Logger
	work    sync.WaitGroup // what goes on after an acknowledgement
}

// NewRouter makes a Router. self is the bot's identity.
func NewRouter(s *Slack, self Identity, cases Cases, clock flows.Clock, metrics *Metrics, log *slog.Logger) *Router {
	return &Router{slack: s, self: self, cases: cases, clock: clock, metrics: metrics, log: log}
}

// Wait returns when nothing goes on any more.
func (r *Router) Wait() { r.work.Wait() }

const (
	// storeDeadline bounds the work before an event is acknowledged; Slack
	// waits three seconds.
	storeDeadline = 2500 * time.Millisecond
	// answerDeadline is when a command that is not done gets a first word; the
	// answer follows to its response_url.
	answerDeadline = 2 * time.Second
	// lateDeadline bounds the work that goes on after that.
	lateDeadline = time.Minute
)

// Answer is what a command or form is answered with: a JSON object, or nothing.
type Answer any

// unescape gives back what a person typed: Slack escapes the text of a command
// as it does a message's.
var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// Command takes a slash command.
func (r *Router) Command(ctx context.Context, payload wireCommand) Answer {
	r.metrics.arrived(sourceCommands)
	cmd := flows.Command{Name: payload.TriggerID, User: flows.UserID(payload.UserID), Team: flows.TeamID(payload.TeamID),
		Channel: flows.ChannelID(payload.ChannelID), Text: unescape.Replace(payload.Text)}
	return r.promptly(ctx, cmd.User, payload.ResponseURL, func(ctx context.Context, l *locale.Locale) (blocks.Message, error) {
		view, err := r.cases.Commands.Do(ctx, cmd)
		if err != nil {
			return blocks.Message{}, err
		}
		return r.show(ctx, view, payload.TriggerID, l)
	})
}

// show renders a view, or opens its form.
func (r *Router) show(ctx context.Context, view flows.View, trigger string, l *locale.Locale) (blocks.Message, error) {
	render := blocks.Renderer{Location: r.cases.Register.Settings().Location, Link: func(p flows.Place) string { link, _ := r.slack.Link(ctx, p); return link }}
	switch v := view.(type) {
	case nil:
		return blocks.Message{}, nil
	case flows.MeetingFormView:
		return blocks.Message{}, r.slack.Open(ctx, trigger, render.MeetingForm(v, l))
	case flows.OrganisationFormView:
		return blocks.Message{}, r.slack.Open(ctx, trigger, blocks.RegisterForm(l))
	default:
		return render.View(view, l)
	}
}

// promptly does a piece of work and answers within Slack's three seconds: with
// its result, or with a first word while the result follows to the response
// URL. An error becomes an apology; the person is never left in silence.
func (r *Router) promptly(ctx context.Context, user flows.UserID, responseURL string, do func(context.Context, *locale.Locale) (blocks.Message, error)) Answer {
	type result struct {
		message blocks.Message
		locale  *locale.Locale
	}
	done := make(chan result, 1)
	working, cancel := context.WithTimeout(context.WithoutCancel(ctx), lateDeadline)
	r.work.Go(func() {
		l := r.localeOf(working, user)
		m, err := do(working, l)
		if err != nil {
			m = r.apology(working, err, l)
		}
		done <- result{m, l}
	})
	timer := time.NewTimer(answerDeadline)
	defer timer.Stop()
	select {
	case res := <-done:
		cancel()
		return ephemeral(res.message)
	case <-timer.C:
	}
	r.work.Go(func() {
		defer cancel()
		res := <-done
		if err := r.slack.Respond(working, responseURL, res.message); err != nil {
			r.log.WarnContext(working, "late answer not sent", "error", err)
		}
	})
	return ephemeral(blocks.Message{Text: locale.For(r.cases.Register.Settings().Language).Text("notice.working_on_it", nil)})
}

func (r *Router) localeOf(ctx context.Context, user flows.UserID) *locale.Locale {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	fallback := r.cases.Register.Settings().Language
	u, err := r.slack.User(ctx, user)
	if err != nil {
		return locale.For(fallback)
	}
	return locale.Match(u.Locale, fallback)
}

// apology turns an error into words for the person, in Slack's markup.
func (r *Router) apology(ctx context.Context, err error, l *locale.Locale) blocks.Message {
	return blocks.Message{Text: r.words(ctx, err, l, text.Escape)}
}

// words turns an error into words for the person. What the person wrote is in
// them as escape makes it.
func (r *Router) words(ctx context.Context, err error, l *locale.Locale, escape func(string) string) string {
	if say := flows.SayOf(err); say.Key != "" {
		args := locale.Args{}
		for k, v := range say.Args {
			if s, ok := v.(string); ok {
				v = escape(s)
			}
			args[k] = v
		}
		return l.Text("notice."+say.Key, args)
	}
	switch flows.CodeOf(err) {
	case flows.CodeNotFound, flows.CodeInvalid:
		return l.Text("notice.not_found", nil)
	case flows.CodeConflict:
		return l.Text("notice.conflict", nil)
	case flows.CodeForbidden:
		return l.Text("notice.only_representatives", nil)
	default:
		r.log.ErrorContext(ctx, "request failed", "error", err)
		return l.Text("notice.apology", nil)
	}
}

func ephemeral(m blocks.Message) Answer {
	if m.Text == "" && m.Blocks == nil {
		return nil
	}
	out := map[string]any{"response_type": "ephemeral", "text": m.Text}
	if m.Blocks != nil {
		out["blocks"] = m.Blocks
	}
	return out
}
