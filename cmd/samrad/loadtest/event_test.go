package loadtest_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

const (
	channel       = "C0LOAD"
	people        = 40 // organisations, each with one person who answers
	signingSecret = "0123456789abcdef0123456789abcdef"
)

func person(i int) string { return "U0ORG" + strconv.Itoa(i) }

// words are an answer of middle length (an invented one).
const words = "Det saknas framför allt lokaler som är öppna på kvällar och helger. Flera föreningar delar i dag på ett enda rum, " +
	"och hyran har stigit två år i rad. Vi skulle vilja att skolornas matsalar och idrottshallar fick lånas av föreningslivet utan avgift."

// payload is the delivery of a reply in a thread, with the fields that Slack
// sends, cut where what differs stands: the load must cost little beside the
// bots. See https://docs.slack.dev/reference/events/message.
var payload = strings.Split(`{"token":"verification","team_id":"T0HOME","context_team_id":"T0HOME","context_enterprise_id":null,"api_app_id":"A0SAMRAD",`+
	`"event":{"user":"§USER","type":"message","ts":"§TS","client_msg_id":"6d3a2e7c-7d3b-4a0a-9a51-§NUMBER","text":"`+words+`","team":"T0HOME","thread_ts":"§THREAD","parent_user_id":"U0SAMRAD",`+
	`"blocks":[{"type":"rich_text","block_id":"b1","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"`+words+`"}]}]}],`+
	`"channel":"`+channel+`","event_ts":"§TS","channel_type":"channel"},"type":"event_callback","event_id":"Ev§NUMBER","event_time":§TIME,`+
	`"authorizations":[{"enterprise_id":null,"team_id":"T0HOME","user_id":"U0SAMRAD","is_bot":true,"is_enterprise_install":false}],`+
	`"is_ext_shared_channel":false,"event_context":"4-eyJldCI6Im1lc3NhZ2UiLCJ0aWQiOiJUMEhPTUUiLCJhaWQiOiJBMFNBTVJBRCIsImNpZCI6IkMwTE9BRCJ9"}`, "§")

var made atomic.Int64

// event appends the next reply; no two are the same message.
func event(out []byte, thread string) []byte {
	n := made.Add(1)
	now := time.Now().Unix()
	for _, part := range payload {
		switch {
		case strings.HasPrefix(part, "USER"):
			out, part = append(out, person(int(n%people))...), part[len("USER"):]
		case strings.HasPrefix(part, "TS"):
			out, part = padded(append(strconv.AppendInt(out, now-100_000+n/1_000_000, 10), '.'), n%1_000_000, 6), part[len("TS"):]
		case strings.HasPrefix(part, "NUMBER"):
			out, part = padded(out, n, 12), part[len("NUMBER"):]
		case strings.HasPrefix(part, "THREAD"):
			out, part = append(out, thread...), part[len("THREAD"):]
		case strings.HasPrefix(part, "TIME"):
			out, part = strconv.AppendInt(out, now, 10), part[len("TIME"):]
		}
		out = append(out, part...)
	}
	return out
}

// padded appends a number with zeros before it.
func padded(out []byte, n int64, digits int) []byte {
	text := strconv.FormatInt(n, 10)
	for range digits - len(text) {
		out = append(out, '0')
	}
	return append(out, text...)
}

// sign makes Slack's signature over a body.
func sign(body []byte) (stamp, signature string) {
	stamp = strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(signingSecret))
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	return stamp, "v0=" + hex.EncodeToString(mac.Sum(nil))
}
