package bot

import "encoding/json"

// The shapes below hold what samrad reads of Slack's payloads, and no more:
// fields that Slack adds or sends oddly do not fail the parse. See
// https://docs.slack.dev/apis/events-api/ and
// https://docs.slack.dev/reference/events/message.

type wireOuter struct {
	Type      string          `json:"type"`
	Challenge string          `json:"challenge"`
	TeamID    string          `json:"team_id"`
	EventID   string          `json:"event_id"`
	Event     json.RawMessage `json:"event"`
}

type wireEvent struct {
	Type            string          `json:"type"`
	Subtype         string          `json:"subtype"`
	Channel         json.RawMessage `json:"channel"` // an id, or an object in channel_… events
	User            json.RawMessage `json:"user"`    // an id, or an object in user_… events
	EventTS         string          `json:"event_ts"`
	DeletedTS       string          `json:"deleted_ts"`
	Message         *wireMessage    `json:"message"`
	PreviousMessage *wireMessage    `json:"previous_message"`
	Reaction        string          `json:"reaction"`
	Item            struct {
		Type    string `json:"type"`
		Channel string `json:"channel"`
		TS      string `json:"ts"`
	} `json:"item"`
	OldChannel string `json:"old_channel_id"`
	NewChannel string `json:"new_channel_id"`
}

type wireMessage struct {
	Type       string          `json:"type"`
	Subtype    string          `json:"subtype"`
	User       string          `json:"user"`
	BotID      string          `json:"bot_id"`
	Text       string          `json:"text"`
	TS         string          `json:"ts"`
	ThreadTS   string          `json:"thread_ts"`
	ParentUser string          `json:"parent_user_id"`
	Team       string          `json:"team"`
	UserTeam   string          `json:"user_team"`
	SourceTeam string          `json:"source_team"`
	Blocks     json.RawMessage `json:"blocks"`
	Files      []wireFile      `json:"files"`
	Edited     *struct {
		TS string `json:"ts"`
	} `json:"edited"`
	Metadata *wireMetadata `json:"metadata"`
}

type wireFile struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Title     string `json:"title"`
	Permalink string `json:"permalink"`
	Mode      string `json:"mode"`
}

type wireMetadata struct {
	EventType    string         `json:"event_type"`
	EventPayload map[string]any `json:"event_payload"`
}

type wireCommand struct {
	Command     string `json:"command"`
	Text        string `json:"text"`
	UserID      string `json:"user_id"`
	TeamID      string `json:"team_id"`
	ChannelID   string `json:"channel_id"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
}

type wireInteraction struct {
	Type        string `json:"type"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
	User        struct {
		ID     string `json:"id"`
		TeamID string `json:"team_id"`
	} `json:"user"`
	Team *struct {
		ID string `json:"id"`
	} `json:"team"`
	Channel *struct {
		ID string `json:"id"`
	} `json:"channel"`
	Container struct {
		ChannelID string `json:"channel_id"`
		MessageTS string `json:"message_ts"`
	} `json:"container"`
	Actions []wireAction `json:"actions"`
	View    *wireView    `json:"view"`
}

type wireAction struct {
	ActionID       string `json:"action_id"`
	Type           string `json:"type"`
	Value          string `json:"value"`
	URL            string `json:"url"` // of a link button
	SelectedOption *struct {
		Value string `json:"value"`
	} `json:"selected_option"`
}

type wireView struct {
	ID              string `json:"id"`
	CallbackID      string `json:"callback_id"`
	PrivateMetadata string `json:"private_metadata"`
	State           struct {
		Values map[string]map[string]wireValue `json:"values"`
	} `json:"state"`
}

type wireValue struct {
	Value          string `json:"value"`
	SelectedOption *struct {
		Value string `json:"value"`
	} `json:"selected_option"`
	SelectedOptions []struct {
		Value string `json:"value"`
	} `json:"selected_options"`
	SelectedDate          string   `json:"selected_date"`
	SelectedTime          string   `json:"selected_time"`
	SelectedUsers         []string `json:"selected_users"`
	SelectedConversation  string   `json:"selected_conversation"`
	SelectedConversations []string `json:"selected_conversations"`
}

// one is the value of an input, whatever its element.
func (v wireView) one(field string) string {
	for _, value := range v.State.Values[field] {
		switch {
		case value.SelectedOption != nil:
			return value.SelectedOption.Value
		case value.SelectedDate != "":
			return value.SelectedDate
		case value.SelectedTime != "":
			return value.SelectedTime
		case value.SelectedConversation != "":
			return value.SelectedConversation
		default:
			return value.Value
		}
	}
	return ""
}

// many is the values of an input that takes several.
func (v wireView) many(field string) []string {
	var out []string
	for _, value := range v.State.Values[field] {
		out = append(out, value.SelectedUsers...)
		out = append(out, value.SelectedConversations...)
		for _, o := range value.SelectedOptions {
			out = append(out, o.Value)
		}
	}
	return out
}

// id reads an id that stands bare, or in an object.
func id(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var o struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(raw, &o) == nil {
		return o.ID
	}
	return ""
}
