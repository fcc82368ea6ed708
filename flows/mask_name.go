package flows

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// nameMatcher finds the names of organisations in texts.
type nameMatcher struct {
	patterns []*regexp.Regexp // what is before the name, the genitive and what is behind are groups
	starts   map[string]bool  // what a match may begin with: see startOf
}

// The least numbers of characters of a name: a shorter one would hide ordinary
// words.
const (
	minimumAlias  = 2
	minimumID     = 4 // of an id that is a word of the name
	minimumJoined = 7 // of a name written as one word
)

// between is what may stand between the words of a name.
const between = `(?:[\s\-–—_\x{00a0}\p{Cf}]+|\.)`

// newNameMatcher matches any name or alias as whole words, the longest first,
// whatever stands between the words, and with a genitive s behind. An id that is
// a word of the name is short for it; since it may be an ordinary word as well,
// only as a name is written, in a hashtag, or where the writers say that it is theirs.
func newNameMatcher(organisations []Organisation) *nameMatcher {
	var names, ids, proper []string
	m := &nameMatcher{starts: make(map[string]bool)}
	for _, o := range organisations {
		for _, n := range append([]string{o.Name}, o.Aliases...) {
			if n = norm.NFC.String(strings.TrimSpace(n)); utf8.RuneCountInString(n) >= minimumAlias {
				names = append(names, n)
			}
		}
		if w := idWord(o); w != "" {
			ids = append(ids, w)
		}
		if n := properPart(o.Name); n != "" {
			proper = append(proper, n)
		}
	}
	for _, n := range slices.Concat(names, ids, proper) {
		m.starts[startOf(n)] = true
	}
	longest := func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) }
	slices.SortFunc(names, longest)
	slices.SortFunc(ids, longest)
	var all, own []string
	for _, n := range slices.Compact(names) {
		all = append(all, namePattern(n))
	}
	slices.SortFunc(proper, longest)
	for _, n := range slices.Compact(proper) {
		all = append(all, `(?-i:`+namePattern(n)+`)`)
	}
	for _, w := range slices.Compact(ids) {
		first, size := utf8.DecodeRuneInString(w)
		title := string(unicode.ToUpper(first)) + regexp.QuoteMeta(w[size:])
		all = append(all, `(?-i:`+title+`|`+regexp.QuoteMeta(strings.ToUpper(w))+`)`)
		own = append(own, regexp.QuoteMeta(w))
	}
	if len(all) > 0 {
		m.add(`^|[^\p{L}\p{N}]`, all)
	}
	if len(own) > 0 {
		m.add(`#|(?:^|[^\p{L}\p{N}])(?:vi|oss|jag|we|us)\s+(?:på|i|från|inom|hos|at|from|in)\s+`, own)
	}
	return m
}

func (m *nameMatcher) add(before string, names []string) {
	m.patterns = append(m.patterns, regexp.MustCompile(`(?i)(`+before+`)(?:`+strings.Join(names, "|")+`)(s|'s|’s)?($|[^\p{L}\p{N}])`))
}

// namePattern is a name with whatever stands between its words, or nothing.
func namePattern(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-–—_", r) })
	letters := 0
	for i := range words {
		letters += utf8.RuneCountInString(words[i])
		words[i] = regexp.QuoteMeta(words[i])
	}
	if letters >= minimumJoined {
		return strings.Join(words, between+`?`)
	}
	return strings.Join(words, between)
}

// properPart is a name without the word before it that says what kind of
// organisation it is, as people say it: "Brokiga Huset" of Kulturföreningen
// Brokiga Huset. It is masked only as it is written: in small letters it may be
// ordinary words. Empty: less than two words are left.
func properPart(name string) string {
	words := strings.Fields(norm.NFC.String(name))
	if len(words) < 3 || !kindOfOrganisation.MatchString(words[0]) {
		return ""
	}
	return strings.Join(words[1:], " ")
}

var kindOfOrganisation = regexp.MustCompile(`(?i)(?:förening|föreningen|förbund|förbundet|nätverk|nätverket|stiftelse|stiftelsen|kommitté|kommittén|centrum|centret` +
	`|association|society|network|foundation|union)$`)

// generic words are in the names of many: as an id, they stand for none.
var generic = []string{"sverige", "sveriges", "svensk", "svenska", "nordisk", "nordiska", "svenskt", "förening", "föreningen", "förbund", "förbundet",
	"riksförbund", "riksförbundet", "nätverk", "nätverket", "stiftelse", "stiftelsen", "unga", "ungdom", "ungdomar", "barn", "kvinnor", "kyrka", "kyrkan",
	"sweden", "swedish", "association", "network", "foundation", "youth", "women", "church"}

// idWord is an organisation's id in lower case where it is a word of its name
// that may stand for the name; else "".
func idWord(o Organisation) string {
	id := norm.NFC.String(strings.ToLower(string(o.ID)))
	if utf8.RuneCountInString(id) < minimumID || slices.Contains(generic, id) {
		return ""
	}
	for _, w := range lettersOf(norm.NFC.String(strings.ToLower(o.Name))) {
		if w == id {
			return id
		}
	}
	return ""
}

func lettersOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// startLength is how many characters of a name tell whether to look for it.
const startLength = 4

// startOf is what a word begins with, as far as letters and digits go.
func startOf(s string) string {
	n, end := 0, 0
	for i, r := range s {
		if n == startLength || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			break
		}
		n, end = n+1, i+utf8.RuneLen(r)
	}
	return strings.ToLower(s[:end])
}

// mayHold is a quick look at whether a text holds a name at all. The patterns
// cost most of the time that a digest takes, and few statements hold a name.
func (m *nameMatcher) mayHold(s string) bool {
	if m.starts[""] {
		return true // a name begins with another sign
	}
	for _, w := range lettersOf(s) {
		start := startOf(w)
		for i := range start {
			if m.starts[start[:i]] {
				return true
			}
		}
		if m.starts[start] {
			return true
		}
	}
	return false
}

// in reports whether a text holds a name.
func (m *nameMatcher) in(s string) bool { return m.replace(s, "") != s }

// replace puts something in the place of each name.
func (m *nameMatcher) replace(s, by string) string {
	if len(m.patterns) == 0 || !m.mayHold(s) {
		return s
	}
	for _, p := range m.patterns {
		s = replaceNames(p, s, by)
	}
	return s
}

func replaceNames(p *regexp.Regexp, s, by string) string {
	var b strings.Builder
	for {
		i := p.FindStringSubmatchIndex(s)
		if i == nil {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i[3]] + by)
		s = s[i[6]:] // the character behind a name may stand before the next
	}
}
