package flows

import (
	"cmp"
	"slices"
	"strings"
)

const (
	// nameWord begins with a capital, or is of a script that has none, or is initials.
	nameWord = `[\p{Lu}\p{Lo}](?:\.(?:-?\p{Lu}\.)*|[\p{L}\p{M}'’\-]+)`
	// personName is one to four such words, with a particle between.
	personName = `(` + nameWord + `(?:[ \t]+(?:` + particle + `)?` + nameWord + `){0,3}(?:[ \t]+\p{Lu})?)`
	// fullName is two or three.
	fullName = `(` + nameWord + `(?:[ \t]+(?:` + particle + `)?` + nameWord + `){1,2})`
	// smallName is one to three words in small letters, as people sign who write
	// with a thumb.
	smallName = `(\p{Ll}[\p{Ll}\-]+(?:[ \t]+\p{Ll}[\p{Ll}.\-]*){0,2})`
	particle  = `(?:af|av|von|de|der|van|al|el|bin)[ \t]+`
	// office is what a person may be who signs for an organisation.
	office = `(?i:(?:[\p{L}\-]*(?:ordförande|sekreterare|direktör)|ordf\.?|kassör|[\p{L}\-]+(?:chef|ledare|ansvarig|samordnare|utvecklare)|chef|handläggare` +
		`|sakkunnig|talesperson|ledamot|kanslist|rektor|pastor)(?:en|n)?\b|(?:chair(?:man|woman|person)?|president|secretary|director|treasurer|coordinator|manager)\b)`
	nameEnds = `[ \t*_]*(?:$|[,.;/(|\-]|[ \t](?:på|från|för|genom|hos|at|from|with|of|for|och|and|&|\+)[ \t])`
	// leave is a closing phrase.
	leave = `(?i:\b(?:med +)?(?:vänlig(?:a|en)?|bästa|varma|hjärtliga) +hälsning(?:ar)?(?: +från)?|\bmvh|\bm\.? ?v\.? ?h\b\.?|\bhälsningar(?: +från)?|\bhälsn\b\.?|\bvänligen` +
		`|\b(?:best|kind|warm)? *regards|\byours +(?:sincerely|faithfully|truly)|\bsincerely)[ \t]*[,.!:/\-]?\s*[*_]*(?:-{1,3}[ \t]*)?`
)

// personPattern matches the name of a person who names themselves, as its only
// group. Without one of its cues, in small letters, a text holds none: the
// patterns are slow and few texts have a cue.
type personPattern struct {
	expression lazyRegexp
	cues       []string
}

// officeCues are of every word of office.
var officeCues = []string{"ordf", "sekreterare", "direktör", "kassör", "chef", "ledare", "ansvarig", "samordnare", "utvecklare", "handläggare", "sakkunnig",
	"talesperson", "ledamot", "kanslist", "rektor", "pastor", "chair", "president", "secretary", "director", "treasurer", "coordinator", "manager"}

var leaveCues = []string{"hälsn", "vh", "v.h", "v h", "v. h", "vänligen", "regards", "yours", "sincerely"}

var persons = []personPattern{
	// Under or behind a closing phrase, as all that its line says or before a comma.
	{lazily(`(?m)` + leave + personName + nameEnds), leaveCues},
	// After a slash at the beginning of a line or behind a sentence.
	{lazily(`(?m)(?:^[ \t]*(?://?|~)|[.!?][ \t]+(?://?|~)|[ \t]//)[ \t]*` + personName + nameEnds), []string{"/", "~"}},
	// After a dash at the end of all, behind a sentence on a line that has no other dash.
	{lazily(`(?m:^)(?:[^\n\-]|[\p{L}\p{N}]-[\p{L}\p{N}])*[.!…)][ \t]+-{1,3}[ \t]*` + personName + `[*_]*\s*$`), []string{"-"}},
	// The same in small letters, as the last words of all, or on a line of its own below.
	{lazily(leave + smallName + `\s*$`), leaveCues},
	{lazily(`(?:\n[ \t]*//?|[.!?][ \t]+//?)[ \t]*` + smallName + `\s*$`), []string{"/"}},
	// Under or behind a shorter leave, as the last words of all.
	{lazily(`(?i:\b(?:allt gott|hej då|tack(?: på förhand| för oss)?|ha det(?: så)? (?:gott|bra)|kram(?:ar)?|hälsar|vi hörs|best|cheers|thanks|thank you|take care))` +
		`[ \t]*(?:[,.!/\-]+\s*|\n\s*)[*_]*` + personName + `[*_\s.]*$`), []string{"gott", "hej då", "tack", "ha det", "kram", "hälsar", "hörs", "best", "cheers", "thank", "take care"}},
	// Whom to turn to.
	{lazily(`(?i:\b(?:kontakta|ring|mejla|maila|skriv till|hör av (?:er|dig) till|contact|call|e-?mail))[ \t]+` + fullName),
		[]string{"kontakta", "ring", "mejla", "maila", "skriv", "hör av", "contact", "call", "mail"}},
	{lazily(`(?i:\bjag heter|\bmitt namn är|\bundertecknad(?:e)?,?|\bmy name is)[ \t]+` + personName),
		[]string{"jag heter", "mitt namn är", "undertecknad", "my name is"}},
	// With an office before or behind.
	{lazily(fullName + `[ \t]*[,(][ \t]*(?:[\p{L}\p{N}:]+[ \t]+){0,2}?` + office), officeCues},
	{lazily(office + `[ \t]+` + fullName), officeCues},
}

