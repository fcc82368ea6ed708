package loadtest_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"
)

const (
	channel       = "C0LOAD"
	people        = 40 // organisations, each with one person who answers
	signingSecret = "0123456789abcdef0123456789abcdef"
)

func person(i int) string { return fmt.Sprintf("U0ORG%d", i) }

// words are an answer of middle length (an invented one).
const words = "Det saknas framför allt lokaler som är öppna på kvällar och helger. Flera föreningar delar i dag på ett enda rum, " +
	"och hyran har stigit två år i rad. Vi skulle vilja att skolornas matsalar och idrottshallar fick lånas av föreningslivet utan avgift."

// payload is the delivery of a reply in a thread, with the fields that Slack
// sends. See https://docs.slack.dev/reference/events/message.
const payload = `{"token":"verification","team_id":"T0HOME","context_team_id":"T0HOME","context_enterprise_id":null,"api_app_id":"A0SAMRAD",` +
	`"event":{"user":"%[1]s","type":"message","ts":"%[2]s","client_msg_id":"6d3a2e7c-7d3b-4a0a-9a51-%012[3]d","text":"%[4]s","team":"T0HOME","thread_ts":"%[5]s","parent_user_id":"U0SAMRAD",` +
	`"blocks":[{"type":"rich_text","block_id":"b1","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"%[4]s"}]}]}],` +
	`"channel":"` + channel + `","event_ts":"%[2]s","channel_type":"channel"},"type":"event_callback","event_id":"Ev%010[3]d","event_time":%[6]d,` +
	`"authorizations":[{"enterprise_id":null,"team_id":"T0HOME","user_id":"U0SAMRAD","is_bot":true,"is_enterprise_install":false}],` +
	`"is_ext_shared_channel":false,"event_context":"4-eyJldCI6Im1lc3NhZ2UiLCJ0aWQiOiJUMEhPTUUiLCJhaWQiOiJBMFNBTVJBRCIsImNpZCI6IkMwTE9BRCJ9"}`

var made atomic.Int64

// event is the next reply; no two are the same message.
func event(thread string) []byte {
	n := made.Add(1)
	now := time.Now().Unix()
	return fmt.Appendf(make([]byte, 0, 2048), payload, person(int(n%people)), fmt.Sprintf("%d.%06d", now-100_000+n/1_000_000, n%1_000_000), n, words, thread, now)
}

// sign makes Slack's signature over a body.
func sign(body []byte) (stamp, signature string) {
	stamp = strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(signingSecret))
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	return stamp, "v0=" + hex.EncodeToString(mac.Sum(nil))
}
