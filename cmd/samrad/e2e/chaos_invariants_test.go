package e2e_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/samrad/samrad/bot/slacksim"
)

// The invariants: whatever went wrong, this holds once all is calm. (What was
// acknowledged is stored even before: see acknowledgedIsStored. Nothing that
// Slack forbids was done: see unforgivable.)
var invariants = []struct {
	name  string
	holds func(*chaos, *state) error
}{
	{"every question stands once in each channel, those of a theme in order", (*chaos).questionsOnce},
	{"nothing was posted twice, to a channel or to a person", (*chaos).postedOnce},
	{"every answer is stored once, as it was last written", (*chaos).answersAsSaid},
	{"what was deleted has left no text", (*chaos).deletedIsGone},
	{"nothing is stored that nobody said", (*chaos).nothingInvented},
	{"an answer is set aside if somebody wants it so", (*chaos).setAsideAsSaid},
	{"an answer is lifted if its author starred it", (*chaos).starredAsSaid},
	{"every answer has exactly one check mark", (*chaos).checkedOnce},
	{"the digest counts what the people said", (*chaos).digestAgrees},
	{"nothing is left to send", func(c *chaos, _ *state) error { return c.nothingToSend() }},
}

// errDoubled is what does not come right by waiting.
var errDoubled = errors.New("posted twice")

// state is what samrad says is stored.
type state struct {
	rows   []row
	export string
	digest struct {
		Participation struct{ Invited, Answered, Late, Unassigned, SetAside int }
		Themes        []struct {
			KeyMessages []struct{ Contribution string } `json:"key_messages"`
		}
	}
}

// allHolds is the first invariant that does not hold.
func (c *chaos) allHolds() error {
	s, err := c.stored()
	if err != nil {
		return err
	}
	for _, i := range invariants {
		if err := i.holds(c, s); err != nil {
			return fmt.Errorf("%s: %w", i.name, err)
		}
	}
	return nil
}

func (c *chaos) stored() (*state, error) {
	s := &state{}
	var err error
	if s.export, err = c.output("export", meeting); err != nil {
		return nil, err
	}
	if s.rows, err = rowsOf(s.export); err != nil {
		return nil, err
	}
	digest, err := c.output("digest", meeting, "--format", "json")
	if err != nil {
		return nil, err
	}
	return s, json.Unmarshal([]byte(strings.ReplaceAll(digest, `"set_aside"`, `"setAside"`)), &s.digest)
}

func (s *state) of(a *answer) []row {
	var out []row
	for _, r := range s.rows {
		if r.MessageTS == a.ts && r.Source == "slack" {
			out = append(out, r)
		}
	}
	return out
}

func (c *chaos) questionsOnce(*state) error {
	for _, channel := range []string{cSamrad, cGamma} {
		at := map[string]string{}
		for id := range questions {
			posts := c.posts(channel, id)
			switch {
			case len(posts) == 0:
				return fmt.Errorf("%s does not stand in %s", id, channel)
			case len(posts) > 1:
				return fmt.Errorf("%w: %s stands %d times in %s", errDoubled, id, len(posts), channel)
			}
			at[id] = posts[0].TS
		}
		if at["q2"] < at["q1"] {
			return fmt.Errorf("q2 stands before q1 in %s", channel)
		}
	}
	return nil
}

func (c *chaos) postedOnce(*state) error {
	var all []slacksim.Message
	for _, ch := range c.Channels() {
		for _, m := range c.Messages(ch.ID) {
			all = append(all, c.Thread(ch.ID, m.TS)...)
		}
	}
	for _, u := range c.Users() {
		all = append(all, c.Direct(u.ID)...)
	}
	seen := map[string]string{}
	for _, m := range all {
		var meta struct {
			Payload struct{ ID string } `json:"event_payload"`
		}
		if len(m.Metadata) == 0 || json.Unmarshal(m.Metadata, &meta) != nil {
			continue
		}
		if other, ok := seen[meta.Payload.ID]; ok && other != m.TS {
			return fmt.Errorf("%w: %s stands at %s and at %s", errDoubled, meta.Payload.ID, other, m.TS)
		}
		seen[meta.Payload.ID] = m.TS
	}
	asked := 0
	for _, m := range c.Direct(uEpsilon) {
		if bytes.Contains(m.Blocks, []byte(`"organisation_choose"`)) {
			asked++
		}
	}
	if asked > 1 {
		return fmt.Errorf("%w: epsilon was asked %d times whom they speak for", errDoubled, asked)
	}
	return nil
}

