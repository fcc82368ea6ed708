package page

import (
	"html"
	"regexp"
	"strings"
)

// angle is what Slack writes between angle brackets: <@U1>, <#C1|name>,
// <!date^…^…|words>, <https://…|words>.
var angle = regexp.MustCompile(`<([^<>]+)>`)

var emphasis = []struct {
	mark *regexp.Regexp
	tag  string
}{
	{regexp.MustCompile(`(^|[\s(])\*([^*\n]+)\*`), "strong"},
	{regexp.MustCompile(`(^|[\s(])_([^_\n]+)_`), "em"},
	{regexp.MustCompile(`(^|[\s(])~([^~\n]+)~`), "del"},
	{regexp.MustCompile("(^|[\\s(])`([^`\n]+)`"), "code"},
}

var emoji = regexp.MustCompile(`:([a-z_]+):`)

var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// markup turns Slack's markup into HTML: https://docs.slack.dev/messaging/formatting-message-text.
func (v *view) markup(text string) string {
	var b strings.Builder
	at := 0
	for _, span := range angle.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(plain(text[at:span[0]]))
		b.WriteString(v.angle(text[span[2]:span[3]]))
		at = span[1]
	}
	b.WriteString(plain(text[at:]))
	out := b.String()
	for _, e := range emphasis {
		out = e.mark.ReplaceAllString(out, "$1<"+e.tag+">$2</"+e.tag+">")
	}
	return strings.ReplaceAll(quoted(out), "\n", "<br>")
}

// plain is text outside angle brackets, with the known emoji.
func plain(text string) string {
	return emoji.ReplaceAllStringFunc(html.EscapeString(unescape.Replace(text)), func(s string) string {
		return symbol(strings.Trim(s, ":"))
	})
}

func (v *view) angle(inner string) string {
	target, label, labelled := strings.Cut(inner, "|")
	switch {
	case strings.HasPrefix(target, "@"):
		return "<strong>@" + html.EscapeString(v.names.users[target[1:]]) + "</strong>"
	case strings.HasPrefix(target, "#"):
		return "<strong>#" + html.EscapeString(v.names.channels[target[1:]]) + "</strong>"
	case strings.HasPrefix(target, "!"):
		return html.EscapeString(unescape.Replace(label))
	case strings.HasPrefix(target, "http://"), strings.HasPrefix(target, "https://"):
		if !labelled {
			label = target
		}
		return `<a rel="noreferrer" href="` + html.EscapeString(unescape.Replace(target)) + `">` + html.EscapeString(unescape.Replace(label)) + "</a>"
	default:
		return html.EscapeString(unescape.Replace(inner))
	}
}

// quoted marks lines that begin with ">", which html.EscapeString has escaped.
func quoted(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if rest, ok := strings.CutPrefix(line, "&gt;"); ok {
			lines[i] = "<q>" + strings.TrimSpace(rest) + "</q>"
		}
	}
	return strings.Join(lines, "\n")
}