// personsIn lists where a legible text, which was written in another form, names
// the persons who wrote it, in order.
func (m *masker) personsIn(l legible, written string) []span {
	text := l.s
	out := append(m.signature(text), m.dashSignature(l, written)...)
	small := strings.ToLower(text)
	for _, p := range persons {
		if !slices.ContainsFunc(p.cues, func(cue string) bool { return strings.Contains(small, cue) }) {
			continue
		}
		for _, i := range p.expression().FindAllStringSubmatchIndex(text, -1) {
			if isSentence(text[i[2]:i[3]]) {
				continue
			}
			out = append(out, span{i[2], i[3]})
			out = append(out, othersBehind(text, i[3])...)
		}
	}
	slices.SortFunc(out, func(a, b span) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	return out
}

// another is the name of one more who signs, behind the first: its only group.
var another = lazily(`(?m)\A[ \t]+(?:och|and|&|\+)[ \t]+` + personName + nameEnds)

// othersBehind lists the names of those who sign with the one whose name ends
// at a place in a text.
func othersBehind(text string, end int) []span {
	var out []span
	for {
		i := another().FindStringSubmatchIndex(text[end:])
		if i == nil {
			return out
		}
		out = append(out, span{end + i[2], end + i[3]})
		end += i[3]
	}
}

// isSentence reports whether words in small letters behind a closing phrase are
// a sentence or a greeting of many, and no name.
func isSentence(s string) bool {
	words := strings.Fields(s)
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(notNames, w) })
}

var notNames = []string{"vi", "oss", "alla", "från", "jag", "till", "på", "i", "och", "hela", "styrelsen", "tack", "hoppas", "för", "med", "de", "det", "den", "en", "ett", "som",
	"er", "ert", "we", "us", "all", "from", "the", "board", "and", "to", "for", "a", "i", "hope", "thanks", "eller", "att", "är", "inte", "om", "av"}

// introduced is a name before that of an organisation, which its bearer speaks
// for: its only group. Before a comma it begins a sentence, or it is one of a list.
var introduced = []lazyRegexp{
	lazily(fullName + `(?:[ \t]+här)?[ \t]+(?:på|från|i|vid|hos|at|from|of|with)[ \t]+$`),
	lazily(`(?:^|[.!?\n][ \t]*)` + fullName + `[ \t]*[,(/][ \t]*$`),
}

// longestIntroduction is how far before an organisation's name a person's begins, in bytes.
const longestIntroduction = 80

// introducedIn lists the persons before the names of organisations.
func introducedIn(text string, names []span) []span {
	var out []span
	for _, n := range names {
		from := max(0, n.start-longestIntroduction)
		for from > 0 && text[from-1] != ' ' && text[from-1] != '\n' && from < n.start {
			from++ // at the beginning of a word
		}
		for _, p := range introduced {
			if i := p().FindStringSubmatchIndex(text[from:n.start]); i != nil && !within(names, span{from + i[2], from + i[3]}) {
				out = append(out, span{from + i[2], from + i[3]})
			}
		}
	}
	return out
}

// within reports whether a part of a text shares any of it with others.
func within(all []span, s span) bool {
	return slices.ContainsFunc(all, func(o span) bool { return o.start < s.end && s.start < o.end })
}
