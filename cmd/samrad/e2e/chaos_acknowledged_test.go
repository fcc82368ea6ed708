package e2e_test

import (
	"encoding/json"
	"fmt"
	"slices"
)

// acknowledgedIsStored: Slack is told that an event was received only once it is
// on disk. What people did later may be stored too.
func (c *chaos) acknowledgedIsStored() error {
	told := c.acknowledged() // first: the bots may be at work
	s, err := c.stored()
	if err != nil {
		return err
	}
	recorded := map[string]bool{} // questions whose replies are contributions by now
	for _, a := range c.people.all {
		recorded[a.channel+a.question] = recorded[a.channel+a.question] || len(s.of(a)) > 0
	}
	for _, a := range c.people.all {
		newest, ok := told[a.ts]
		if !ok || !recorded[a.channel+a.question] {
			continue
		}
		rows := s.of(a)
		switch {
		case len(rows) == 1 && rows[0].Text == "" && a.deleted:
		case newest == deletion && len(rows) > 0 && rows[0].Text != "":
			return fmt.Errorf("the deletion of %s was acknowledged, and it is stored as %q", a.ts, rows[0].Text)
		case newest == deletion:
		case len(rows) == 0 && a.deleted: // its deletion came too
		case len(rows) != 1 || slices.Index(a.texts, rows[0].Text) < newest:
			return fmt.Errorf("%q of %s was acknowledged, and it is stored as %+v", a.texts[newest], a.ts, rows)
		}
	}
	return nil
}

// deletion is newer than any edit.
const deletion = 1 << 20

// acknowledged is the newest version of each message of which the bot told
// Slack that it has it.
func (c *chaos) acknowledged() map[string]int {
	out := map[string]int{}
	for _, e := range c.Events() {
		var outer struct {
			Event struct {
				Type, Subtype, TS, Text string
				Deleted                 string `json:"deleted_ts"`
				Message                 struct{ TS, Text string }
			}
		}
		if !e.Acknowledged || json.Unmarshal(e.Payload, &outer) != nil || outer.Event.Type != "message" {
			continue
		}
		ts, text := outer.Event.TS, outer.Event.Text
		if outer.Event.Subtype == "message_changed" {
			ts, text = outer.Event.Message.TS, outer.Event.Message.Text
		}
		if outer.Event.Deleted != "" {
			out[outer.Event.Deleted] = deletion
		}
		for _, a := range c.people.all {
			if a.ts != ts {
				continue
			}
			if i := slices.Index(a.texts, text); i >= 0 {
				out[ts] = max(out[ts], i)
			}
		}
	}
	return out
}
