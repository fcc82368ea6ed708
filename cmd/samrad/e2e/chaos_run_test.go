package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
)

const (
	// steps is how many things happen in one run.
	steps = 70
	// stepsOfTrouble is how many of them some trouble lasts at most.
	stepsOfTrouble = 10
	// pauseBetween bounds the pause between two.
	pauseBetween = 250 * time.Millisecond
	replicas     = 3
)

// chaos is one run. Its choices follow from the seed; when each takes effect
// depends on the machine.
type chaos struct {
	*world
	seed     uint64
	random   *rand.Rand
	store    backend
	bots     []*replica
	people   *people
	troubles []trouble
	pending  map[trouble]*ending

	mu         sync.Mutex
	violations []slacksim.Violation
}

// ending is how a trouble ends, some steps later.
type ending struct {
	steps int
	end   func() error
}

// runChaos runs one seed with a build of samrad, and returns what came out
// wrong.
func runChaos(t *testing.T, build string, seed uint64) error {
	t.Helper()
	c := newChaos(t, build, seed, replicas, backendOf(t, seed))
	return errors.Join(c.run(), c.unforgivable())
}

// newChaos makes a workspace and its bots, which are not started.
func newChaos(t *testing.T, build string, seed uint64, bots int, store backend) *chaos {
	t.Helper()
	c := &chaos{seed: seed, random: rand.New(rand.NewPCG(seed, 0)), store: store, pending: map[trouble]*ending{}}
	mode := []string{"socket", "http"}[seed%2]
	c.world = makeWorld(t, mode, store.url, slacksim.Options{RedeliverAfter: 300 * time.Millisecond, KeepEvents: true, OnViolation: c.forbidden})
	c.binary = build
	c.people = newPeople(c)
	for range bots {
		c.bots = append(c.bots, &replica{world: c.world, listen: freeAddress(t), log: &output{}})
	}
	if mode == "http" {
		c.DeliverHTTP(balance(t, c.bots))
	}
	c.troubles = c.allTroubles()
	t.Cleanup(func() {
		c.killBots()
		if t.Failed() {
			for i, b := range c.bots {
				t.Logf("replica %d wrote:\n%s", i, b.log)
			}
		}
	})
	return c
}

// forbidden notes what Slack forbids. A bot that was killed cannot know that
// Slack had told it to wait.
func (c *chaos) forbidden(v slacksim.Violation) {
	if v.What == "rate" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.violations = append(c.violations, v)
}

func (c *chaos) unforgivable() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.violations) > 0 {
		return fmt.Errorf("%d violations, the first: %v", len(c.violations), c.violations[0])
	}
	return nil
}

func (c *chaos) run() error {
	c.SetDelivery(slacksim.DeliveryPolicy{Seed: c.seed, Lose: 0.05, Drop: 0.15, Duplicate: 0.15, Shuffle: 3, Delay: 200 * time.Millisecond})
	c.SetFault(slacksim.Fault{Method: "chat.postMessage", CutAfterStore: true, Times: 2})
	c.startBots()
	for range steps {
		if c.random.IntN(10) < 7 {
			c.people.act()
		} else if err := c.trouble(); err != nil {
			return err
		}
		c.between(time.Duration(c.random.Int64N(int64(pauseBetween))))
		if err := c.tend(1); err != nil {
			return err
		}
	}
	if err := c.plugPulled(); err != nil {
		return err
	}
	return c.calm()
}

// trouble makes some, unless the same is going on.
func (c *chaos) trouble() error {
	one := c.troubles[c.random.IntN(len(c.troubles))]
	if c.pending[one] != nil {
		return nil
	}
	c.pending[one] = &ending{1 + c.random.IntN(stepsOfTrouble), one.Trouble(c.random)}
	return nil
}

// tend ends the troubles whose time has come, and starts bots that ended by
// themselves, as a supervisor does.
func (c *chaos) tend(steps int) error {
	for _, one := range c.troubles { // in order: the map has none
		e := c.pending[one]
		if e == nil {
			continue
		}
		if e.steps -= steps; e.steps <= 0 {
			delete(c.pending, one)
			if err := e.end(); err != nil {
				return err
			}
		}
	}
	for _, b := range c.bots {
		if err := b.supervise(); err != nil {
			return err
		}
	}
	return nil
}

// plugPulled ends the troubled time: the store goes down under bots that are at
// work, people answer all the same, then every bot is killed. What was
// acknowledged must be in the store.
func (c *chaos) plugPulled() error {
	c.ClearFaults()
	if err := c.wait("the bots to be ready", c.allReady); err != nil {
		return err
	}
	c.SetDelivery(slacksim.DeliveryPolicy{}) // all arrives at once
	server := c.store.whole(c.t)
	for i := range 20 {
		if i == 10 {
			server.Kill()
		}
		c.people.answer()
		c.between(50 * time.Millisecond)
	}
	c.between(time.Second)
	c.killBots()
	server.Restart(c.t)
	return c.acknowledgedIsBack()
}

// startBots starts those that are down: a second process over one that runs
// would outlive the test.
func (c *chaos) startBots() {
	for _, b := range c.bots {
		if b.ended == nil {
			b.start()
		}
	}
}

func (c *chaos) killBots() {
	for _, b := range c.bots {
		b.kill()
	}
}

// acknowledgedIsBack is acknowledgedIsStored, asked as soon as the store answers
// again, maybe from another server.
func (c *chaos) acknowledgedIsBack() error {
	if err := c.wait("the store to answer", func() error {
		_, err := c.stored()
		return err
	}); err != nil {
		return err
	}
	return c.acknowledgedIsStored()
}

func (c *chaos) allReady() error {
	if err := c.tend(stepsOfTrouble); err != nil {
		return err
	}
	for _, b := range c.bots {
		if _, err := get("http://" + b.listen + "/readyz"); err != nil {
			return err
		}
	}
	return nil
}

// calm wants everything to come right, and to stay so when Slack's late
// retries come: what Slack lost for good is read back before.
func (c *chaos) calm() error {
	c.ClearFaults()
	c.SetDelivery(slacksim.DeliveryPolicy{})
	c.startBots()
	if err := c.wait("all to come right", c.people.decided, c.allHolds); err != nil {
		return err
	}
	c.Redeliver(c.seed)
	if err := c.wait("every event to come again", func() error {
		if !c.Settled() {
			return errors.New("events are on their way")
		}
		return nil
	}); err != nil {
		return err
	}
	if err := c.wait("the last to be sent", c.nothingToSend); err != nil {
		return err
	}
	if err := c.allHolds(); err != nil {
		return fmt.Errorf("after every event came again: %w", err)
	}
	for _, b := range c.bots {
		if err := b.stop(); err != nil {
			return err
		}
	}
	return nil
}

// wait asks until everything is well, in turn.
func (c *chaos) wait(what string, well ...func() error) error {
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	tick := time.NewTicker(300 * time.Millisecond)
	defer tick.Stop()
	var last error
	began := time.Now()
	for {
		var err error
		for _, f := range well {
			if err = f(); err != nil {
				break
			}
		}
		if err == nil {
			c.t.Logf("waited %v for %s; the last to come right: %v", time.Since(began).Round(time.Second), what, last)
			return nil
		}
		last = err
		if errors.Is(err, errDoubled) {
			return err
		}
		if again := c.tend(stepsOfTrouble); again != nil {
			return again
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waited %v for %s: %w", patience, what, err)
		case <-tick.C:
		}
	}
}
