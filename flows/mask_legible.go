package flows

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// legible is a text as its reader sees it, in one form: without the signs that
// nobody sees, and with one kind of blank, hyphen and letter each. A name is
// looked for in it, and hidden in the text itself.
type legible struct {
	s  string
	at []int // where each byte of s begins in the text; nil: there too
}

func legibleOf(text string) legible {
	if plain(text) {
		return legible{s: text}
	}
	var b strings.Builder
	var at []int
	var it norm.Iter
	for it.InitString(norm.NFC, text); !it.Done(); {
		start := it.Pos()
		for _, r := range string(it.Next()) {
			n, _ := b.WriteString(form(r))
			for range n {
				at = append(at, start)
			}
		}
	}
	return legible{s: b.String(), at: append(at, len(text))}
}

// plain reports whether a text is legible as it is.
func plain(s string) bool {
	for _, r := range s {
		switch {
		case r < 0x80, r >= 0xc0 && r < 0x300 && r != 0xd7: // ASCII and composed Latin letters
		default:
			return false
		}
	}
	return true
}

// form is a character in its one form; none for one that nobody sees.
func form(r rune) string {
	switch {
	case r == '\u2028' || r == '\u2029' || r == '\u0085':
		return "\n"
	case unicode.Is(unicode.Zs, r):
		return " "
	case unicode.Is(unicode.Pd, r), r == '\u2212', r == '\u2043':
		return "-"
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return ""
	}
	if folded := width.LookupRune(r).Folded(); folded != 0 {
		r = folded
	}
	return string(r)
}

// place is where a byte of the legible form begins in the text.
func (l legible) place(i int) int {
	if l.at == nil {
		return i
	}
	return l.at[i]
}

func (l legible) places(all []span) []span {
	out := make([]span, len(all))
	for i, p := range all {
		out[i] = span{l.place(p.start), l.place(p.end)}
	}
	return out
}
