package blocks

import (
	"encoding/json"
	"regexp"
	"unicode/utf16"

	"github.com/samrad/samrad/flows/text"
)

// fit cuts s to a limit of Slack's. What people see as one character may be
// many of those that Slack counts (a family of emoji is eleven UTF-16 units),
// so it is cut by characters until the units fit.
func fit(s string, limit int) string {
	if len(s) <= limit { // bytes are never fewer than units
		return s
	}
	for n := limit; n > 0; {
		cut := text.Truncate(s, n)
		units := len(utf16.Encode([]rune(cut)))
		if units <= limit {
			return cut
		}
		n = n * limit / units
	}
	return text.Ellipsis
}

// halves are what a cut may leave of an entity, a mention or a link.
var halves = regexp.MustCompile(`(?:&[a-z]*|<[^<>]*)` + text.Ellipsis + `$`)

// fitMarkup is fit for mrkdwn: what stands at the cut is whole or gone.
func fitMarkup(s string, limit int) string {
	cut := fit(s, limit)
	if cut == s {
		return s
	}
	return halves.ReplaceAllString(cut, text.Ellipsis)
}

// bold writes an escaped text in bold, of which a cut keeps both marks.
func bold(escaped string, limit int) string { return "*" + fitMarkup(escaped, limit-2) + "*" }

// maxViewBytes keeps a view inside Slack's 250 kB, with room for what is not
// its blocks. See https://docs.slack.dev/surfaces/modals/.
const maxViewBytes = 200_000

// thatFit are the first blocks of a view, at most so many, that fit its size.
func thatFit(all []Block, most int) []Block {
	size := 0
	for i, b := range all {
		data, err := json.Marshal(b)
		if size += len(data); err != nil || size > maxViewBytes || i == most {
			return all[:i]
		}
	}
	return all
}
