package flows

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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

// between is what may stand between the words of a name in a legible text, with
// the signs that set one of them in bold or in quotes.
const between = `(?:["'”“’]?[\s\-_*~]+["'”“’]?|\.)`

// newNameMatcher matches any name or alias as whole words, the longest first,
// whatever stands between the words, and with a genitive s behind. An id that is
// a word of the name is short for it; since it may be an ordinary word as well,
// only as a name is written, in a hashtag, or where the writers say that it is theirs.
func newNameMatcher(organisations []Organisation) *nameMatcher {
	var names, ids, proper []string
	m := &nameMatcher{starts: make(map[string]bool)}
	for _, o := range organisations {
		for _, n := range append([]string{o.Name}, o.Aliases...) {
			if n = strings.TrimSpace(legibleOf(n).s); utf8.RuneCountInString(n) >= minimumAlias {
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
	all = together(all)
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

// namePattern is a name with whatever stands between its words, or nothing. A
// longer one of several words may have more behind it, as "Kompis Sverigegården".
func namePattern(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-_", r) })
	letters := 0
	for i, w := range words {
		letters += utf8.RuneCountInString(w)
		switch {
		case slices.Contains(conjunctions, strings.ToLower(w)):
			words[i] = and
		case i == len(words)-1:
			words[i] = kindPattern(w)
		default:
			words[i] = regexp.QuoteMeta(w)
		}
	}
	if letters < minimumJoined {
		return strings.Join(words, between)
	}
	pattern := strings.Join(words, between+`?`)
	if len(words) > 1 {
		pattern += compound
	}
	return pattern
}

// compound is what may be behind a name.
const compound = `\p{L}*`

// together writes what may be behind many names once: the pattern would be large.
func together(patterns []string) []string {
	var more, rest []string
	for _, p := range patterns {
		if name, ok := strings.CutSuffix(p, compound); ok {
			more = append(more, name)
		} else {
			rest = append(rest, p)
		}
	}
	if len(more) == 0 {
		return rest
	}
	return append([]string{`(?:` + strings.Join(more, "|") + `)` + compound}, rest...)
}

// and is a conjunction of a name, however it is written.
const and = `(?:&|&amp;|\+|och|and)`

var conjunctions = []string{"&", "+", "och", "and"}

// kindPattern is the last word of a name; one that says what kind of
// organisation it is may be written with or without its article.
func kindPattern(word string) string {
	if i := kindWithArticle().FindStringSubmatchIndex(word); i != nil {
		article := "(?:en|n)?"
		if strings.HasSuffix(strings.ToLower(word[:i[3]]), "förbund") || strings.HasSuffix(strings.ToLower(word[:i[3]]), "nätverk") {
			article = "(?:et)?"
		}
		return regexp.QuoteMeta(word[:i[3]]) + article
	}
	return regexp.QuoteMeta(word)
}

var kindWithArticle = lazily(`(?i)^(\S*(?:förening|förbund|nätverk|stiftelse|kommitté|klubb|församling|gård))(?:en|et|n)?$`)

// properPart is a name without the word before it that says what kind of
// organisation it is, as people say it: "Brokiga Huset" of Kulturföreningen
// Brokiga Huset. It is masked only as it is written: in small letters it may be
// ordinary words. Empty: less than two words are left.
func properPart(name string) string {
	words := strings.Fields(legibleOf(name).s)
	if len(words) < 3 || !kindOfOrganisation().MatchString(words[0]) {
		return ""
	}
	return strings.Join(words[1:], " ")
}

var kindOfOrganisation = lazily(`(?i)(?:förening|föreningen|förbund|förbundet|nätverk|nätverket|stiftelse|stiftelsen|kommitté|kommittén|centrum|centret` +
	`|association|society|network|foundation|union)$`)

// generic words are in the names of many: as an id, they stand for none.
var generic = []string{"sverige", "sveriges", "svensk", "svenska", "nordisk", "nordiska", "svenskt", "förening", "föreningen", "förbund", "förbundet",
	"riksförbund", "riksförbundet", "nätverk", "nätverket", "stiftelse", "stiftelsen", "unga", "ungdom", "ungdomar", "barn", "kvinnor", "kyrka", "kyrkan",
	"sweden", "swedish", "association", "network", "foundation", "youth", "women", "church"}

// idWord is an organisation's id in lower case where it is a word of its name
// that may stand for the name; else "".
func idWord(o Organisation) string {
	id := strings.ToLower(legibleOf(string(o.ID)).s)
	if utf8.RuneCountInString(id) < minimumID || slices.Contains(generic, id) {
		return ""
	}
	for _, w := range lettersOf(strings.ToLower(legibleOf(o.Name).s)) {
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
func (m *nameMatcher) in(s string) bool { return len(m.find(s)) > 0 }

// find lists where the names are in a legible text.
func (m *nameMatcher) find(s string) []span {
	if len(m.patterns) == 0 || !m.mayHold(s) {
		return nil
	}
	var out []span
	for _, p := range m.patterns {
		for at := 0; ; {
			i := p.FindStringSubmatchIndex(s[at:])
			if i == nil {
				break
			}
			out = append(out, span{at + i[3], at + i[6]})
			at += i[6] // the character behind a name may stand before the next
		}
	}
	return out
}
