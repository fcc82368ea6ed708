package text

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Ellipsis marks where text was cut.
const Ellipsis = "…"

// Truncate shortens s to at most limit characters, the mark of the cut
// included. A character is a grapheme cluster, so a letter keeps its accents
// and an emoji its skin tone; Slack's own limits count code points or UTF-16
// units and are the caller's to know. It cuts between words where one ends in
// the last third.
func Truncate(s string, limit int) string {
	if limit <= 0 {
		return ""
	}
	var ends []int // of each character
	for it := graphemes.FromString(s); it.Next(); {
		ends = append(ends, it.End())
		if len(ends) > limit {
			break
		}
	}
	if len(ends) <= limit {
		return s
	}
	cut := 0
	if limit > 1 {
		cut = ends[limit-2]
	}
	head := s[:cut]
	if i := strings.LastIndexFunc(head, unicode.IsSpace); i > len(head)*2/3 {
		head = head[:i]
	}
	return strings.TrimRightFunc(head, func(r rune) bool {
		return unicode.IsSpace(r) || r == '.' || r == ',' || r == ';' || r == ':' || r == '-' || r == '–'
	}) + Ellipsis
}

// Length is how many characters (grapheme clusters) s has.
func Length(s string) int {
	n := 0
	for it := graphemes.FromString(s); it.Next(); {
		n++
	}
	return n
}
