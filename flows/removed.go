package flows

import "slices"

// withRemoved adds the meetings of which something is stored and that the config
// has no more: only their ids are known.
func withRemoved(meetings []Meeting, stored []MeetingID) []Meeting {
	for _, id := range stored {
		if !slices.ContainsFunc(meetings, func(m Meeting) bool { return fold(m.ID) == fold(id) }) {
			meetings = append(meetings, Meeting{ID: id})
		}
	}
	return meetings
}

// removed reports whether the config has the meeting no more: every other starts
// at some time.
func (m Meeting) removed() bool { return m.Starts.IsZero() }
