package e2e_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// loss is one way to lose the master of a store that sentinels watch.
type loss struct {
	name string
	seed uint64 // of what people do; if it is even, by Socket Mode
	// alone: the bots are killed too, so that none reads anything back from Slack
	// before it is looked at what the next master has.
	alone bool
	lose  func(c *chaos, master *redistest.Server) error
	// back brings it back when another is the master.
	back func(c *chaos, old *redistest.Server) error
}

var losses = []loss{
	{name: "killed", seed: 1, lose: killed, back: restarted},
	// It takes itself for the master when it comes back.
	{name: "frozen", seed: 2, lose: func(_ *chaos, s *redistest.Server) error { return s.Freeze() }, back: func(_ *chaos, s *redistest.Server) error { return s.Thaw() }},
	{name: "killed with the bots", seed: 3, alone: true, lose: killed, back: restarted},
	ahead,
}

// ahead is a master that has taken writes which no replica has: those do not
// answer for a while, and what is on its way to them is lost with it.
var ahead = loss{name: "ahead of its replicas", seed: 4, alone: true, back: restarted, lose: func(c *chaos, master *redistest.Server) error {
	followers := slices.DeleteFunc(slices.Clone(c.store.sentinel.Nodes), func(s *redistest.Server) bool { return s == master })
	for _, f := range followers {
		if err := f.Freeze(); err != nil {
			return err
		}
	}
	c.busy(20)
	master.Kill()
	for _, f := range followers {
		f.Restart(c.t)
	}
	return nil
}}

func killed(_ *chaos, s *redistest.Server) error {
	s.Kill()
	return nil
}

func restarted(c *chaos, s *redistest.Server) error {
	s.Restart(c.t)
	return nil
}

// TestFailover: the master of a store is lost while people answer, correct and
// delete, and two bots work. Whatever was acknowledged or carries a check mark is
// stored, and when all is calm everything is, once.
func TestFailover(t *testing.T) {
	t.Parallel()
	for _, l := range losses {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			c, old, err := l.failOver(t, binary)
			if err == nil {
				err = c.goOn(func() error { return l.back(c, old) })
			}
			if err := errors.Join(err, c.unforgivable()); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestFailoverFindsCrippledBuild is the test of that test: a build that does not
// wait for a replica fails it.
func TestFailoverFindsCrippledBuild(t *testing.T) {
	t.Parallel()
	build := buildWithout(t, "flows/redisstore/replicas.go", "if needed > 0 {", "if false {")
	_, _, err := ahead.failOver(t, build)
	if err == nil {
		t.Fatal("a build that waits for no replica loses nothing")
	}
	t.Log(err)
}

// failOver loses a master that two bots work with, and looks at what its
// successor has.
func (l loss) failOver(t *testing.T, build string) (c *chaos, old *redistest.Server, err error) {
	t.Helper()
	store := watchedBackend(t)
	c = newChaos(t, build, l.seed, 2, store)
	for _, b := range c.bots {
		b.start()
	}
	if err := c.wait("the questions", c.allReady, func() error { return c.questionsOnce(nil) }); err != nil {
		return c, nil, err
	}
	old = store.sentinel.Whole(t)
	c.busy(60)
	if err := l.lose(c, old); err != nil {
		return c, nil, err
	}
	c.busy(10)
	if l.alone {
		c.killBots()
	}
	for store.sentinel.Successor(t, old) == nil {
		c.busy(1)
	}
	checked := c.checked()
	return c, old, errors.Join(c.acknowledgedIsBack(), c.areStored(checked))
}

// goOn has the bots work with the new master, also while the old one comes back.
func (c *chaos) goOn(back func() error) error {
	c.startBots()
	c.busy(10)
	if err := back(); err != nil {
		return err
	}
	c.busy(20)
	return c.calm()
}

// busy has people do so many things.
func (c *chaos) busy(things int) {
	for range things {
		c.people.act()
		c.between(50 * time.Millisecond)
	}
}

// checked are the answers that carry a check mark now.
func (c *chaos) checked() []*answer {
	var out []*answer
	for _, a := range c.people.all {
		if !a.deleted && c.world.checked(a.channel, a.ts) {
			out = append(out, a)
		}
	}
	return out
}

func (c *chaos) areStored(all []*answer) error {
	s, err := c.stored()
	if err != nil {
		return err
	}
	for _, a := range all {
		if rows := s.of(a); len(rows) != 1 || !slices.Contains(a.texts, rows[0].Text) {
			return fmt.Errorf("%s carries a check mark, and is stored as %+v", a.ts, rows)
		}
	}
	c.t.Logf("%d answers, %d check marks", len(c.people.all), len(all))
	if len(all) == 0 {
		return errors.New("no answer carries a check mark: the test shows nothing")
	}
	return nil
}
