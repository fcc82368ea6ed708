package flows

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/samrad/samrad/flows/locale"
)

// masker hides in a text what would tell who wrote it: the names and aliases
// of the directory, e-mail addresses, telephone numbers, links and mentions.
type masker struct {
	language     string
	names        *nameMatcher
	own          map[ownName]*masker // see without
	organisation string              // what stands for a name
	contact      string              // what stands for a contact
	person       string              // what stands for a person's name
}

// contacts matches e-mail addresses, links (also without a scheme, with a path
// under any domain), mentions with the capitalised words behind (a display name
// has blanks in it), telephone numbers of seven digits or more with a leading 0
// or +, or of nine to fifteen digits in a row, and identity numbers.
var contacts = regexp.MustCompile(`(?i)` +
	`[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}.\-]+\.[\p{L}]{2,}` +
	`|\bhttps?://\S+` +
	`|\bwww\.[^\s<>]+` +
	`|[\p{L}\p{N}][\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)*\.(?-i:[a-z]{2,24}|[A-Z]{2,24})/\S+` +
	`|[\p{L}\p{N}\-]+\.(?:se|nu|org|com|net|eu|info|io|app|social|fi|dk)\b(?:/\S*)?` +
	`|\bt\.(?:co|me)/\S+` +
	`|@[\p{L}\p{N}]+(?:[._\-][\p{L}\p{N}]+)*(?-i:(?: \p{Lu}[\p{L}\-]+){0,2})` +
	`|(?:\+|\b0)\d[\d \-()]{5,}\d` +
	`|\b46[ \-]7\d(?:[ \-]?\d){7}\b` +
	`|\b\d{6}(?:\d{2})?-\d{4}\b` +
	`|\b\d{9,15}\b`)

func newMasker(d *Directory, language string) *masker {
	l := locale.For(language)
	return &masker{
		language:     language,
		names:        newNameMatcher(d.Organisations()),
		own:          make(map[ownName]*masker),
		organisation: l.Text("document.masked_organisation", nil),
		contact:      l.Text("document.masked_contact", nil),
		person:       l.Text("document.masked_person", nil),
	}
}

// ownName is an organisation that writes in a language.
type ownName struct {
	id       OrganisationID
	language string
}

// without leaves out, rather than masks, what tells who wrote a text of one
// organisation: its own name becomes "we", and the names of others stay.
func (m *masker) without(o Organisation, language string) *masker {
	key := ownName{foldID(o.ID), language}
	if _, ok := m.own[key]; !ok {
		we := "vi"
		if language == "en" {
			we = "we"
		}
		m.own[key] = &masker{names: newNameMatcher([]Organisation{o}), organisation: we}
	}
	return m.own[key]
}

// mask hides what it knows, once: what it puts in may itself be a name. Names
// are compared in composed form, whatever the text's.
func (m *masker) mask(s string) string {
	composed := norm.NFC.String(s)
	masked := composed
	if strings.ContainsAny(s, "@./0123456789") { // there is no contact without
		masked = contacts.ReplaceAllLiteralString(composed, m.contact)
	}
	masked = m.names.replace(masked, m.organisation)
	if masked == composed {
		return s
	}
	return masked
}

// maskedText is a text with what is masked in it.
type maskedText struct {
	*masker
	text    string
	persons []span // where the names of persons stand
}

// span is a part of a text, in bytes.
type span struct{ start, end int }

func (m *masker) of(text string) maskedText {
	return maskedText{masker: m, text: text, persons: m.personsIn(text)}
}

// slice is a part of the text, masked. What stands around it tells whether it
// names a person: "Anna Ek" is a name under "Med vänlig hälsning".
func (t maskedText) slice(start, end int) string {
	masked, at := "", start
	for _, p := range t.persons {
		if p.end > at && p.start < end {
			masked += t.text[at:max(at, p.start)] + t.person
			at = min(end, p.end)
		}
	}
	return t.mask(masked + t.text[at:end])
}

// whole is all of the text, masked.
func (t maskedText) whole() string { return t.slice(0, len(t.text)) }
