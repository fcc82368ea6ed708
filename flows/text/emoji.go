package text

import (
	"regexp"
	"unicode"
	"unicode/utf8"
)

// emojiCode is a short code as Slack sends every emoji, with its skin tone. A
// workspace's own emoji may have letters beyond ASCII.
var emojiCode = regexp.MustCompile(`^:[\p{Ll}\p{Lo}\p{N}_+'-]+:(?:skin-tone-[2-6]:|:skin-tone-[2-6]:)?`)

// emojiLength is the length of the emoji code at s[i:], or 0. A code starts
// at the edge of a word and holds a letter (or is one of the few that do not),
// so that times (10:30:45) and ratios stay.
func emojiLength(s string, i int) int {
	if before, _ := utf8.DecodeLastRuneInString(s[:i]); i > 0 && isWordRune(before) {
		return 0
	}
	code := emojiCode.FindString(s[i:])
	if code == "" {
		return 0
	}
	if after, _ := utf8.DecodeRuneInString(s[i+len(code):]); unicode.IsNumber(after) {
		return 0
	}
	for _, r := range code {
		if unicode.IsLetter(r) {
			return len(code)
		}
	}
	switch code {
	case ":+1:", ":-1:", ":100:", ":1234:":
		return len(code)
	}
	return 0
}
