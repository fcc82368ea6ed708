package text

import "strings"

// angle writes what Slack puts in angle brackets (a mention, a broadcast, a
// date or a link) as words, and returns its length; 0 if s does not start one.
func (r *renderer) angle(s string) int {
	end := strings.IndexAny(s[1:], "<>\n") + 1
	if end <= 1 || s[end] != '>' {
		return 0
	}
	target, label, _ := strings.Cut(s[1:end], "|")
	words, ok := r.words(unescape(target), unescape(label))
	if !ok {
		return 0
	}
	r.out.WriteString(words)
	return end + 1
}

func (r *renderer) words(target, label string) (string, bool) {
	if target == "" {
		return "", false
	}
	switch target[0] {
	case '@':
		return r.names.mention("@", target[1:], label), true
	case '#':
		return r.names.mention("#", target[1:], label), true
	case '!':
		return r.command(target[1:], label), true
	}
	if !strings.Contains(target, ":") && label == "" {
		return "", false // a < b > c, written by an app that did not escape
	}
	if label != "" {
		return label, true
	}
	return strings.TrimPrefix(strings.TrimPrefix(target, "mailto:"), "tel:"), true
}

// command gives the words of <!…>: a broadcast, a user group, or a date with
// the fallback that its author's client wrote.
func (r *renderer) command(target, label string) string {
	kind, rest, _ := strings.Cut(target, "^")
	switch kind {
	case "subteam":
		return r.names.mention("@", rest, label)
	case "date":
		return label
	case "here", "channel", "everyone", "group":
		return "@" + kind
	}
	if label != "" {
		return label
	}
	return "@" + kind
}
