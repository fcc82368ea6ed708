package flows

import "slices"

// Channels knows the channels whose id changed, as when one is shared with
// another workspace: the id before by the id after. The store, and everything
// in flows, keeps to a channel's first id; what talks to Slack uses the newest.
type Channels map[ChannelID]ChannelID

// First is the id that a channel had first.
func (c Channels) First(id ChannelID) ChannelID {
	for range len(c) { // a circle has an end too
		before, ok := c[id]
		if !ok {
			break
		}
		id = before
	}
	return id
}

// Newest is the id that a channel has in Slack now.
func (c Channels) Newest(id ChannelID) ChannelID {
	for range len(c) {
		after, ok := c.after(id)
		if !ok {
			break
		}
		id = after
	}
	return id
}

func (c Channels) after(id ChannelID) (ChannelID, bool) {
	for after, before := range c {
		if before == id {
			return after, true
		}
	}
	return "", false
}

func (c Channels) ofOrganisations(all []Organisation) []Organisation {
	out := slices.Clone(all)
	for i := range out {
		out[i].Channel = c.First(out[i].Channel)
	}
	return out
}

// ofMeetings gives meetings their channels' first ids, each once.
func (c Channels) ofMeetings(all []Meeting) []Meeting {
	out := slices.Clone(all)
	for i := range out {
		var channels []ChannelID
		for _, id := range out[i].Channels {
			if first := c.First(id); !slices.Contains(channels, first) {
				channels = append(channels, first)
			}
		}
		out[i].Channels = channels
	}
	return out
}
