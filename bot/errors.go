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
	verdictRetry verdict = iota // try again after a while
	verdictFail                 // never: staff are told
	verdictAuth                 // nothing works until the token is mended
)

// permanent are Slack's errors that no retry mends, for one channel or person.
// See the errors of https://docs.slack.dev/reference/methods/chat.postMessage.
var permanent = map[string]bool{
	"channel_not_found": true, "is_archived": true, "not_in_channel": true, "restricted_action": true,
	"restricted_action_read_only_channel": true, "restricted_action_thread_only_channel": true, "restricted_action_non_threadable_channel": true,
	"user_not_found": true, "user_disabled": true, "users_not_found": true, "cannot_dm_bot": true, "user_not_visible": true, "user_not_in_channel": true,
	"message_not_found": true, "thread_not_found": true, "no_item_specified": true, "bad_timestamp": true, "method_not_supported_for_channel_type": true,
	"msg_too_long": true, "msg_blocks_too_long": true, "invalid_blocks": true, "invalid_blocks_format": true, "no_text": true, "invalid_arguments": true, "invalid_arg_name": true,
	"metadata_too_large": true, "too_many_reactions": true, "thread_locked": true, "missing_scope": true, "ekm_access_denied": true,
	"messages_tab_disabled": true, "slack_connect_file_upload_sharing_blocked": true, "file_not_found": true, "cannot_reply_to_message": true,
}

var authErrors = map[string]bool{
	"invalid_auth": true, "not_authed": true, "account_inactive": true, "token_revoked": true, "token_expired": true, "org_login_required": true, "team_access_not_granted": true,
}

// errorWord is Slack's word for an error: "channel_not_found". Empty for
// errors that are not Slack's answer.
func errorWord(err error) string {
	var e slack.SlackErrorResponse
	if errors.As(err, &e) {
		return e.Err
	}
	return ""
}

// judge decides what to do after an error, and when to try again.
func judge(err error, attempt int) (verdict, time.Duration) {
	var limited *slack.RateLimitedError
	if errors.As(err, &limited) {
		return verdictRetry, max(limited.RetryAfter, time.Second)
	}
	word := errorWord(err)
	switch {
	case word == "ratelimited" || word == "rate_limited":
		return verdictRetry, max(backoff(attempt), 5*time.Second)
	case authErrors[word]:
		return verdictAuth, time.Minute
	case permanent[word]:
		return verdictFail, 0
	}
	var status slack.StatusCodeError
	if errors.As(err, &status) && status.Code >= 400 && status.Code < 500 && status.Code != http.StatusRequestTimeout && status.Code != http.StatusTooManyRequests {
		return verdictFail, 0
	}
	return verdictRetry, backoff(attempt)
}

// backoff doubles from half a second to a minute.
func backoff(attempt int) time.Duration {
	return min(time.Minute, 500*time.Millisecond<<min(max(attempt-1, 0), 8))
}

// Refused reports whether Slack refused the token itself.
func Refused(err error) bool { return authErrors[errorWord(err)] }