func (c *chaos) answersAsSaid(s *state) error {
	for _, a := range c.people.all {
		if a.deleted {
			continue
		}
		rows := s.of(a)
		if len(rows) != 1 {
			return fmt.Errorf("%s is stored %d times", a.ts, len(rows))
		}
		if r := rows[0]; r.Text != a.text() || r.Question != a.question || r.by() != c.people.organisation(a) {
			return fmt.Errorf("%s is stored as %q on %s by %q, and was said as %q on %s by %q", a.ts, r.Text, r.Question, r.by(),
				a.text(), a.question, c.people.organisation(a))
		}
	}
	return nil
}

func (c *chaos) deletedIsGone(s *state) error {
	for _, a := range c.people.all {
		if a.deleted && strings.Contains(s.export, a.texts[0]) {
			return fmt.Errorf("%s was deleted, and its text %q is exported", a.ts, a.texts[0])
		}
	}
	return nil
}

func (c *chaos) nothingInvented(s *state) error {
	for _, r := range s.rows {
		if !slices.ContainsFunc(c.people.all, func(a *answer) bool { return a.ts == r.MessageTS }) {
			return fmt.Errorf("%s is stored as %q", r.MessageTS, r.Text)
		}
	}
	return nil
}

func (c *chaos) setAsideAsSaid(s *state) error {
	for _, a := range c.people.all {
		for _, r := range s.of(a) {
			if want := len(a.aside) > 0; !a.deleted && r.SetAside != want {
				return fmt.Errorf("%s is set aside: %v, want %v", a.ts, r.SetAside, want)
			}
		}
	}
	return nil
}

// starredAsSaid compares the stars, and wants one key message an organisation
// and theme in the digest, of those that are starred. Which is the newest is
// not asked: Slack does not say when a star was given that no event told of.
func (c *chaos) starredAsSaid(s *state) error {
	type place struct{ organisation, theme string }
	themeOf := map[string]string{"q1": "1", "q2": "1", "q3": "2"}
	starred, lifted := map[place]bool{}, map[place]int{}
	for _, a := range c.people.all {
		at := place{c.people.organisation(a), themeOf[a.question]}
		if a.starred && a.counts() {
			starred[at] = true
		}
		for _, r := range s.of(a) {
			if !a.deleted && (r.KeyMessage != "") != a.starred {
				return fmt.Errorf("%s has the key message %q, starred: %v", a.ts, r.KeyMessage, a.starred)
			}
			for _, t := range s.digest.Themes {
				for _, k := range t.KeyMessages {
					if k.Contribution == r.ID {
						lifted[at]++
					}
				}
			}
		}
	}
	for at := range starred {
		if lifted[at] != 1 {
			return fmt.Errorf("%s has %d key messages of theme %s in the digest", at.organisation, lifted[at], at.theme)
		}
	}
	if len(lifted) != len(starred) {
		return fmt.Errorf("the digest has key messages of %v, starred are %v", lifted, starred)
	}
	return nil
}

func (c *chaos) checkedOnce(*state) error {
	for _, a := range c.people.all {
		if m, ok := c.message(a.channel, a.ts); !a.deleted && (!ok || len(m.Reactions["white_check_mark"]) != 1) {
			return fmt.Errorf("%s has the reactions %v", a.ts, m.Reactions)
		}
	}
	return nil
}

func (c *chaos) digestAgrees(s *state) error {
	answered, aside := map[string]bool{}, 0
	for _, a := range c.people.all {
		switch {
		case a.counts():
			answered[c.people.organisation(a)] = true
		case !a.deleted:
			aside++
		}
	}
	p := s.digest.Participation
	if p.Invited != 5 || p.Answered != len(answered) || p.SetAside != aside || p.Late != 0 || p.Unassigned != 0 {
		return fmt.Errorf("participation is %+v, want %d answered and %d set aside", p, len(answered), aside)
	}
	return nil
}

func (c *chaos) nothingToSend() error {
	for _, b := range c.bots {
		body, err := get("http://" + b.listen + "/metrics")
		if err != nil {
			return err
		}
		if !strings.Contains(body, "\nsamrad_outbox_depth 0\n") {
			return errors.New("the outbox is not empty")
		}
	}
	return nil
}
