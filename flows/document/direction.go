package document

import (
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// isolate keeps a text from turning the words around it, where there is no
// element that does. See
// https://unicode.org/reports/tr9/#Explicit_Directional_Isolates.
func isolate(s string) string { return "\u2068" + s + "\u2069" }

// isolated is a line's words, with those of people that run the other way
// isolated.
func (l line) isolated() string {
	var b strings.Builder
	for _, s := range l {
		if s.theirs && rightToLeft(s.text) {
			b.WriteString(isolate(s.text))
		} else {
			b.WriteString(s.text)
		}
	}
	return b.String()
}

// rightToLeft reports whether the first letter with a direction runs so.
func rightToLeft(s string) bool {
	for s != "" {
		p, n := bidi.LookupString(s)
		switch p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
		if n == 0 {
			return false
		}
		s = s[n:]
	}
	return false
}
