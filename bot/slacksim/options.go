package slacksim

import (
	"cmp"
	"log/slog"
	"time"
)

// Options are the workspace's settings; the zero value is a sensible one.
type Options struct {
	TeamID, TeamName string // T0HOME, Samrad
	// Now drives timestamps, rate limits and the life of a response_url.
	Now func() time.Time
	// SignTime stamps signed HTTP requests; default Now.
	SignTime func() time.Time
	Logger   *slog.Logger
	// OnViolation is called once a violation, from any goroutine, never
	// with a lock of the workspace held.
	OnViolation func(Violation)
	// RedeliverAfter is the real time after which a delivery that was not
	// acknowledged counts as failed (Slack: 3 s). The retries follow as
	// Slack's do, at once, after 20 and after 100 times as long (Slack: at
	// once, 1 min, 5 min), and then the delivery is given up.
	// https://docs.slack.dev/apis/events-api/#retries
	RedeliverAfter time.Duration
	Addr           string        // listen address, 127.0.0.1:0
	PingInterval   time.Duration // between the server's WebSocket pings, 5 s
	// RateLimit holds posts to one a second and channel with a burst of 3.
	RateLimit bool
	// KeepEvents keeps every event for Events and Redeliver.
	KeepEvents bool
	// ReadEvery makes the app one that is distributed outside the Marketplace:
	// conversations.history and conversations.replies are called once in so
	// long (Slack: a minute), for 15 messages at most.
	// https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps/
	ReadEvery time.Duration
	// AllowBroadcast permits the bot to mention everyone.
	AllowBroadcast bool
	// TriggerLife is how long a trigger_id can be used, real time; 3 s.
	TriggerLife time.Duration
	// ResponseLife is how long a response_url can be used, real time; 30 min.
	ResponseLife time.Duration
}

func (o Options) withDefaults() Options {
	o.TeamID = cmp.Or(o.TeamID, "T0HOME")
	o.TeamName = cmp.Or(o.TeamName, "Samrad")
	o.RedeliverAfter = cmp.Or(o.RedeliverAfter, 3*time.Second)
	o.Addr = cmp.Or(o.Addr, "127.0.0.1:0")
	o.PingInterval = cmp.Or(o.PingInterval, 5*time.Second)
	o.TriggerLife = cmp.Or(o.TriggerLife, 3*time.Second)
	o.ResponseLife = cmp.Or(o.ResponseLife, 30*time.Minute)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.SignTime == nil {
		o.SignTime = o.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.OnViolation == nil {
		o.OnViolation = func(Violation) {}
	}
	return o
}

// App is the bot's app as installed in the workspace. Zero values get defaults.
type App struct {
	AppID, BotUserID, BotID           string
	BotName                           string // samrad
	BotToken, AppToken, SigningSecret string
	Command                           string   // /samrad
	Scopes                            []string // of the bot token; default DefaultScopes
	Events                            []string // subscribed bot events; default DefaultEvents
}

// DefaultScopes are the bot scopes that an App gets when it names none.
func DefaultScopes() []string {
	return []string{
		"channels:history", "channels:join", "channels:read", "chat:write", "commands", "files:read", "files:write",
		"groups:history", "groups:read", "im:history", "im:read", "im:write", "mpim:history", "mpim:read",
		"reactions:read", "reactions:write", "team:read", "usergroups:read", "users:read",
	}
}

// DefaultEvents are the events that an App subscribes to when it names none.
func DefaultEvents() []string {
	return []string{
		"app_home_opened", "app_mention", "app_uninstalled", "channel_archive", "channel_deleted", "channel_id_changed",
		"channel_left", "channel_rename", "channel_unarchive", "file_shared", "group_archive", "group_left", "group_rename", "group_unarchive",
		"member_joined_channel", "member_left_channel", "message.channels", "message.groups", "message.im", "message.mpim",
		"reaction_added", "reaction_removed", "tokens_revoked",
	}
}

func (a App) withDefaults() App {
	a.AppID = cmp.Or(a.AppID, "A0SAMRAD")
	a.BotUserID = cmp.Or(a.BotUserID, "U0SAMRAD")
	a.BotID = cmp.Or(a.BotID, "B0SAMRAD")
	a.BotName = cmp.Or(a.BotName, "samrad")
	a.BotToken = cmp.Or(a.BotToken, "xoxb-simulated")
	a.AppToken = cmp.Or(a.AppToken, "xapp-1-simulated")
	a.SigningSecret = cmp.Or(a.SigningSecret, "simulated-signing-secret")
	a.Command = cmp.Or(a.Command, "/samrad")
	if a.Scopes == nil {
		a.Scopes = DefaultScopes()
	}
	if a.Events == nil {
		a.Events = DefaultEvents()
	}
	return a
}
