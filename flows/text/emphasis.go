package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isCombining reports whether r belongs to the character before it: a mark, a
// joiner, a variation selector or a skin tone.
func isCombining(r rune) bool {
	return unicode.Is(unicode.M, r) || r == '\u200d' || (r >= 0x1F3FB && r <= 0x1F3FF)
}

// emphasis unwraps *bold*, _italic_, ~strike~ and `code` where Slack shows
// them so: the marks stand at the edges of words, with no blank inside them.
func emphasis(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "```", ""), "\n")
	for i, line := range lines {
		for _, mark := range []byte{'*', '_', '~', '`'} {
			line = unwrap(line, mark)
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

func unwrap(line string, mark byte) string {
	var b strings.Builder
	for {
		open := nextOpening(line, mark)
		if open < 0 {
			break
		}
		end := nextClosing(line, open+1, mark)
		if end < 0 {
			break
		}
		b.WriteString(line[:open])
		b.WriteString(line[open+1 : end])
		line = line[end+1:]
	}
	b.WriteString(line)
	return b.String()
}

func nextOpening(line string, mark byte) int {
	for i := range len(line) {
		if line[i] != mark || insideAngles(line, i) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(line[:i])
		after, _ := utf8.DecodeRuneInString(line[i+1:])
		if (i == 0 || !isWordRune(before)) && i+1 < len(line) && !unicode.IsSpace(after) && after != rune(mark) {
			return i
		}
	}
	return -1
}

func nextClosing(line string, from int, mark byte) int {
	for i := from; i < len(line); i++ {
		if line[i] != mark || insideAngles(line, i) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(line[:i])
		after, _ := utf8.DecodeRuneInString(line[i+1:])
		if !unicode.IsSpace(before) && (i+1 == len(line) || !isWordRune(after)) {
			return i
		}
	}
	return -1
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// insideAngles keeps the marks in a link's address.
func insideAngles(line string, at int) bool {
	open := strings.LastIndexByte(line[:at], '<')
	return open >= 0 && !strings.Contains(line[open:at], ">") && strings.Contains(line[at:], ">")
}
