package flows

import "strings"

// Organisation is a respondent of the consultation.
type Organisation struct {
	ID      OrganisationID `json:"id"`
	Name    string         `json:"name"`
	Aliases []string       `json:"aliases,omitempty"`
	Sector  string         `json:"sector,omitempty"`
	Members []UserID       `json:"members,omitempty"` // its representatives
	Team    TeamID         `json:"team,omitempty"`    // its Slack Connect workspace
	Channel ChannelID      `json:"channel,omitempty"` // its own channel
	// Unconfirmed is true for a name that a person gave and the working group
	// has not yet confirmed.
	Unconfirmed bool `json:"unconfirmed,omitempty"`
	// ProposedBy gave it, at ProposedAt; empty for one that is not of a person.
	ProposedBy UserID    `json:"proposed_by,omitempty"`
	ProposedAt MessageTS `json:"proposed_at,omitempty"`
	// Managed is true for an organisation of the config file.
	Managed bool `json:"-"`
}

// Called reports whether word is the organisation's id, name or an alias,
// whatever the case and the surrounding blanks.
func (o Organisation) Called(word string) bool {
	word = strings.TrimSpace(word)
	if strings.EqualFold(string(o.ID), word) || strings.EqualFold(o.Name, word) {
		return true
	}
	for _, a := range o.Aliases {
		if strings.EqualFold(a, word) {
			return true
		}
	}
	return false
}

// Team is one of the two groups with rights: the working group or the staff.
type Team struct {
	Users     []UserID    `json:"users,omitempty"`
	Usergroup UsergroupID `json:"usergroup,omitempty"`
	Channel   ChannelID   `json:"channel,omitempty"`
}

// Roles are the groups that the config names.
type Roles struct {
	WorkingGroup Team
	Staff        Team
}

// Role is what a person may do. Rights come from users and user groups, never
// from being in a channel.
type Role int

// The roles, least rights first. Staff may do all that the working group may.
const (
	RoleEveryone Role = iota
	RoleWorkingGroup
	RoleStaff
)

// MayCompile reports the right to status, ask, remind, digest, publish and minutes.
func (r Role) MayCompile() bool { return r >= RoleWorkingGroup }

// MaySummarise reports the right to the weekly summary.
func (r Role) MaySummarise() bool { return r >= RoleStaff }
