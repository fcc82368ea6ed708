package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/samrad/samrad/flows"
)

// Threads reads threads back. It implements flows.ThreadReader.
type Threads struct {
	slack  *Slack
	self   Identity
	clock  flows.Clock
	log    *slog.Logger
	slow   time.Duration // a wait that is told
	chance func() float64
}

// NewThreads makes a Threads.
func NewThreads(s *Slack, self Identity, clock flows.Clock, log *slog.Logger) *Threads {
	return &Threads{s, self, clock, log, slow, rand.Float64}
}

// attemptsRead bounds how often one page is asked for again when Slack fails.
const attemptsRead = 5

// Page implements flows.ThreadReader.
func (t *Threads) Page(ctx context.Context, post flows.Place, cursor string) (flows.ThreadPage, error) {
	var out flows.ThreadPage
	page, next, began, err := t.page(ctx, post, cursor)
	switch word := errorWord(err); {
	case word == "thread_not_found" || word == "message_not_found":
		return out, nil
	case word == "invalid_cursor":
		return out, &flows.Error{Code: flows.CodeNotFound, What: "the rest of a thread", Err: err}
	case err != nil:
		return out, err
	}
	out.Began, out.Next = began, next
	for _, m := range page {
		if err := t.add(&out, post, m); err != nil {
			return out, err
		}
	}
	for i, r := range out.Replies {
		out.Replies[i] = t.slack.nameFiles(ctx, r)
	}
	return out, nil
}

// slow is a wait that tells of a limit far below that of an app of one's own: a
// distributed one reads a page of 15 messages a minute. See
// https://docs.slack.dev/apis/web-api/rate-limits.
const slow = 30 * time.Second

// page reads one page, waiting as Slack says. It began when Slack was asked the
// last time: a wait may be long.
func (t *Threads) page(ctx context.Context, post flows.Place, cursor string) (page []slack.Message, next string, began flows.MessageTS, err error) {
	for attempt := 1; ; attempt++ {
		began = flows.TSOf(t.clock.Now())
		calling, cancel := context.WithTimeout(ctx, callTimeout)
		page, next, err = t.slack.page(calling, post.Channel, post.TS, "", cursor)
		cancel()
		if err == nil {
			return page, next, began, nil
		}
		what, wait := judge(err, attempt)
		switch {
		case ctx.Err() != nil:
			return nil, "", "", err
		case what == verdictLimited:
			// However long it takes: Slack limits the method, so another
			// thread could not be read either.
			if wait >= t.slow {
				t.log.WarnContext(ctx, "slack lets threads be read slowly; reading back takes long", "channel", post.Channel, "message_ts", post.TS, "wait", wait.String())
			}
		case what != verdictRetry || attempt >= attemptsRead:
			return nil, "", "", err
		default:
			wait = jittered(wait, t.chance())
		}
		pause(ctx, wait)
	}
}

// add takes a message of a thread: of two readings of the same edit the newer
// one counts.
func (t *Threads) add(out *flows.ThreadPage, post flows.Place, m slack.Message) error {
	if m.Timestamp == string(post.TS) {
		out.Root = m.SubType != "tombstone"
		return nil
	}
	w, err := wireOf(m)
	if err != nil {
		return err
	}
	if m.ThreadTimestamp != string(post.TS) || !fromPerson(w, t.self) {
		return nil
	}
	r := reply(w, wireOuter{}, post.Channel, string(out.Began), t.slack.cachedName)
	if slices.ContainsFunc(out.Replies, func(o flows.Reply) bool { return o.Place == r.Place }) {
		return nil // pages may overlap
	}
	out.Replies = append(out.Replies, r)
	for _, reaction := range m.Reactions {
		name, _, _ := strings.Cut(reaction.Name, "::")
		if n := flows.ReactionName(name); n != flows.ReactionStar && n != flows.ReactionSetAside {
			continue
		}
		if len(reaction.Users) < reaction.Count {
			out.Partial = append(out.Partial, r.Place.TS)
		}
		for _, u := range reaction.Users {
			out.Reactions = append(out.Reactions, flows.Reaction{Place: r.Place, User: flows.UserID(u), Name: flows.ReactionName(name), Added: true})
		}
	}
	return nil
}

// Exists implements flows.ThreadReader. Slack finds a message by its ts alone
// only beside threads; of a thread's replies it is asked by a span of one.
func (t *Threads) Exists(ctx context.Context, p flows.Place) (bool, error) {
	calling, cancel := context.WithTimeout(ctx, 2*callTimeout+time.Minute)
	defer cancel()
	for attempt := 1; ; attempt++ {
		_, ok, err := t.slack.Message(calling, p, t.self)
		if err == nil {
			return ok, nil
		}
		var limited *slack.RateLimitedError
		if !errors.As(err, &limited) || attempt == attemptsRead {
			return false, fmt.Errorf("look for a message: %w", err)
		}
		pause(calling, max(limited.RetryAfter, time.Second))
	}
}
