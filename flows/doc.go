// Package flows is the domain of samrad: the words of a consultation (samråd)
// and the use cases that ask its questions, collect the organisations'
// answers and compile them.
//
// It does no input or output. Each use case declares the small interface that
// it needs; [redisstore], [bot] and [config] implement them, and cmd/samrad
// joins the parts. Decisions are pure functions of state and time.
//
// One reply travels in one direction:
//
//	envelope -> bot receiver -> Reply -> Collector.Reply -> one atomic script
//	in redisstore -> acknowledgement to Slack -> check mark through the outbox
//
// A digest goes: store -> contributions -> statements -> points -> Digest ->
// document or blocks -> outbox -> Slack.
//
// Counts are always of organisations, never of messages or people.
//
// [redisstore]: https://pkg.go.dev/github.com/samrad/samrad/flows/redisstore
// [bot]: https://pkg.go.dev/github.com/samrad/samrad/bot
// [config]: https://pkg.go.dev/github.com/samrad/samrad/config
package flows
