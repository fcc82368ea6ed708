package bot

import (
	"errors"
	"regexp"

	"github.com/samrad/samrad/flows"
)

var (
	slackIDForm = regexp.MustCompile(`^[A-Za-z0-9]+$`)
	slackTSForm = regexp.MustCompile(`^[0-9]{1,12}\.[0-9]+$`)
)

// errUnplaced is of an event that does not say where it belongs, or says it in
// a form that is not Slack's: it cannot be stored there, and must not be lost.
var errUnplaced = errors.New("parse event: no channel or ts of Slack's form")

// placed lets through what can be stored where it says. A message in no thread
// that names no channel answers nothing.
func placed(event any) (any, error) {
	ok := true
	switch e := event.(type) {
	case flows.Reply:
		if e.Thread == "" && e.Place.Channel == "" {
			return ignored{"message"}, nil
		}
		ok = isPlace(e.Place) && slackIDForm.MatchString(string(e.User)) && isTS(e.Thread) && isTS(e.EditedTS) && isTS(e.EventTS)
	case flows.Deletion:
		ok = isPlace(e.Place) && isTS(e.Thread) && isTS(e.EventTS)
	case flows.Reaction:
		ok = isPlace(e.Place) && slackIDForm.MatchString(string(e.User)) && isTS(e.EventTS)
	case channelMoved:
		ok = slackIDForm.MatchString(string(e.From)) && slackIDForm.MatchString(string(e.To))
	}
	if !ok {
		return nil, errUnplaced
	}
	return event, nil
}

func isPlace(p flows.Place) bool {
	return slackIDForm.MatchString(string(p.Channel)) && slackTSForm.MatchString(string(p.TS))
}

// isTS reports whether a ts is of Slack's form, or missing.
func isTS(ts flows.MessageTS) bool { return ts == "" || slackTSForm.MatchString(string(ts)) }
