package config

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samrad/samrad/flows"
)

func (d *decoder) roles(f field) flows.Roles {
	m := d.mapping(f, "working_group", "staff")
	r := flows.Roles{WorkingGroup: d.team(m.get("working_group")), Staff: d.team(m.get("staff"))}
	for _, team := range []struct {
		at     field
		team   flows.Team
		rights string
		what   string
	}{
		{m.get("working_group"), r.WorkingGroup, "ask, publish or see who is silent", "drafts"},
		{m.get("staff"), r.Staff, "ask for the summary", "the summary"},
	} {
		switch {
		case f.present() && !team.at.present():
			d.warn(field{team.at.path, f.node}, "is missing, so nobody may "+team.rights+"; name users or a usergroup")
		case !f.present():
			d.warn(team.at, "is missing, so nobody may "+team.rights+"; name users or a usergroup")
		case len(team.team.Users) == 0 && team.team.Usergroup == "":
			d.warn(team.at, "has neither users nor a usergroup, so nobody may "+team.rights+"; a channel gives no rights")
		case len(team.team.Lanes()) == 0:
			d.warn(team.at, "has neither a channel nor users, so "+team.what+" cannot be sent; name a channel")
		}
	}
	return r
}

func (d *decoder) team(f field) flows.Team {
	m := d.mapping(f, "users", "usergroup", "channel")
	return flows.Team{
		Users:     slackIDs[flows.UserID](d, m.get("users"), userID, nil),
		Usergroup: slackID[flows.UsergroupID](d, m.get("usergroup"), usergroupID),
		Channel:   slackID[flows.ChannelID](d, m.get("channel"), channelID),
	}
}

// maxID bounds an id of samrad's own, in characters.
const maxID = 64

// isOwnID reports whether people can type an id in a shell and in Slack without
// quoting.
func isOwnID(id string) bool {
	for i, r := range []rune(id) {
		if i == maxID || !unicode.In(r, unicode.L, unicode.N) && (i == 0 || !strings.ContainsRune("._-", r)) {
			return false
		}
	}
	return utf8.ValidString(id) && id != ""
}

// id reads an id of samrad's own.
func (d *decoder) id(f field) string {
	text := d.text(f)
	if text != "" && (!isOwnID(text) || looksLikeToken(text)) {
		d.wrong(f, shown(text)+" is not an id; use letters, digits, hyphens, dots and underscores, at most "+strconv.Itoa(maxID))
		return ""
	}
	return text
}

// owners remembers where a name stands that only one may have.
type owners map[string]field

// claim takes a name for f. If it was taken before, it tells where.
func (o owners) claim(name string, f field) (first field, taken bool) {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	if first, ok := o[name]; ok {
		return first, true
	}
	o[name] = f
	return field{}, false
}
