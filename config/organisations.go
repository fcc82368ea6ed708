package config

import (
	"fmt"
	"strings"

	"github.com/samrad/samrad/flows"
)

func (d *decoder) organisations(f field) []flows.Organisation {
	ids, names, members, teams, channels := owners{}, owners{}, owners{}, owners{}, owners{}
	return list(d, f, func(f field) flows.Organisation {
		m := d.mapping(f, "id", "name", "aliases", "sector", "members", "team", "channel")
		o := flows.Organisation{
			ID:      flows.OrganisationID(d.id(d.require(m, "id", "a short id"))),
			Name:    d.text(d.require(m, "name", "the organisation's name")),
			Sector:  d.text(m.get("sector")),
			Members: slackIDs(d, m.get("members"), userID, func(f field, u flows.UserID) { d.alone(members, f, string(u), "member") }),
			Team:    slackID[flows.TeamID](d, m.get("team"), teamID),
			Channel: slackID[flows.ChannelID](d, m.get("channel"), channelID),
			Managed: true,
		}
		d.alone(ids, m.get("id"), string(o.ID), "id")
		d.name(names, f, m.get("name"), o.Name)
		o.Aliases = list(d, m.get("aliases"), func(alias field) string {
			text := d.text(alias)
			d.name(names, f, alias, text)
			return text
		})
		d.alone(teams, m.get("team"), string(o.Team), "workspace")
		d.alone(channels, m.get("channel"), string(o.Channel), "channel")
		return o
	})
}

// alone reports a value that another organisation has too.
func (d *decoder) alone(o owners, f field, value, what string) {
	if value == "" {
		return
	}
	if first, taken := o.claim(value, f); taken {
		d.wrong(f, fmt.Sprintf("the %s %s stands at %s already (line %d); only one organisation can have it", what, value, first.path, first.line()))
	}
}

// name reports a name or alias that another organisation has too: an import
// could not tell them apart. An organisation may repeat its own.
func (d *decoder) name(names owners, organisation, f field, text string) {
	if text == "" {
		return
	}
	first, taken := names.claim(text, f)
	if taken && !strings.HasPrefix(first.path, organisation.path+".") {
		d.wrong(f, fmt.Sprintf("the name %s stands at %s already (line %d); only one organisation can have it", shown(text), first.path, first.line()))
	}
}
