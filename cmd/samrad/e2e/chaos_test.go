package e2e_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// chaosSeeds is how many seeds TestChaos runs; the environment may ask for
// more: SAMRAD_CHAOS_SEEDS=100 .ci/test -run TestChaos -timeout 5h ./cmd/samrad/e2e
func chaosSeeds() int {
	if n, err := strconv.Atoi(os.Getenv("SAMRAD_CHAOS_SEEDS")); err == nil {
		return n
	}
	return 1
}

// TestChaos: two bots on one store are killed and started again, the store is
// killed and comes back, Slack loses, doubles, delays and shuffles what it
// delivers, refuses calls and cuts connections after it has done what was
// asked; meanwhile people answer, correct and delete. When all is calm again,
// the store says what the people said, and each question stands once.
func TestChaos(t *testing.T) {
	first := uint64(1)
	if s := os.Getenv("SAMRAD_CHAOS_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		first = n
	}
	for i := range chaosSeeds() {
		seed := first + uint64(i)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			newChaos(t, seed).run()
		})
	}
}

// chaos is one run. Its choices follow from the seed; when each takes effect
// depends on the machine.
type chaos struct {
	*world
	random *rand.Rand
	server *redistest.Server
	bots   [2]*process
	listen [2]string
	said   map[string]string // text by ts; "" where it was deleted
	order  []string
}

func newChaos(t *testing.T, seed uint64) *chaos {
	t.Helper()
	server := redistest.Start(t)
	w := newWorldWithoutLimits(t, "socket", "redis://"+server.Addr, slacksim.Options{RedeliverAfter: 300 * time.Millisecond})
	c := &chaos{world: w, random: rand.New(rand.NewPCG(seed, 0)), server: server, said: map[string]string{}}
	w.SetDelivery(slacksim.DeliveryPolicy{Seed: seed, Lose: 0.05, Drop: 0.15, Duplicate: 0.15, Shuffle: 3, Delay: 200 * time.Millisecond})
	for i := range c.bots {
		c.listen[i] = freeAddress(t)
		c.start(i)
	}
	return c
}

func (c *chaos) start(i int) { c.bots[i] = c.world.run("SAMRAD_LISTEN=" + c.listen[i]) }

// steps is how many things happen in one run.
const steps = 60

func (c *chaos) run() {
	c.t.Helper()
	for range steps {
		switch n := c.random.IntN(20); {
		case n < 10:
			c.answer()
		case n < 12:
			c.correct()
		case n < 13:
			c.takeBack()
		case n < 16:
			c.fault()
		case n < 19:
			i := c.random.IntN(len(c.bots))
			c.bots[i].kill()
			c.start(i)
		default:
			c.server.Restart(c.t)
		}
		c.between(time.Duration(c.random.IntN(250)) * time.Millisecond)
	}
	c.calm()
}

// answer has somebody answer a question that stands.
func (c *chaos) answer() {
	for _, id := range []string{"q1", "q2", "q3"} {
		posts := c.posts(cSamrad, id)
		if len(posts) == 0 || c.random.IntN(2) == 0 {
			continue
		}
		user := []string{uAlfa, uBeta, uDelta}[c.random.IntN(3)]
		text := fmt.Sprintf("Svar %d.", len(c.order)+1)
		ts := c.Reply(user, cSamrad, posts[0].TS, text)
		c.said[ts], c.order = text, append(c.order, ts)
		return
	}
}

// some picks an answer that was not deleted.
func (c *chaos) some() (ts, user string) {
	if len(c.order) == 0 {
		return "", ""
	}
	ts = c.order[c.random.IntN(len(c.order))]
	m, ok := c.message(cSamrad, ts)
	if !ok || c.said[ts] == "" {
		return "", ""
	}
	return ts, m.User
}

func (c *chaos) correct() {
	if ts, user := c.some(); ts != "" {
		c.said[ts] += " Rättat."
		c.Edit(user, cSamrad, ts, c.said[ts])
	}
}

func (c *chaos) takeBack() {
	if ts, user := c.some(); ts != "" {
		c.said[ts] = ""
		c.Delete(user, cSamrad, ts)
	}
}

// fault makes the next calls go wrong.
func (c *chaos) fault() {
	faults := []slacksim.Fault{
		{Method: "chat.postMessage", CutAfterStore: true, Times: 1},
		{Method: "chat.postMessage", Status: 500, Times: 2},
		{Method: "reactions.add", CutAfterStore: true, Times: 1},
		{Method: "reactions.add", Status: 429, RetryAfter: 1, Times: 1},
		{Method: "conversations.replies", Status: 503, Times: 1},
		{SlackError: "internal_error", Times: 2},
	}
	c.SetFault(faults[c.random.IntN(len(faults))])
}

// calm ends the trouble, and wants everything to come right: what Slack lost
// for good is read back.
func (c *chaos) calm() {
	c.t.Helper()
	c.ClearFaults()
	c.SetDelivery(slacksim.DeliveryPolicy{})
	for i, p := range c.bots {
		p.kill()
		c.start(i)
	}
	for _, channel := range []string{cSamrad, cGamma} {
		for id := range questions {
			c.asked(channel, id)
		}
	}
	for _, address := range c.listen {
		c.ready(address)
	}
	wrong := ""
	c.eventually("the store to say what the people said", func() bool {
		wrong = c.difference()
		return wrong == ""
	}, func() string { return wrong })
	for _, channel := range []string{cSamrad, cGamma} {
		for id := range questions {
			if n := len(c.posts(channel, id)); n != 1 {
				c.t.Errorf("%s stands %d times in %s", id, n, channel)
			}
		}
	}
	c.t.Logf("%d answers", len(c.order))
	for _, p := range c.bots {
		p.stop()
	}
}

// difference is the first thing that the store says otherwise than the people.
func (c *chaos) difference() string {
	stored := map[string]string{}
	for _, r := range c.export() {
		stored[r.MessageTS] = r.Text
	}
	for _, ts := range c.order {
		if stored[ts] != c.said[ts] {
			return fmt.Sprintf("%s is stored as %q, and was said as %q", ts, stored[ts], c.said[ts])
		}
	}
	return ""
}
