package flows

import (
	"slices"
	"strconv"
	"strings"
)

// StoreChannels lists every channel of the store that may hold contributions
// to a meeting: its posts' channels, the forms' and the imports'.
func StoreChannels(m Meeting, d *Directory) []ChannelID {
	return append(m.PostChannels(d.Organisations()), ModalChannel(m.ID), ImportChannel(m.ID))
}

// Resolve gives each unassigned contribution the organisation that its author
// is known to speak for by now. What was assigned when it came stays, unless
// the organisation was removed since.
func Resolve(all []Contribution, d *Directory) []Contribution {
	out := slices.Clone(all)
	for i, c := range out {
		if _, known := d.Organisation(c.Organisation); known || c.Withdrawn {
			continue
		}
		out[i].Organisation = ""
		if o, ok := d.Represents(c.User); ok {
			out[i].Organisation = o.ID
		} else if a := d.Attribute(c.User, c.Team, c.Place.Channel, RoleEveryone); a.Organisation != "" {
			out[i].Organisation = a.Organisation
		}
	}
	return out
}

func sameQuestion(a, b QuestionID) bool { return strings.EqualFold(string(a), string(b)) }

func quote(s string) string { return strconv.Quote(s) }

// MarkLate marks the contributions that came at or after closes. A meeting
// that was moved moves its closing, so this is decided when they are read.
func MarkLate(m Meeting, all []Contribution) []Contribution {
	window, err := m.Window()
	if err != nil {
		return all
	}
	out := slices.Clone(all)
	for i, c := range out {
		out[i].Late = !c.Withdrawn && !c.SubmittedAt.Before(window.Closes)
	}
	return out
}
