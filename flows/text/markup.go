package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Plain turns Slack's mrkdwn, as it stands in a message's text, into plain
// text: mentions, dates and links become their words, formatting and emoji
// codes go, entities are decoded, bullets become "- ", quote signs and control
// characters go and lines end in "\n". Words are never dropped.
//
// The markup is Slack's: https://docs.slack.dev/messaging/formatting-message-text
func Plain(markup string, names Names) string {
	lines := strings.Split(Printable(markup), "\n")
	for i, line := range lines {
		lines[i] = unquote(line)
	}
	r := &renderer{names: names}
	r.render(strings.Join(lines, "\n"))
	return tidy(r.out.String())
}

// unquote takes the quote signs off the start of a line. Slack sends them as
// entities; a message posted by an app may carry them bare.
func unquote(line string) string {
	rest := line
	for {
		switch {
		case strings.HasPrefix(rest, "&gt;"):
			rest = rest[len("&gt;"):]
		case strings.HasPrefix(rest, ">"):
			rest = rest[1:]
		default:
			if len(rest) < len(line) {
				rest = strings.TrimPrefix(rest, " ")
			}
			return rest
		}
	}
}

// renderer writes markup as plain text.
type renderer struct {
	names Names
	out   strings.Builder
	depth int
}

// maxDepth ends the unwrapping of styles within styles; Slack has three.
const maxDepth = 4

// render writes a piece of markup. Signs of formatting count only at the edge
// of a word, so that 3*4*5, snake_case and a lone ~ stay.
func (r *renderer) render(s string) {
	for i := 0; i < len(s); {
		if n := r.special(s, i); n > 0 {
			i += n
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		r.out.WriteString(s[i : i+size])
		i += size
	}
}

// special writes the markup that starts at s[i:], if any, and returns its length.
func (r *renderer) special(s string, i int) int {
	switch s[i] {
	case '<':
		return r.angle(s[i:])
	case '&':
		return r.entity(s[i:])
	case ':':
		return emojiLength(s, i)
	case '`':
		return r.code(s[i:])
	case '*', '_', '~':
		return r.style(s, i)
	}
	return 0
}

func (r *renderer) entity(s string) int {
	for _, e := range [...]string{"&lt;", "&gt;", "&amp;"} {
		if strings.HasPrefix(s, e) {
			r.out.WriteString(unescape(e))
			return len(e)
		}
	}
	return 0
}

// code writes what stands between backticks; formatting inside it is text,
// while links and mentions still come in angle brackets.
func (r *renderer) code(s string) int {
	fence := "`"
	if strings.HasPrefix(s, "```") {
		fence = "```"
	}
	inner, _, found := strings.Cut(s[len(fence):], fence)
	if !found || inner == "" || fence == "`" && strings.Contains(inner, "\n") {
		return 0
	}
	for i := 0; i < len(inner); {
		n := 0
		switch inner[i] {
		case '<':
			n = r.angle(inner[i:])
		case '&':
			n = r.entity(inner[i:])
		}
		if n == 0 {
			r.out.WriteByte(inner[i])
			n = 1
		}
		i += n
	}
	return len(inner) + 2*len(fence)
}

// style writes what stands between two *, _ or ~ on one line.
func (r *renderer) style(s string, i int) int {
	if r.depth >= maxDepth || !opensStyle(s, i) {
		return 0
	}
	for j := i + 1; j < len(s) && s[j] != '\n'; j++ {
		if s[j] == '<' {
			if end := strings.IndexAny(s[j:], ">\n"); end > 0 && s[j+end] == '>' {
				j += end
				continue
			}
		}
		if s[j] == s[i] && closesStyle(s, i, j) {
			r.depth++
			r.render(s[i+1 : j])
			r.depth--
			return j + 1 - i
		}
	}
	return 0
}

func opensStyle(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, size := utf8.DecodeRuneInString(s[i+1:])
	return size > 0 && !unicode.IsSpace(after) && after != rune(s[i]) &&
		(i == 0 || !isWordRune(before) && before != rune(s[i]))
}

func closesStyle(s string, open, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, size := utf8.DecodeRuneInString(s[i+1:])
	return i > open+1 && !unicode.IsSpace(before) &&
		(size == 0 || !isWordRune(after) && after != rune(s[i]))
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}
