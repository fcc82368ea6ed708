package bot

import (
	"errors"
	"net/http"
	"time"

	"github.com/slack-go/slack"
)

// verdict is what to do after a failed call.
type verdict int

const (
	verdictRetry   verdict = iota // try again after a while, for a day at most
	verdictLimited                // try again when Slack says
	verdictFail                   // never: staff are told
	verdictAuth                   // nothing works until the token is mended
)

// passing are Slack's errors that pass by themselves. Every other word is a
// refusal: one that is unknown here must not hold up what waits behind it. See
// the errors of https://docs.slack.dev/reference/methods/chat.postMessage.
var passing = map[string]bool{
	"internal_error": true, "fatal_error": true, "service_unavailable": true, "request_timeout": true,
	"team_added_to_org": true, "external_channel_migrating": true, "accesslimited": true, "message_limit_exceeded": true,
	"ratelimited": true, "rate_limited": true,
}

var authErrors = map[string]bool{
	"invalid_auth": true, "not_authed": true, "account_inactive": true, "token_revoked": true, "token_expired": true, "org_login_required": true, "team_access_not_granted": true,
}

// socketErrors are refusals of an app-level token besides authErrors: another kind
// of token, or one that lacks connections:write. See
// https://docs.slack.dev/reference/methods/apps.connections.open.
var socketErrors = map[string]bool{"not_allowed_token_type": true, "missing_scope": true, "no_permission": true}

// ofOneMessage are refusals that concern the message of a check mark, or of an
// update, alone.
var ofOneMessage = map[string]bool{
	"cant_update_message": true, "edit_window_closed": true, "cant_delete_file": true, "msg_too_long": true, "msg_blocks_too_long": true, "invalid_blocks": true,
	"message_not_found": true, "bad_timestamp": true, "no_item_specified": true, "too_many_emoji": true, "too_many_reactions": true,
	"thread_locked": true, "not_reactable": true,
}

// ofDeadChannel are refusals of a channel that nobody writes in any more: a
// check mark that is missing there is no news.
var ofDeadChannel = map[string]bool{"is_archived": true, "channel_not_found": true}

// errorWord is Slack's word for an error: "channel_not_found". Empty for
// errors that are not Slack's answer.
func errorWord(err error) string {
	var e slack.SlackErrorResponse
	if errors.As(err, &e) {
		return e.Err
	}
	return ""
}

// judge decides what to do after an error, and when to try again at the latest.
// Errors that are not Slack's answer (the network, a deadline, the store) pass.
func judge(err error, attempt int) (verdict, time.Duration) {
	var limited *slack.RateLimitedError
	if errors.As(err, &limited) {
		return verdictLimited, max(limited.RetryAfter, time.Second)
	}
	word := errorWord(err)
	switch {
	case word == "ratelimited" || word == "rate_limited":
		return verdictLimited, max(backoff(attempt), 5*time.Second)
	case authErrors[word]:
		return verdictAuth, max(backoff(attempt), 5*time.Second)
	case word != "" && !passing[word]:
		return verdictFail, 0
	}
	var status slack.StatusCodeError
	if errors.As(err, &status) && status.Code >= 400 && status.Code < 500 && status.Code != http.StatusRequestTimeout {
		if status.Code == http.StatusTooManyRequests {
			return verdictLimited, max(backoff(attempt), 5*time.Second)
		}
		return verdictFail, 0
	}
	return verdictRetry, backoff(attempt)
}

// backoff doubles from half a second to a minute.
func backoff(attempt int) time.Duration {
	return min(time.Minute, 500*time.Millisecond<<min(max(attempt-1, 0), 8))
}

// jittered draws a wait of between half and all of d; chance is in [0, 1).
// Replicas that failed together must not come back together.
func jittered(d time.Duration, chance float64) time.Duration {
	return d/2 + time.Duration(chance*float64(d-d/2))
}

// Refused reports whether Slack refused the token itself.
func Refused(err error) bool { return authErrors[errorWord(err)] }

// refusesSocket reports whether Slack refused the app-level token itself.
func refusesSocket(err error) bool { return Refused(err) || socketErrors[errorWord(err)] }
