package flows

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/samrad/samrad/flows/locale"
)

// masker hides in a text what would tell who wrote it: the names and aliases
// of the directory, e-mail addresses, telephone numbers, links and mentions.
type masker struct {
	names        *regexp.Regexp // nil: no names
	organisation string         // what stands for a name
	contact      string         // what stands for a contact
	person       string         // what stands for a person's name
}

// contacts matches e-mail addresses, links (also without a scheme), mentions
// with the capitalised words behind (a display name has blanks in it) and
// telephone numbers of seven digits or more with a leading 0 or +.
var contacts = regexp.MustCompile(`(?i)` +
	`[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}.\-]+\.[\p{L}]{2,}` +
	`|\bhttps?://\S+` +
	`|\bwww\.[^\s<>]+` +
	`|\b[\p{L}\p{N}\-]+\.(?:se|nu|org|com|net|eu|info)\b(?:/\S*)?` +
	`|@[\p{L}\p{N}]+(?:[._\-][\p{L}\p{N}]+)*(?-i:(?: \p{Lu}[\p{L}\-]+){0,2})` +
	`|(?:\+|\b0)\d[\d \-()]{5,}\d`)

// minimumAlias is the least number of characters of a name or alias that is
// masked: a shorter one would hide ordinary words.
const minimumAlias = 2

func newMasker(d *Directory, language string) *masker {
	l := locale.For(language)
	return &masker{
		names:        namePattern(d.Organisations()),
		organisation: l.Text("document.masked_organisation", nil),
		contact:      l.Text("document.masked_contact", nil),
		person:       l.Text("document.masked_person", nil),
	}
}

// namePattern matches any name or alias as whole words, the longest first, with
// whatever blanks between the words and a genitive s behind.
func namePattern(organisations []Organisation) *regexp.Regexp {
	var names []string
	for _, o := range organisations {
		for _, n := range append([]string{o.Name}, o.Aliases...) {
			if n = norm.NFC.String(strings.TrimSpace(n)); utf8.RuneCountInString(n) >= minimumAlias {
				names = append(names, n)
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	for i, n := range names {
		words := strings.FieldsFunc(n, func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '–' })
		for j := range words {
			words[j] = regexp.QuoteMeta(words[j])
		}
		names[i] = strings.Join(words, `[\s\-–\x{00a0}]+`)
	}
	return regexp.MustCompile(`(?i)(^|[^\p{L}\p{N}])(?:` + strings.Join(slices.Compact(names), "|") + `)(s|'s|’s)?($|[^\p{L}\p{N}])`)
}

// touches reports whether anything of a part of a text is masked.
func (m *masker) touches(text string, start, end int) bool {
	return m.slice(text, start, end) != text[start:end]
}

// mask hides what it knows, once: what it puts in may itself be a name. Names
// are compared in composed form, whatever the text's.
func (m *masker) mask(s string) string {
	composed := norm.NFC.String(s)
	masked := m.maskNames(contacts.ReplaceAllString(composed, m.contact))
	if masked == composed {
		return s
	}
	return masked
}

func (m *masker) maskNames(s string) string {
	if m.names == nil {
		return s
	}
	var b strings.Builder
	for {
		i := m.names.FindStringSubmatchIndex(s)
		if i == nil {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i[3]] + m.organisation)
		s = s[i[6]:] // the character behind a name may stand before the next
	}
}
