package bot

import (
	"encoding/json"
	"errors"
	"unicode/utf8"

	"github.com/tidwall/gjson"
)

// The shapes below hold what samrad reads of an Events API payload, and no
// more: fields that Slack adds or sends oddly do not fail the parse. Every
// reply goes through here, so a payload is walked once and nothing in it is
// copied. See https://docs.slack.dev/apis/events-api/ and
// https://docs.slack.dev/reference/events/message.

type wireOuter struct {
	Type      string
	Challenge string
	EventID   string
	Event     gjson.Result
}

type wireEvent struct {
	wireMessage     // a new message stands in the event itself
	Channel         string
	EventTS         string
	DeletedTS       string
	Message         *wireMessage
	PreviousMessage *wireMessage
	Reaction        string
	Item            wireItem
	OldChannel      string
	NewChannel      string
}

type wireItem struct{ Type, Channel, TS string }

type wireMessage struct {
	Type       string
	Subtype    string
	User       string
	BotID      string
	Text       string
	TS         string
	ThreadTS   string
	ParentUser string
	Team       string
	UserTeam   string
	SourceTeam string
	Blocks     string // JSON
	Files      []wireFile
	EditedTS   string
}

type wireFile struct{ ID, Name, Title, Permalink, Mode string }

// readOuter reads a payload without looking into its event.
func readOuter(payload []byte) (wireOuter, error) {
	if !gjson.ValidBytes(payload) {
		return wireOuter{}, syntaxError(payload)
	}
	if !utf8.Valid(payload) {
		payload = []byte(string([]rune(string(payload)))) // each bad byte becomes U+FFFD
	}
	var o wireOuter
	var s shape
	s.each(gjson.ParseBytes(payload), "payload", func(key string, v gjson.Result) {
		switch key {
		case "type":
			o.Type = s.text(key, v)
		case "challenge":
			o.Challenge = s.text(key, v)
		case "event_id":
			o.EventID = s.text(key, v)
		case "event":
			o.Event = v
		}
	})
	return o, s.err()
}

// syntaxError tells where a payload ceases to be JSON.
func syntaxError(payload []byte) error {
	var whole json.RawMessage
	if err := json.Unmarshal(payload, &whole); err != nil {
		return err
	}
	return errors.New("invalid JSON")
}

// readEvent reads the inner event.
func readEvent(v gjson.Result) (wireEvent, error) {
	var e wireEvent
	var s shape
	if !v.IsObject() {
		s.note("event")
	}
	s.each(v, "event", func(key string, v gjson.Result) {
		switch key {
		case "channel":
			e.Channel = s.id(key, v)
		case "user":
			e.User = s.id(key, v)
		case "event_ts":
			e.EventTS = s.text(key, v)
		case "deleted_ts":
			e.DeletedTS = s.text(key, v)
		case "message":
			e.Message = s.inner(key, v)
		case "previous_message":
			e.PreviousMessage = s.inner(key, v)
		case "reaction":
			e.Reaction = s.text(key, v)
		case "item":
			e.Item = s.item(key, v)
		case "old_channel_id":
			e.OldChannel = s.text(key, v)
		case "new_channel_id":
			e.NewChannel = s.text(key, v)
		default:
			s.message(&e.wireMessage, key, v)
		}
	})
	return e, s.err()
}

// readMessage reads a message that stands alone.
func readMessage(data []byte) (wireMessage, error) {
	var s shape
	m := s.inner("message", gjson.ParseBytes(data))
	if m == nil {
		return wireMessage{}, s.err()
	}
	return *m, s.err()
}

func (s *shape) item(field string, v gjson.Result) wireItem {
	var i wireItem
	s.each(v, field, func(key string, v gjson.Result) {
		switch key {
		case "type":
			i.Type = s.text(key, v)
		case "channel":
			i.Channel = s.text(key, v)
		case "ts":
			i.TS = s.text(key, v)
		}
	})
	return i
}

// inner reads a message inside an event; nil where there is none.
func (s *shape) inner(field string, v gjson.Result) *wireMessage {
	if v.Type == gjson.Null {
		return nil
	}
	var m wireMessage
	s.each(v, field, func(key string, v gjson.Result) { s.message(&m, key, v) })
	return &m
}

// message reads one field of a message.
func (s *shape) message(m *wireMessage, key string, v gjson.Result) {
	switch key {
	case "type":
		m.Type = s.text(key, v)
	case "subtype":
		m.Subtype = s.text(key, v)
	case "user":
		m.User = s.text(key, v)
	case "bot_id":
		m.BotID = s.text(key, v)
	case "text":
		m.Text = s.text(key, v)
	case "ts":
		m.TS = s.text(key, v)
	case "thread_ts":
		m.ThreadTS = s.text(key, v)
	case "parent_user_id":
		m.ParentUser = s.text(key, v)
	case "team":
		m.Team = s.text(key, v)
	case "user_team":
		m.UserTeam = s.text(key, v)
	case "source_team":
		m.SourceTeam = s.text(key, v)
	case "blocks":
		m.Blocks = v.Raw
	case "files":
		m.Files = s.files(key, v)
	case "edited":
		s.each(v, key, func(key string, v gjson.Result) {
			if key == "ts" {
				m.EditedTS = s.text("edited.ts", v)
			}
		})
	}
}

func (s *shape) files(field string, v gjson.Result) []wireFile {
	if !v.IsArray() {
		if v.Type != gjson.Null {
			s.note(field)
		}
		return nil
	}
	var out []wireFile
	v.ForEach(func(_, v gjson.Result) bool {
		var f wireFile
		s.each(v, field, func(key string, v gjson.Result) {
			switch key {
			case "id":
				f.ID = s.text(key, v)
			case "name":
				f.Name = s.text(key, v)
			case "title":
				f.Title = s.text(key, v)
			case "permalink":
				f.Permalink = s.text(key, v)
			case "mode":
				f.Mode = s.text(key, v)
			}
		})
		out = append(out, f)
		return true
	})
	return out
}
