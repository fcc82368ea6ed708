package flows

// Lanes is where a message to the group goes: its channel, else each of its
// users by direct message.
func (t Team) Lanes() []Lane {
	if t.Channel != "" {
		return []Lane{Lane(t.Channel)}
	}
	lanes := make([]Lane, len(t.Users))
	for i, u := range t.Users {
		lanes[i] = Lane(u)
	}
	return lanes
}
