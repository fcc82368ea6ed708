package bot

import "github.com/samrad/samrad/flows/locale"

// Scopes are the bot token's scopes, each with what needs it.
var Scopes = []string{
	"channels:history", // replies in public channels, and reading them back
	"channels:read",    // whether the bot is in a channel
	"chat:write",       // everything it posts
	"commands",         // /samrad
	"files:read",       // whether a document was shared already
	"files:write",      // the digest's document
	"groups:history",   // as channels:history, for private channels
	"groups:read",      // as channels:read, for private channels
	"im:history",       // finding a direct message that was sent already
	"im:write",         // asking and reminding people privately
	"reactions:read",   // star and no_entry_sign
	"reactions:write",  // white_check_mark
	"usergroups:read",  // the working group's and staff's user groups
	"users:read",       // a person's language, and whether an id of the config is one's
}

// Events are the bot events that it subscribes to.
var Events = []string{
	"channel_id_changed", "member_joined_channel", "message.channels", "message.groups", "reaction_added", "reaction_removed",
}

// exampleHost stands for the bot's public address, which only its operator
// knows.
const exampleHost = "https://samrad.example.org"

// Manifest is the Slack app manifest (v2) of the bot. See
// https://docs.slack.dev/reference/app-manifest.
func Manifest(socket bool, language string) map[string]any {
	l := locale.For(language)
	command := map[string]any{"command": "/samrad", "description": l.Text("command.manifest.description", nil),
		"usage_hint": "help", "should_escape": false}
	events := map[string]any{"bot_events": Events}
	interactivity := map[string]any{"is_enabled": true}
	if !socket {
		command["url"] = exampleHost + "/slack/commands"
		events["request_url"] = exampleHost + "/slack/events"
		interactivity["request_url"] = exampleHost + "/slack/interactions"
	}
	return map[string]any{
		"_metadata":           map[string]any{"major_version": 2, "minor_version": 1},
		"display_information": map[string]any{"name": "samrad", "description": l.Text("command.manifest.about", nil), "background_color": "#004b87"},
		"features": map[string]any{
			"app_home":       map[string]any{"home_tab_enabled": false, "messages_tab_enabled": true, "messages_tab_read_only_enabled": true},
			"bot_user":       map[string]any{"display_name": "samrad", "always_online": true},
			"slash_commands": []any{command},
		},
		"oauth_config": map[string]any{"scopes": map[string]any{"bot": Scopes}},
		"settings": map[string]any{
			"event_subscriptions": events, "interactivity": interactivity,
			"org_deploy_enabled": false, "socket_mode_enabled": socket, "token_rotation_enabled": false,
		},
	}
}
