package flows

import (
	"slices"
	"strings"
	"time"

	"github.com/samrad/samrad/flows/schedule"
)

// Cycle is the year of meetings (årscykel) in which points may come back.
type Cycle int

// Meeting is one consultation meeting.
type Meeting struct {
	ID       MeetingID   `json:"id"`
	Title    string      `json:"title"`
	Starts   time.Time   `json:"starts"` // in the location of the consultation
	Channels []ChannelID `json:"channels,omitempty"`
	// OrganisationChannels asks in each organisation's own channel as well.
	OrganisationChannels bool     `json:"organisation_channels,omitempty"`
	Themes               []Theme  `json:"themes"`
	Schedule             Schedule `json:"schedule"`
	// Managed is true for a meeting of the config file, which only the file changes.
	Managed bool `json:"-"`
}

// Theme is a heading with one or more questions.
type Theme struct {
	Title     string     `json:"title"`
	Questions []Question `json:"questions"`
}

// Question is one discussion question; it is posted as one message a channel,
// whose thread collects the answers. Once posted, ID and Text are frozen.
type Question struct {
	ID   QuestionID `json:"id"`
	Text string     `json:"text"`
}

// Schedule says when a meeting's questions are posted, answered and compiled,
// as written; a spec of "none" (or empty) is off.
type Schedule struct {
	Opens  string `json:"opens"`  // before the start: questions may be posted from here
	Closes string `json:"closes"` // before the start: later answers are late
	Ask    string `json:"ask"`    // cron
	Remind string `json:"remind"` // cron
	Digest string `json:"digest"` // cron
}

// DefaultSchedule is the schedule of a meeting that overrides nothing.
func DefaultSchedule() Schedule {
	return Schedule{
		Opens:  "28d",
		Closes: "2d",
		Ask:    "0 9 * * MON",
		Remind: "0 17 * * THU",
		Digest: "0 8 * * *",
	}
}

// Or returns s with each empty key taken from defaults.
func (s Schedule) Or(defaults Schedule) Schedule {
	for _, k := range []struct{ to, from *string }{
		{&s.Opens, &defaults.Opens}, {&s.Closes, &defaults.Closes},
		{&s.Ask, &defaults.Ask}, {&s.Remind, &defaults.Remind}, {&s.Digest, &defaults.Digest},
	} {
		if *k.to == "" {
			*k.to = *k.from
		}
	}
	return s
}

// Cycle returns the annual cycle that the meeting belongs to.
func (m Meeting) Cycle() Cycle { return Cycle(m.Starts.Year()) }

// Window is the time in which questions are posted and answers are in time:
// [opens, closes).
func (m Meeting) Window() (schedule.Window, error) {
	opens, err := schedule.ParseLead(m.Schedule.Opens)
	if err != nil {
		return schedule.Window{}, wrongLead(m, "opens", err)
	}
	closes, err := schedule.ParseLead(m.Schedule.Closes)
	if err != nil {
		return schedule.Window{}, wrongLead(m, "closes", err)
	}
	return schedule.Window{Opens: opens.Before(m.Starts), Closes: closes.Before(m.Starts)}, nil
}

func wrongLead(m Meeting, key string, err error) error {
	return &Error{Code: CodeInvalid, What: "meeting " + string(m.ID) + ": " + key, Err: err, Say: Notice{Key: "wrong_lead"}, Field: key}
}

// Located is a question with its place in the meeting.
type Located struct {
	Question
	Theme      string // the theme's title
	ThemeIndex int    // from 0
	Number     int    // from 1, counted through the meeting
	Of         int    // how many questions the meeting has
}

// Questions lists the meeting's questions in order.
func (m Meeting) Questions() []Located {
	var out []Located
	for i, t := range m.Themes {
		for _, q := range t.Questions {
			out = append(out, Located{Question: q, Theme: t.Title, ThemeIndex: i, Number: len(out) + 1})
		}
	}
	for i := range out {
		out[i].Of = len(out)
	}
	return out
}

// Question finds a question by id, case-insensitively, or by its exact text.
func (m Meeting) Question(idOrText string) (Located, bool) {
	all := m.Questions()
	for _, q := range all {
		if strings.EqualFold(string(q.ID), idOrText) {
			return q, true
		}
	}
	for _, q := range all {
		if q.Text == idOrText {
			return q, true
		}
	}
	return Located{}, false
}

// PostChannels lists the channels in which the meeting's questions are posted,
// each once, in a stable order.
func (m Meeting) PostChannels(organisations []Organisation) []ChannelID {
	channels := slices.Clone(m.Channels)
	if m.OrganisationChannels {
		for _, o := range organisations {
			if o.Channel != "" {
				channels = append(channels, o.Channel)
			}
		}
	}
	seen := make(map[ChannelID]bool, len(channels))
	return slices.DeleteFunc(channels, func(c ChannelID) bool {
		if seen[c] {
			return true
		}
		seen[c] = true
		return false
	})
}
