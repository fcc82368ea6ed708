package flows

import (
	"cmp"
	"slices"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/samrad/samrad/flows/locale"
)

// masker hides in a text what would tell who wrote it: the names and aliases
// of the directory, e-mail addresses, telephone numbers, links and mentions.
type masker struct {
	language     string
	names        *nameMatcher
	mu           sync.Mutex          // guards own: questions are compiled side by side
	own          map[ownName]*masker // see without
	organisation string              // what stands for a name
	contact      string              // what stands for a contact
	person       string              // what stands for a person's name
}

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
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.own[key]; !ok {
		we := "vi"
		if language == "en" {
			we = "we"
		}
		m.own[key] = &masker{names: newNameMatcher([]Organisation{o}), organisation: we}
	}
	return m.own[key]
}

// maskedText is a text with what is masked in it.
type maskedText struct {
	*masker
	text              string
	legible           legible
	persons, contacts []span // in the legible form
	marks             []mark
}

// span is a part of a text, in bytes.
type span struct{ start, end int }

// mark is a part of a text that is hidden, and what stands for it.
type mark struct {
	span
	by string
}

// of finds what is hidden in all of a text: what stands around a part of it
// tells whether it names somebody, and a name may end on the next line.
func (m *masker) of(text string) maskedText {
	t := maskedText{text: text, legible: legibleOf(text)}
	t.contacts = contactsIn(t.legible.s)
	names := m.names.find(t.legible.s)
	t.persons = append(m.personsIn(t.legible, text), introducedIn(t.legible.s, names)...)
	t = t.hide(m, names)
	if len(t.marks) == 0 {
		t.legible = legible{} // what is not looked at again would fill the memory
	}
	return t
}

// as is the text with what another masker hides in it, of one where something is.
func (t maskedText) as(m *masker) maskedText { return t.hide(m, m.names.find(t.legible.s)) }

func (t maskedText) hide(m *masker, names []span) maskedText {
	t.masker = m
	var all []mark
	add := func(spans []span, by string) {
		for _, s := range t.legible.places(spans) {
			all = append(all, mark{s, by})
		}
	}
	add(t.persons, m.person)
	add(t.contacts, m.contact)
	add(names, m.organisation)
	slices.SortStableFunc(all, func(a, b mark) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	t.marks = all[:0]
	for _, k := range all {
		if n := len(t.marks); n > 0 && k.start < t.marks[n-1].end {
			t.marks[n-1].end = max(t.marks[n-1].end, k.end)
		} else {
			t.marks = append(t.marks, k)
		}
	}
	return t
}

// slice is a part of the text, masked. What is masked comes in composed form,
// so that it can be laid beside the text.
func (t maskedText) slice(start, end int) string {
	masked, at, hidden := "", start, false
	for _, k := range t.marks {
		if k.end > at && k.start < end {
			masked += t.text[at:max(at, k.start)] + k.by
			at, hidden = min(end, k.end), true
		}
	}
	if !hidden {
		return t.text[start:end]
	}
	return norm.NFC.String(masked + t.text[at:end])
}

// whole is all of the text, masked.
func (t maskedText) whole() string { return t.slice(0, len(t.text)) }
