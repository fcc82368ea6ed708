package config

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/samrad/samrad/flows"
)

// idForm is what people type in a shell and in Slack without quoting.
var idForm = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$`)

func (d *decodeState) id(parent, f field, what string) string {
	s := d.required(parent, f, what)
	if s != "" && !idForm.MatchString(s) {
		d.wrong(f, fmt.Sprintf("%q is not an id; use letters, digits, hyphens, dots and underscores, at most 64", s))
	}
	return s
}

// owners remembers who has a name that only one may have.
type owners map[string]string

// claim notes that path has the key, and tells who had it before.
func (o owners) claim(key, path string) (string, bool) {
	key = strings.ToLower(strings.TrimSpace(key))
	if first, ok := o[key]; ok && key != "" {
		return first, false
	}
	o[key] = path
	return "", true
}

func (d *decodeState) organisations(f field) []flows.Organisation {
	ids, names, members, teams, channels := owners{}, owners{}, owners{}, owners{}, owners{}
	unique := func(o owners, f field, key, what string) {
		if key == "" {
			return
		}
		if first, ok := o.claim(key, f.path); !ok {
			d.wrong(f, fmt.Sprintf("%s %q stands at %s already; an organisation has it alone", what, key, first))
		}
	}
	return list(d, f, func(f field) flows.Organisation {
		m := d.mapping(f.path, f.node, "id", "name", "aliases", "sector", "members", "team", "channel")
		o := flows.Organisation{
			ID:     flows.OrganisationID(d.id(f, m.get("id"), "a short id")),
			Name:   d.required(f, m.get("name"), "the organisation's name"),
			Sector: d.text(m.get("sector"), ""),
			Aliases: list(d, m.get("aliases"), func(f field) string {
				s := d.required(f, f, "a name")
				unique(names, f, s, "the name")
				return s
			}),
			Members: list(d, m.get("members"), func(f field) flows.UserID {
				u := d.slackID(f, "user", "U", "W")
				unique(members, f, u, "the member")
				return flows.UserID(u)
			}),
			Team:    flows.TeamID(d.slackID(m.get("team"), "workspace", "T", "E")),
			Channel: flows.ChannelID(d.slackID(m.get("channel"), "channel", "C", "G")),
			Managed: true,
		}
		unique(ids, m.get("id"), string(o.ID), "the id")
		unique(names, m.get("name"), o.Name, "the name")
		unique(teams, m.get("team"), string(o.Team), "the workspace")
		unique(channels, m.get("channel"), string(o.Channel), "the channel")
		return o
	})
}
