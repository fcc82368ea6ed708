// Package slacksim is a strict simulated Slack workspace: a Web API, Socket
// Mode, Events over HTTP, interactivity and files on one HTTP server of this
// machine, with people who can be made to write, react, click and submit.
// Package page, below it, shows in a browser what they see.
//
// It stands in for Slack in tests, in chaos tests and in the demo. It shares
// no types with the bot and knows no Slack library: whatever it understands,
// it understands from the bytes on the wire. It answers as Slack documents,
// and beyond that it keeps a list of violations, things that Slack punishes
// late or not at all: a limit of Block Kit, a retry before Retry-After is
// over, an unescaped mention of everyone. A test fails on the first of them
// when Options.OnViolation is t.Errorf.
//
// Time: Options.Now drives message timestamps, rate limits and the life of a
// response_url. What the network does (acknowledgements, redelivery, pings,
// tickets and trigger ids) runs in real time.
//
// People write what they type: &, < and > are escaped as Slack's clients do,
// while mentions and links are given in Slack's markup, <@U1>, <#C1>,
// <https://example.org|words>.
package slacksim
