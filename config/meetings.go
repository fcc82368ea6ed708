package config

import (
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/schedule"
)

func (d *decodeState) meetings(f field, c *Config, defaults flows.Schedule) []flows.Meeting {
	ids := owners{}
	return list(d, f, func(f field) flows.Meeting {
		m := d.mapping(f.path, f.node, "id", "title", "starts", "channels", "organisation_channels", "themes", "schedule")
		before := len(d.problems)
		out := flows.Meeting{
			ID:     flows.MeetingID(d.id(f, m.get("id"), "an id such as 2023-11-07")),
			Title:  d.required(f, m.get("title"), "the meeting's title"),
			Starts: d.starts(f, m.get("starts"), c.Location),
			Channels: list(d, m.get("channels"), func(f field) flows.ChannelID {
				return flows.ChannelID(d.slackID(f, "channel", "C", "G"))
			}),
			OrganisationChannels: d.flag(m.get("organisation_channels")),
			Themes:               d.themes(f, m.get("themes")),
			Schedule:             d.schedule(m.get("schedule"), c.Location).Or(defaults),
			Managed:              true,
		}
		if first, ok := ids.claim(string(out.ID), f.path); !ok {
			d.wrong(m.get("id"), fmt.Sprintf("the id %q stands at %s already; ids are alike whatever the case", out.ID, first))
		}
		if len(out.Channels) == 0 && !out.OrganisationChannels {
			d.wrong(f, "has no channels; name at least one, or set organisation_channels: true")
		}
		if len(d.problems) == before {
			d.window(f, out, c)
		}
		return out
	})
}

// window checks what the schedule's parts say together.
func (d *decodeState) window(f field, m flows.Meeting, c *Config) {
	plan, err := flows.PlanOf(m, c.Location, c.Calendar)
	if err != nil {
		return // the key itself was reported
	}
	if !plan.Window.Opens.Before(plan.Window.Closes) {
		d.wrong(f, fmt.Sprintf("closes (%s before the start) is not after opens (%s before the start); make opens the longer", m.Schedule.Closes, m.Schedule.Opens))
		return
	}
	if !plan.Ask.Off() && schedule.Count(plan.Ask, plan.Window, plan.Options, 1) == 0 {
		d.wrong(f, fmt.Sprintf("no firing of ask %q lies between opens and closes, so no question would be posted; open earlier, or ask more often", m.Schedule.Ask))
	}
	if !plan.Digest.Off() && schedule.Count(plan.Digest, plan.DigestWindow, plan.Options, 1) == 0 {
		d.warn(f, fmt.Sprintf("no firing of digest %q lies between closes and the start, so no draft will be compiled by itself", m.Schedule.Digest))
	}
}

func (d *decodeState) themes(parent, f field) []flows.Theme {
	if f.node == nil || len(f.node.Content) == 0 {
		d.problems = append(d.problems, Problem{f.path, line(parent), "is missing; write at least one theme with a question"})
		return nil
	}
	number := 0
	ids, texts := owners{}, owners{}
	return list(d, f, func(f field) flows.Theme {
		m := d.mapping(f.path, f.node, "title", "questions")
		questions := m.get("questions")
		t := flows.Theme{Title: d.required(f, m.get("title"), "the theme's title")}
		t.Questions = list(d, questions, func(f field) flows.Question {
			number++
			q := d.question(f, number)
			if first, ok := ids.claim(string(q.ID), f.path); !ok {
				d.wrong(f, fmt.Sprintf("the id %q stands at %s already; questions without an id are numbered q1, q2… through the meeting", q.ID, first))
			}
			if first, ok := texts.claim(q.Text, f.path); !ok {
				d.wrong(f, "the same question stands at "+first+" already")
			}
			return q
		})
		if len(t.Questions) == 0 && (questions.node == nil || questions.node.Kind == yaml.SequenceNode) {
			d.wrong(f, "has no questions; write at least one")
		}
		return t
	})
}

// question is a text, or {id, text}.
func (d *decodeState) question(f field, number int) flows.Question {
	q := flows.Question{ID: flows.QuestionID(fmt.Sprintf("q%d", number))}
	if f.node.Kind != yaml.MappingNode {
		q.Text = d.required(f, f, "the question")
		return q
	}
	m := d.mapping(f.path, f.node, "id", "text")
	if m.get("id").node != nil {
		q.ID = flows.QuestionID(d.id(f, m.get("id"), "an id"))
	}
	q.Text = d.required(f, m.get("text"), "the question")
	return q
}

var localForms = []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05"}

// starts reads a local time, or one with its offset.
func (d *decodeState) starts(parent, f field, loc *time.Location) time.Time {
	s := d.required(parent, f, "when the meeting starts, as in 2023-11-07 13:00")
	if s == "" {
		return time.Time{}
	}
	if t, err := time.Parse(time.RFC3339, strings.Replace(s, " ", "T", 1)); err == nil {
		return t.In(loc)
	}
	for _, form := range localForms {
		t, err := time.ParseInLocation(form, s, loc)
		if err != nil {
			continue
		}
		if t.Format(form) != s {
			d.warn(f, fmt.Sprintf("%s does not occur in %s: the clocks go forward; it is taken as %s", s, loc, t.Format("15:04")))
		} else if t.Add(time.Hour).Format(form) == s || t.Add(-time.Hour).Format(form) == s {
			d.warn(f, fmt.Sprintf("%s occurs twice in %s: the clocks go back; write it with its offset, as in %s", s, loc, t.Format(time.RFC3339)))
		}
		return t
	}
	d.wrong(f, fmt.Sprintf("%q is not a time; write it as 2023-11-07 13:00, or as 2023-11-07T13:00:00+01:00", s))
	return time.Time{}
}
