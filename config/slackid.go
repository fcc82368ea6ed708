package config

import (
	"regexp"
	"strings"
)

// idKind is a kind of Slack id and where a person finds it. How ids begin:
// https://docs.slack.dev/reference/objects/conversation-object,
// https://docs.slack.dev/reference/objects/user-object and
// https://docs.slack.dev/reference/objects/usergroup-object.
type idKind struct {
	name, mend string
	form       *regexp.Regexp
}

var (
	channelID   = idKind{"the id of a channel", "it begins with C or G, and stands at the end of the channel's details", idForm("CG")}
	userID      = idKind{"the id of a user", "it begins with U or W, and stands in the profile's menu as the member ID", idForm("UW")}
	teamID      = idKind{"the id of a workspace", "it begins with T or E, and stands in the workspace's address", idForm("TE")}
	usergroupID = idKind{"the id of a user group", "it begins with S, and stands in the user group's address", idForm("S")}
)

func idForm(first string) *regexp.Regexp {
	return regexp.MustCompile(`^[` + first + `][A-Z0-9]{1,30}$`)
}

func slackID[T ~string](d *decoder, f field, k idKind) T {
	text := d.text(f)
	switch {
	case text == "":
		return ""
	case strings.HasPrefix(text, "#") || strings.HasPrefix(text, "@"):
		d.wrong(f, shown(text)+" is a name, not "+k.name+"; "+k.mend)
		return ""
	case !k.form.MatchString(text):
		d.wrong(f, shown(text)+" is not "+k.name+"; "+k.mend)
		return ""
	}
	return T(text)
}

// slackIDs reads a list of ids, each once; each (which may be nil) sees them.
func slackIDs[T ~string](d *decoder, f field, k idKind, each func(field, T)) []T {
	seen := make(map[T]bool)
	var ids []T
	list(d, f, func(f field) T {
		id := slackID[T](d, f, k)
		switch {
		case id == "":
		case seen[id]:
			d.warn(f, string(id)+" is listed twice; remove one")
		default:
			seen[id] = true
			ids = append(ids, id)
			if each != nil {
				each(f, id)
			}
		}
		return id
	})
	return ids
}
