package bot

import (
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// unread is an event that slack-go leaves as it came: its Socket Mode client
// parses every event into a type of its own before it hands it over, which
// costs more than all that samrad does with it, and samrad reads the payload.
type unread struct{}

// UnmarshalJSON implements json.Unmarshaler.
func (*unread) UnmarshalJSON([]byte) error { return nil }

// The registries are slack-go's own way to say what an event is parsed into;
// they are set before anything is parsed (slackevents.ParseEvent's doc).
func init() {
	for kind := range slackevents.EventsAPIInnerEventMapping {
		slackevents.EventsAPIInnerEventMapping[kind] = unread{}
	}
	for kind := range slack.EventMapping {
		slack.EventMapping[kind] = unread{}
	}
}
