package text

import "strings"

var slackEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Escape makes text safe to quote in a Slack message: without its angle
// brackets nothing in it is a mention, a broadcast or a link. The three
// characters are the ones Slack names
// (https://docs.slack.dev/messaging/formatting-message-text#escaping), and no
// other may be encoded. A message that carries escaped text must not set
// link_names or parse, which look for a bare @name.
func Escape(s string) string {
	return slackEscaper.Replace(s)
}

var slackUnescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

func unescape(s string) string {
	return slackUnescaper.Replace(s)
}
