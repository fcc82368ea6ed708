package slacksim

import (
	"encoding/json"
	"maps"
)

// viewState is state.values: by block_id, then action_id.
type viewState map[string]map[string]object

func (s viewState) set(block, action string, value object) {
	if value == nil {
		return
	}
	if s[block] == nil {
		s[block] = map[string]object{}
	}
	s[block][action] = value
}

// stateOf is the state of blocks nobody has touched: the initial values of
// everything that can hold one.
func stateOf(blocks []blockSpec) viewState {
	s := viewState{}
	for _, b := range blocks {
		for _, e := range b.interactive() {
			s.set(b.BlockID, e.ActionID, e.initial())
		}
	}
	return s
}

func (e *elementSpec) initial() object {
	o, err := e.choice("")
	if err != nil {
		return nil
	}
	override := func(key string, raw json.RawMessage) {
		if len(raw) > 0 {
			o[key] = raw
		}
	}
	override("selected_option", e.InitialOption)
	override("selected_options", e.InitialOptions)
	override("selected_users", e.InitialUsers)
	override("selected_conversations", e.InitialConversations)
	if e.Type == "rich_text_input" {
		override("rich_text_value", e.InitialValue)
	} else {
		override("value", e.InitialValue)
	}
	for key, value := range map[string]string{"selected_date": e.InitialDate, "selected_time": e.InitialTime, "selected_user": e.InitialUser,
		"selected_conversation": e.InitialConversation, "selected_channel": e.InitialChannel} {
		if value != "" {
			o[key] = value
		}
	}
	return e.stateValue(o)
}

// keep carries over what people have entered in blocks and elements whose
// ids an update keeps, as Slack does.
func (s viewState) keep(old viewState) {
	for block, actions := range s {
		for action := range actions {
			if value, ok := old[block][action]; ok {
				actions[action] = value
			}
		}
	}
}

// clone is a copy that can be encoded after the lock is let go. The values
// themselves are never changed, only replaced.
func (s viewState) clone() viewState {
	out := make(viewState, len(s))
	for block, actions := range s {
		out[block] = maps.Clone(actions)
	}
	return out
}
