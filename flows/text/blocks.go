package text

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bulletMarker is what stands before a bullet: a list sign, a number or a
// letter in a list. It is a marker only when something follows it.
var bulletMarker = regexp.MustCompile(`^(?:[-*+•◦▪▫‣⁃●○■–—>][ \t]+|\(?[0-9]{1,2}[.)][ \t]+|\(?\p{L}\)[ \t]+)`)

// wrapped is how long a line at least is, in bytes, when the break after it
// may come from a mail program and not from its writer.
const wrapped = 60

// blocks lists the lines of a text, without blanks and bullet markers at their
// edges. A line that was wrapped in the middle of a sentence goes on.
func blocks(s string) []Span {
	var out []Span
	for start := 0; start < len(s); {
		end := start + lineLength(s[start:])
		b, bullet := trimBlock(s, Span{start, end})
		start = end
		switch {
		case b.Start == b.End:
		case !bullet && len(out) > 0 && goesOn(s, out[len(out)-1], b):
			out[len(out)-1].End = b.End
		default:
			out = append(out, b)
		}
	}
	return out
}

// lineLength is the length of the first line of s with the break that ends it.
func lineLength(s string) int {
	i := strings.IndexAny(s, "\n\r\v\f\u0085\u2028\u2029")
	if i < 0 {
		return len(s)
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return i + size
}

func trimBlock(s string, b Span) (_ Span, bullet bool) {
	b = trimSpace(s, b)
	for {
		n := len(bulletMarker.FindString(s[b.Start:b.End]))
		if n == 0 {
			return b, bullet
		}
		b, bullet = trimSpace(s, Span{b.Start + n, b.End}), true
	}
}

func trimSpace(s string, b Span) Span {
	part := strings.TrimRightFunc(s[b.Start:b.End], unicode.IsSpace)
	trimmed := strings.TrimLeftFunc(part, unicode.IsSpace)
	return Span{b.Start + len(part) - len(trimmed), b.Start + len(part)}
}

// goesOn reports whether the line b continues the block before it: one break
// between them, the first long and unfinished, the second in lower case.
func goesOn(s string, before, b Span) bool {
	first, _ := utf8.DecodeRuneInString(s[b.Start:b.End])
	last, _ := utf8.DecodeLastRuneInString(s[before.Start:before.End])
	line := s[before.Start:before.End]
	if i := strings.LastIndexByte(line, '\n'); i >= 0 {
		line = line[i+1:]
	}
	return len(line) >= wrapped && unicode.IsLower(first) &&
		(unicode.IsLetter(last) || unicode.IsNumber(last) || last == ',' || last == '-') &&
		strings.Count(s[before.End:b.Start], "\n") == 1
}
