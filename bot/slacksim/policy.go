package slacksim

import (
	"math/rand/v2"
	"time"
)

// DeliveryPolicy spoils the delivery of events, the same way for the same
// seed and order of events. Commands and interactions are left alone.
type DeliveryPolicy struct {
	Seed      uint64
	Lose      float64       // probability that an event never arrives
	Drop      float64       // probability that only the first retry arrives
	Duplicate float64       // probability that an event arrives twice
	Shuffle   int           // events are held until so many are together, or RedeliverAfter/2 has passed, and sent in another order
	Delay     time.Duration // up to which each event is held
	Replied   bool          // message_replied events too
}

type policy struct {
	DeliveryPolicy
	random *rand.Rand
	held   []*delivery
}

// SetDelivery sets how events are spoiled from now on; the zero policy is
// clean delivery. What a policy before holds back is sent.
func (w *Workspace) SetDelivery(p DeliveryPolicy) {
	w.mu.Lock()
	defer w.unlock()
	if w.policy != nil {
		w.policy.flush(w)
	}
	w.policy = nil
	if p != (DeliveryPolicy{}) {
		w.policy = &policy{DeliveryPolicy: p, random: rand.New(rand.NewPCG(p.Seed, 0))} //nolint:gosec // the same for the same seed is what is wanted
	}
}

// deliver sends, holds or loses an event; the caller holds the lock.
func (p *policy) deliver(w *Workspace, d *delivery) {
	lose, drop, twice := p.random.Float64() < p.Lose, p.random.Float64() < p.Drop, p.random.Float64() < p.Duplicate
	if lose {
		d.lost = true
		return
	}
	if drop {
		d.lose = 1
	}
	p.hold(w, d)
	if twice {
		p.hold(w, w.copyOf(d))
	}
}

func (p *policy) hold(w *Workspace, d *delivery) {
	if p.Shuffle < 2 {
		p.later(w, d)
		return
	}
	p.held = append(p.held, d)
	if len(p.held) >= p.Shuffle {
		p.flush(w)
		return
	}
	if len(p.held) == 1 {
		w.after(w.o.RedeliverAfter/2, func() { p.flush(w) })
	}
}

// flush sends what is held, in random order.
func (p *policy) flush(w *Workspace) {
	held := p.held
	p.held = nil
	p.random.Shuffle(len(held), func(i, j int) { held[i], held[j] = held[j], held[i] })
	for _, d := range held {
		p.later(w, d)
	}
}

func (p *policy) later(w *Workspace, d *delivery) {
	if p.Delay <= 0 {
		w.launch(d)
		return
	}
	w.after(time.Duration(p.random.Int64N(int64(p.Delay))), func() { w.launch(d) })
}

// after runs do later, with the lock held, unless the workspace closes first.
func (w *Workspace) after(wait time.Duration, do func()) {
	if w.ctx.Err() != nil {
		return
	}
	w.wg.Go(func() {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-w.ctx.Done():
		case <-timer.C:
			w.mu.Lock()
			defer w.unlock()
			do()
		}
	})
}
