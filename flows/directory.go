package flows

import (
	"slices"
	"strings"
)

// Directory answers who speaks for which organisation. It is a snapshot:
// organisations of the file, those made in Slack, and the choices that people
// made when they were asked. It is never changed after it was made.
type Directory struct {
	organisations []Organisation
	byID          map[OrganisationID]int
	byMember      map[UserID]OrganisationID
	chosen        map[UserID]bool // those of byMember that said so themselves
	byTeam        map[TeamID]OrganisationID
	byChannel     map[ChannelID]OrganisationID
	home          TeamID
}

// NewDirectory indexes organisations (of which an earlier one wins) and the
// choices of people nobody knew. home is the installing workspace: its own
// members are never attributed by workspace.
func NewDirectory(home TeamID, organisations []Organisation, choices map[UserID]OrganisationID) *Directory {
	d := &Directory{
		byID:      make(map[OrganisationID]int),
		byMember:  make(map[UserID]OrganisationID),
		chosen:    make(map[UserID]bool),
		byTeam:    make(map[TeamID]OrganisationID),
		byChannel: make(map[ChannelID]OrganisationID),
		home:      home,
	}
	for _, o := range organisations {
		key := foldID(o.ID)
		if _, ok := d.byID[key]; ok {
			continue
		}
		d.byID[key] = len(d.organisations)
		d.organisations = append(d.organisations, o)
		for _, u := range o.Members {
			setFirst(d.byMember, u, o.ID)
		}
		if o.Team != "" && o.Team != home {
			setFirst(d.byTeam, o.Team, o.ID)
		}
		if o.Channel != "" {
			setFirst(d.byChannel, o.Channel, o.ID)
		}
	}
	for u, id := range choices {
		_, known := d.byID[foldID(id)]
		if _, listed := d.byMember[u]; known && !listed {
			d.byMember[u], d.chosen[u] = id, true
		}
	}
	return d
}

func setFirst[K comparable, V any](m map[K]V, k K, v V) {
	if _, ok := m[k]; !ok {
		m[k] = v
	}
}

func foldID(id OrganisationID) OrganisationID {
	return OrganisationID(strings.ToLower(string(id)))
}

// Organisations lists all, in the order given.
func (d *Directory) Organisations() []Organisation { return slices.Clone(d.organisations) }

// Organisation finds one by id.
func (d *Directory) Organisation(id OrganisationID) (Organisation, bool) {
	i, ok := d.byID[foldID(id)]
	if !ok {
		return Organisation{}, false
	}
	return d.organisations[i], true
}

// Find finds one by id, name or alias; an id wins over a name, a name over an alias.
func (d *Directory) Find(word string) (Organisation, bool) {
	if o, ok := d.Organisation(OrganisationID(strings.TrimSpace(word))); ok {
		return o, true
	}
	for _, o := range d.organisations {
		if strings.EqualFold(o.Name, strings.TrimSpace(word)) {
			return o, true
		}
	}
	for _, o := range d.organisations {
		if o.Called(word) {
			return o, true
		}
	}
	return Organisation{}, false
}

// Represents returns the organisation that a user speaks for by name or by
// choice, not by workspace or channel.
func (d *Directory) Represents(user UserID) (Organisation, bool) {
	id, ok := d.byMember[user]
	if !ok {
		return Organisation{}, false
	}
	return d.Organisation(id)
}

// Author is what the directory knows of who wrote a reply.
type Author struct {
	Organisation OrganisationID // empty: nobody knows yet
	Comment      bool           // staff or working group: not a contribution
	// Chosen: the person said so when asked. That is not stored with what they
	// write: when they choose again, all of it moves.
	Chosen bool
}

// Stored is the organisation that is stored with what the author writes.
func (a Author) Stored() OrganisationID {
	if a.Chosen {
		return ""
	}
	return a.Organisation
}

// Attribute says whose a reply is, in the order of the design: a member of an
// organisation; else the Slack Connect workspace; else staff or working group
// (a comment); else the organisation's own channel; else nobody yet.
func (d *Directory) Attribute(user UserID, team TeamID, channel ChannelID, role Role) Author {
	if id, ok := d.byMember[user]; ok {
		return Author{Organisation: id, Chosen: d.chosen[user]}
	}
	if id, ok := d.byTeam[team]; ok && team != d.home {
		return Author{Organisation: id}
	}
	if role >= RoleWorkingGroup {
		return Author{Comment: true}
	}
	if id, ok := d.byChannel[channel]; ok {
		return Author{Organisation: id}
	}
	return Author{}
}

// RepresentativesOf lists the users known to speak for an organisation.
func (d *Directory) RepresentativesOf(id OrganisationID) []UserID {
	var out []UserID
	for u, o := range d.byMember {
		if foldID(o) == foldID(id) {
			out = append(out, u)
		}
	}
	slices.Sort(out)
	return out
}
