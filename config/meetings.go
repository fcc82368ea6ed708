package config

import (
	"fmt"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/samrad/samrad/flows"
)

// meetings reads them into c. The windows are checked only where every part of
// the schedule was read: sound tells it of the default.
func (d *decoder) meetings(f field, c *Config, sound bool) {
	ids := owners{}
	c.Meetings = list(d, f, func(f field) flows.Meeting {
		m := d.mapping(f, "id", "title", "starts", "channels", "organisation_channels", "themes", "schedule")
		out := flows.Meeting{
			ID:                   flows.MeetingID(d.id(d.require(m, "id", "what people will type, such as 2023-11-07"))),
			Title:                d.text(d.require(m, "title", "the meeting's title")),
			Channels:             slackIDs[flows.ChannelID](d, m.get("channels"), channelID, nil),
			OrganisationChannels: d.flag(m.get("organisation_channels")),
			Themes:               d.themes(m),
			Managed:              true,
		}
		if first, taken := ids.claim(string(out.ID), m.get("id")); taken && out.ID != "" {
			d.wrong(m.get("id"), fmt.Sprintf("the id %s stands at %s already (line %d), whatever the case; give each meeting its own", out.ID, first.path, first.line()))
		}
		d.channels(m, out, c)
		before := len(d.problems)
		out.Starts = d.starts(d.require(m, "starts", "when the meeting starts, as 2023-11-07 13:00"), c.Location)
		out.Schedule = d.schedule(m.get("schedule"), c.Location).Or(c.Schedule)
		if sound && len(d.problems) == before && !out.Starts.IsZero() {
			d.window(f, m.get("schedule"), out, c)
		}
		return out
	})
}

// channels checks that the questions can be posted somewhere.
func (d *decoder) channels(m mapping, out flows.Meeting, c *Config) {
	listed := m.get("channels")
	for _, o := range c.Organisations {
		if len(out.Channels) > 0 && slices.Contains(out.Channels, o.Channel) {
			d.warn(listed, fmt.Sprintf("%s is the own channel of the organisation %s: whoever answers there and is not known counts for it", o.Channel, o.ID))
		}
	}
	switch {
	case !m.ok || len(out.Channels) > 0 || listed.present() && !empty(listed):
		// There is one, or what is wrong with it was reported.
	case !out.OrganisationChannels:
		d.wrong(field{listed.path, m.node}, "is missing; list channel ids, or set organisation_channels: true")
	case len(out.PostChannels(c.Organisations)) == 0:
		d.warn(m.get("organisation_channels"), "no organisation of the file has a channel; questions are posted where one has")
	}
}

func empty(f field) bool { return f.node.Kind == yaml.SequenceNode && len(f.node.Content) == 0 }

func (d *decoder) themes(meeting mapping) []flows.Theme {
	themes := d.require(meeting, "themes", "at least one theme with a question")
	if themes.present() && empty(themes) {
		d.wrong(themes, "is empty; write at least one theme with a question")
	}
	q := questions{decoder: d, ids: owners{}, texts: owners{}}
	return list(d, themes, func(f field) flows.Theme {
		m := d.mapping(f, "title", "questions")
		t := flows.Theme{Title: d.text(d.require(m, "title", "the theme's title"))}
		list := d.require(m, "questions", "at least one question")
		if list.present() && empty(list) {
			d.wrong(list, "is empty; write at least one question")
		}
		t.Questions = q.all(list)
		return t
	})
}

// questions reads the questions of one meeting.
type questions struct {
	*decoder
	number     int // counted through the meeting
	ids, texts owners
}

func (q *questions) all(f field) []flows.Question {
	return list(q.decoder, f, func(f field) flows.Question {
		q.number++
		out := q.one(f)
		if first, taken := q.ids.claim(string(out.ID), f); taken && out.ID != "" {
			q.wrong(f, fmt.Sprintf("the id %s stands at %s already (line %d), whatever the case; questions without one are q1, q2… counted through the meeting",
				out.ID, first.path, first.line()))
		}
		if first, taken := q.texts.claim(out.Text, f); taken && out.Text != "" {
			q.warn(f, fmt.Sprintf("the same question stands at %s (line %d); an import by text means that one", first.path, first.line()))
		}
		return out
	})
}

// one reads a question: a text, or {id, text}.
func (q *questions) one(f field) flows.Question {
	out := flows.Question{ID: flows.QuestionID("q" + strconv.Itoa(q.number))}
	switch {
	case f.node.Kind != yaml.MappingNode:
		out.Text = q.text(f)
	case colonText(f.node):
		q.wrong(f, "is a set of keys; put a question with a colon in quotes, or write {id, text}")
	default:
		m := q.mapping(f, "id", "text")
		out.Text = q.text(q.require(m, "text", "the question"))
		if id := m.get("id"); id.present() {
			out.ID = flows.QuestionID(q.id(id))
		}
	}
	return out
}

// colonText reports whether a mapping is a text with a colon in it, which to
// YAML is a key and its value.
func colonText(n *yaml.Node) bool {
	return len(n.Content) == 2 && nearest(n.Content[0].Value, []string{"id", "text"}) == ""
}
