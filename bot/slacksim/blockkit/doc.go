// Package blockkit holds blocks and views to the rules of Slack's Block Kit
// reference: what may stand where, how much of it, and how long. It is pure,
// and stricter than a decoder: an unknown field or type is a problem too.
//
// The limits are those of https://docs.slack.dev/reference/block-kit/ and of
// https://docs.slack.dev/reference/views/.
package blockkit
