package flows

import (
	"strings"
	"unicode/utf8"
)

// dashed is a line that is a name behind a dash, with an office or the like
// behind it: its groups are the dash, the name and what is behind.
var dashed = lazily(`^[ \t*_]*(-{1,3}[ \t]*)` + personName + `[ \t\r*_]*(?:[,(/|\-](.*))?$`)

// dashSignature is the name behind a dash on one of the last lines of a text,
// as "– Anna Lind". A last bullet looks the same, so what is above must have ended.
func (m *masker) dashSignature(l legible, text string) []span {
	for n, end := 0, len(l.s); n < signatureLines && end > 0; {
		start := lineStart(l.s, end)
		line := l.s[start:end]
		g := dashed().FindStringSubmatchIndex(line)
		switch {
		case start == 0:
			return nil // nothing is said above
		case g != nil:
			name := line[g[4]:g[5]]
			behind := g[6] < 0 || strings.TrimSpace(line[g[6]:g[7]]) == "" || m.signs(line[g[6]:g[7]])
			if !behind || m.names.in(name) || !endsAbove(l, text, start, start+g[2], strings.ContainsAny(name, " \t")) {
				return nil
			}
			return []span{{start + g[4], start + g[5]}}
		case strings.TrimSpace(line) != "" && !m.signs(line):
			return nil
		case strings.TrimSpace(line) != "":
			n++
		}
		_, size := utf8.DecodeLastRuneInString(l.s[:start])
		end = start - size
	}
	return nil
}

// endsAbove reports whether what is above a line has ended, so that the line is
// no bullet of it: below what looks like a bullet, or as one, only a full name
// under a full stop is a signature.
func endsAbove(l legible, text string, start, dash int, full bool) bool {
	above := strings.TrimRight(l.s[:start], " \t\r\n")
	if above == "" {
		return false
	}
	from := lineStart(above, len(above))
	last := strings.TrimSpace(above[from:])
	from += strings.Index(above[from:], last)
	bullet := strings.HasPrefix(l.s[dash:], "- ") && written(l, text, dash) == '-'
	stop, _ := utf8.DecodeLastRuneInString(last)
	switch {
	case bullet || written(l, text, from) == written(l, text, dash):
		return full && strings.ContainsRune(".!?…)", stop)
	case !full:
		return strings.ContainsRune(".!…)", stop) // a word under a question is the answer to it
	}
	return endsSentence(last, strings.Count(l.s[len(above):start], "\n") > 1)
}

// written is the character of the text at a place of its legible form, in which
// all dashes are one.
func written(l legible, text string, place int) rune {
	r, _ := utf8.DecodeRuneInString(text[l.place(place):])
	return r
}
