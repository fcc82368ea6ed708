package e2e_test

import (
	"math/rand/v2"
	"net/http"

	"github.com/samrad/samrad/bot/slacksim"
)

// trouble is one thing that goes wrong. Trouble begins it at once; what it
// returns ends it.
type trouble interface {
	Trouble(random *rand.Rand) (end func() error)
}

// allTroubles are the troubles of a run. To lose the store's server is to fail
// over where there are others.
func (c *chaos) allTroubles() []trouble {
	out := []trouble{&storeKilled{c}, &storeFrozen{c}, &slackRefuses{c}, &slackRefuses{c}, &slackHangsUp{c}}
	for _, b := range c.bots {
		out = append(out, &botKilled{b}, &botRestarted{b})
	}
	return out
}

type storeKilled struct{ c *chaos }

func (s *storeKilled) Trouble(*rand.Rand) func() error {
	server := s.c.store.victim(s.c.t)
	if server == nil {
		return nothingToEnd
	}
	server.Kill()
	return func() error {
		server.Restart(s.c.t)
		return nil
	}
}

func nothingToEnd() error { return nil }

// storeFrozen leaves a store that neither answers nor closes its connections.
type storeFrozen struct{ c *chaos }

func (s *storeFrozen) Trouble(*rand.Rand) func() error {
	server := s.c.store.victim(s.c.t)
	if server == nil || server.Freeze() != nil { // it was killed
		return nothingToEnd
	}
	return func() error {
		_ = server.Thaw() // it may have been killed, and be another by now
		return nil
	}
}

type botKilled struct{ b *replica }

func (k *botKilled) Trouble(*rand.Rand) func() error {
	k.b.kill()
	return func() error {
		if k.b.ended == nil {
			k.b.start()
		}
		return nil
	}
}

// botRestarted is a rolling restart.
type botRestarted struct{ b *replica }

func (r *botRestarted) Trouble(*rand.Rand) func() error {
	r.b.terminate()
	return func() error {
		if r.b.ended == nil || !r.b.asked {
			return nil // killed meanwhile, and perhaps started again
		}
		if err := r.b.await(); err != nil {
			return err
		}
		r.b.start()
		return nil
	}
}

// slackRefuses makes the next calls go wrong.
type slackRefuses struct{ c *chaos }

func (s *slackRefuses) Trouble(random *rand.Rand) func() error {
	faults := []slacksim.Fault{
		{Method: "chat.postMessage", CutAfterStore: true, Times: 1},
		{Method: "chat.postMessage", CutAfterStore: true, Hang: true, Times: 1},
		{Method: "chat.postMessage", Hang: true, Times: 1},
		{Method: "chat.postMessage", Status: http.StatusInternalServerError, Times: 2},
		{Method: "chat.postMessage", Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 1},
		{Method: "reactions.add", CutAfterStore: true, Times: 1},
		{Method: "reactions.add", Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 2},
		{Method: "reactions.add", Status: http.StatusBadGateway, Times: 2},
		{Method: "conversations.history", CutAfterStore: true, Times: 1},
		{Method: "conversations.history", Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 1},
		{Method: "conversations.replies", Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 1},
		{Method: "conversations.replies", Status: http.StatusServiceUnavailable, Times: 2},
		{SlackError: "internal_error", Times: 2},
	}
	s.c.SetFault(faults[random.IntN(len(faults))])
	return nothingToEnd
}

// slackHangsUp ends the Socket Mode connections.
type slackHangsUp struct{ c *chaos }

func (s *slackHangsUp) Trouble(random *rand.Rand) func() error {
	s.c.DisconnectSockets([]string{"", "refresh_requested"}[random.IntN(2)])
	return nothingToEnd
}
