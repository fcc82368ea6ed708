package flows

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"github.com/samrad/samrad/flows/text"
)

// dotted matches words with a full stop between, in legible text: the name of
// a web site, an abbreviation, or two sentences without a blank.
var dotted = lazily(`[\p{L}\p{M}\p{N}\-]+(?:\.[\p{L}\p{M}\p{N}\-]+)+`)

// furtherOn is what may stand behind a site's name: a path, a query, a port.
var furtherOn = lazily(`^(?:/\S*|[?#:]\S+)`)

// hostsIn lists the names of web sites, with what stands behind them.
func hostsIn(s string) []span {
	var out []span
	for _, i := range dotted().FindAllStringIndex(s, -1) {
		// The last words may be of the next sentence: "exempel.se.Vi".
		for start, end := i[0], i[1]; ; {
			dot := strings.LastIndexByte(s[start:end], '.')
			if dot < 0 {
				break
			}
			// What is joined to the ending is of our language: "exempel.se-sidan".
			if i := strings.IndexByte(s[start+dot:end], '-'); i > 0 && !strings.HasPrefix(s[start+dot+1:end], "xn--") {
				end = start + dot + i
			}
			if !strings.HasPrefix(s[end:], "_") && isHost(s[start:start+dot], s[start+dot+1:end]) {
				out = append(out, span{start, end + len(furtherOn().FindString(s[end:]))})
				break
			}
			end = start + dot
		}
	}
	return out
}

// isHost reports whether words and an ending behind a full stop are the name of
// a web site: the ending is one that names are given under, by the public suffix
// list (https://publicsuffix.org), and with the words it is no abbreviation and no
// measure.
func isHost(words, ending string) bool {
	words = lastLabels(words)
	if len(ending) < 2 || beginsSentence(words, ending) || text.IsAbbreviation(words) {
		return false
	}
	name, err := idna.ToASCII(strings.ToLower(words + "." + ending))
	if err != nil {
		return false
	}
	suffix, listed := publicsuffix.PublicSuffix(name)
	if !listed && !strings.Contains(suffix, ".") || suffix == name { // an ending that is not listed counts as one of its own
		return false
	}
	own := strings.TrimSuffix(name, "."+suffix)
	own = own[strings.LastIndexByte(own, '.')+1:]
	if len(own) > 1 && strings.ContainsFunc(own, unicode.IsLetter) {
		return true
	}
	// A letter or a number before two letters is an abbreviation or a measure, as
	// "t.om" and "500.kr", save that "1177.se" is none.
	return len(suffix) > 2 || len(own) > 1 && suffix == "se"
}

// longestHost is that of the name of a site, in bytes (RFC 1035).
const longestHost = 253

// lastLabels is the end of words with full stops between: no more is looked at,
// whatever somebody writes.
func lastLabels(words string) string {
	if len(words) <= longestHost {
		return words
	}
	end := words[len(words)-longestHost:]
	return end[strings.IndexByte(end, '.')+1:]
}

// beginsSentence reports whether what looks like an ending is the first word of
// a sentence before which a blank is missing: it has a capital, as in "mer.Vi" or
// "stöd.EU", which the name of a site has only as "Exempel.Org" and "EXEMPEL.SE".
func beginsSentence(words, ending string) bool {
	first, _ := utf8.DecodeRuneInString(ending)
	if !unicode.IsUpper(first) {
		return false
	}
	before, _ := utf8.DecodeRuneInString(words[strings.LastIndexByte(words, '.')+1:])
	return unicode.IsLower(before) || ending != strings.ToUpper(ending) && len(ending) == 2
}
