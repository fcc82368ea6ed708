package bot

// The shapes below hold what samrad reads of slash commands and interactions,
// and no more. See https://docs.slack.dev/reference/interaction-payloads.

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
	Hash            string `json:"hash"` // of what the person saw
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
