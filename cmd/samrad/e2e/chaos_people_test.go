package e2e_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
)

// answer is what somebody said, as they would have it stored.
type answer struct {
	channel, ts, user, question string
	texts                       []string // as first written, and after each edit
	deleted, starred            bool
	aside                       map[string]bool // by whom it is set aside
}

func (a *answer) text() string { return a.texts[len(a.texts)-1] }

// counts reports whether it has a part in the digest.
func (a *answer) counts() bool { return !a.deleted && len(a.aside) == 0 }

// people are who answers in the threads, and remember what they said.
type people struct {
	c     *chaos
	all   []*answer
	chose string // whom Epsilon's representative speaks for
	final bool   // and that is their last word
}

func newPeople(c *chaos) *people { return &people{c: c} }

// act has somebody do something.
func (p *people) act() {
	switch n := p.c.random.IntN(20); {
	case n < 9:
		p.answer()
	case n < 13:
		p.edit()
	case n < 14:
		p.takeBack()
	case n < 16:
		p.star()
	case n < 19:
		p.setAside()
	default:
		_ = p.choose() // a bot that is down does not answer
	}
}

// answer has somebody answer a question that stands.
func (p *people) answer() {
	user := []string{uAlfa, uBeta, uGamma, uDelta, uEpsilon}[p.c.random.IntN(5)]
	channel := cSamrad
	if user == uGamma {
		channel = cGamma
	}
	question := slices.Sorted(maps.Keys(questions))[p.c.random.IntN(len(questions))]
	posts := p.c.posts(channel, question)
	if len(posts) == 0 {
		return
	}
	text := fmt.Sprintf("Svar %d.", len(p.all)+1)
	ts := p.c.Reply(user, channel, posts[0].TS, text)
	p.all = append(p.all, &answer{channel: channel, ts: ts, user: user, question: question, texts: []string{text}, aside: map[string]bool{}})
}

// some picks an answer that was not deleted; nil: there is none.
func (p *people) some() *answer {
	if len(p.all) == 0 {
		return nil
	}
	if a := p.all[p.c.random.IntN(len(p.all))]; !a.deleted {
		return a
	}
	return nil
}

// edit corrects an answer, up to three times in a row.
func (p *people) edit() {
	a := p.some()
	if a == nil {
		return
	}
	for range 1 + p.c.random.IntN(3) {
		a.texts = append(a.texts, fmt.Sprintf("%s Rättat %d.", a.texts[0], len(a.texts)))
		p.c.Edit(a.user, a.channel, a.ts, a.text())
	}
}

func (p *people) takeBack() {
	if a := p.some(); a != nil {
		a.deleted = true
		p.c.Delete(a.user, a.channel, a.ts)
	}
}

func (p *people) star() {
	a := p.some()
	if a == nil {
		return
	}
	a.starred = !a.starred
	p.react(a, a.user, "star", a.starred)
}

// setAside has the author or, where they see it, the working group set an
// answer aside or undo it.
func (p *people) setAside() {
	a := p.some()
	if a == nil {
		return
	}
	who := a.user
	if a.channel == cSamrad && p.c.random.IntN(2) == 0 {
		who = uWorking
	}
	on := !a.aside[who]
	if a.aside[who] = on; !on {
		delete(a.aside, who)
	}
	p.react(a, who, "no_entry_sign", on)
}

func (p *people) react(a *answer, who, name string, on bool) {
	do := p.c.Unreact
	if on {
		do = p.c.React
	}
	do(who, a.channel, a.ts, name)
}

// choose has Epsilon's representative say whom they speak for, if they were
// asked.
func (p *people) choose() error {
	var asked *slacksim.Message
	for _, m := range p.c.Direct(uEpsilon) {
		if bytes.Contains(m.Blocks, []byte(`"organisation_choose"`)) {
			asked = &m
		}
	}
	if asked == nil {
		return errors.New("epsilon was not asked whom they speak for")
	}
	whom := []string{"epsilon", "delta"}[p.c.random.IntN(2)]
	ctx, cancel := context.WithTimeout(p.c.t.Context(), 5*time.Second)
	defer cancel()
	click := p.c.Click(uEpsilon, asked.Channel, asked.TS, "organisation_choose", whom)
	if _, err := click.Ack(ctx); err != nil {
		return err
	}
	// Of two choices that are in hand at once, either may be the last.
	said, err := click.WaitResponse(ctx, 1)
	if err == nil && bytes.Contains(said, []byte(apology)) {
		err = errors.New("epsilon's choice was not stored")
	}
	if err == nil {
		p.chose = whom
	}
	return err
}

// decided has Epsilon's representative choose for good, once: a bot that was
// killed may have taken an earlier choice with it.
func (p *people) decided() error {
	answered := slices.ContainsFunc(p.all, func(a *answer) bool { return a.user == uEpsilon && !a.deleted })
	if !answered || p.final {
		return nil
	}
	err := p.choose()
	p.final = err == nil
	return err
}

// organisation is whom the author of an answer speaks for.
func (p *people) organisation(a *answer) string {
	return map[string]string{uAlfa: "alfa", uBeta: "beta", uGamma: "gamma", uDelta: "delta", uEpsilon: p.chose}[a.user]
}
