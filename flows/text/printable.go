package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// Printable ends lines in "\n" and drops the control characters, which show
// nothing and which no document may hold; tabs stay. Bytes that are not UTF-8
// become U+FFFD.
func Printable(s string) string {
	if !strings.ContainsFunc(s, needless) {
		return s // nearly every text
	}
	return strings.Map(func(r rune) rune {
		if needless(r) && r != utf8.RuneError {
			return -1
		}
		return r
	}, lineBreaks.Replace(strings.ToValidUTF8(s, "\uFFFD")))
}

// needless reports whether a text with such a character is not printable as it
// is. What is not UTF-8 reads as U+FFFD.
func needless(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
}
