package flows

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// legible is a text as its reader sees it, in one form: without the signs that
// nobody sees, and with one kind of blank, hyphen and letter each. A name is
// looked for in it, and hidden in the text itself.
type legible struct {
	s      string
	shifts []shift // in the order of s; none: it is the text
}

// shift is how much further on in the text a byte stands, from one of the form on.
type shift struct{ from, by int }

func legibleOf(text string) legible {
	if plain(text) {
		return legible{s: text}
	}
	var b strings.Builder
	var shifts []shift
	note := func(place int) {
		by := 0
		if n := len(shifts); n > 0 {
			by = shifts[n-1].by
		}
		if place-b.Len() != by {
			shifts = append(shifts, shift{b.Len(), place - b.Len()})
		}
	}
	var it norm.Iter
	for it.InitString(norm.NFC, text); !it.Done(); {
		note(it.Pos())
		for _, r := range string(it.Next()) {
			b.WriteString(form(r))
		}
	}
	note(len(text))
	return legible{b.String(), shifts}
}

// plain reports whether a text is legible as it is.
func plain(s string) bool {
	for _, r := range s {
		switch {
		case r < 0x80, r >= 0xc0 && r < 0x300: // ASCII and composed Latin letters
		case r >= '\u2018' && r <= '\u2026': // quotation marks, bullets and the ellipsis
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
	n, _ := slices.BinarySearchFunc(l.shifts, i, func(s shift, i int) int { // the first beyond i
		if s.from <= i {
			return -1
		}
		return 1
	})
	if n == 0 {
		return i
	}
	return i + l.shifts[n-1].by
}

func (l legible) places(all []span) []span {
	out := make([]span, len(all))
	for i, p := range all {
		out[i] = span{l.place(p.start), l.place(p.end)}
	}
	return out
}
