package flows

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// personName is one to four capitalised words, with a particle between.
	personName = `(\p{Lu}[\p{L}\-]+(?:[ \t]+(?:` + particle + `)?\p{Lu}[\p{L}\-]+){0,3})`
	// fullName is two or three, or an initial among them.
	fullName = `(\p{Lu}[\p{L}'’\-]+(?:[ \t]+(?:` + particle + `)?\p{Lu}(?:\.|[\p{L}'’\-]+)){1,2})`
	particle = `(?:af|av|von|de|der|van|al|el|bin)[ \t]+`
	// office is what a person may be who signs for an organisation.
	office = `(?i:(?:[\p{L}\-]*(?:ordförande|sekreterare|direktör)|ordf\.?|kassör|[\p{L}\-]+(?:chef|ledare|ansvarig|samordnare|utvecklare)|chef|handläggare` +
		`|sakkunnig|talesperson|ledamot|kanslist|rektor|pastor|chair(?:man|woman|person)?|president|secretary|director|treasurer|coordinator|manager)\b)`
	nameEnds = `[ \t]*(?:$|[,.;/(|–])`
)

// personPattern matches the name of a person who names themselves, as its only
// group. Without one of its cues, in small letters, a text holds none: the
// patterns are slow and few texts have a cue.
type personPattern struct {
	*regexp.Regexp
	cues []string
}

// officeCues are of every word of office.
var officeCues = []string{"ordf", "sekreterare", "direktör", "kassör", "chef", "ledare", "ansvarig", "samordnare", "utvecklare", "handläggare", "sakkunnig",
	"talesperson", "ledamot", "kanslist", "rektor", "pastor", "chair", "president", "secretary", "director", "treasurer", "coordinator", "manager"}

var persons = []personPattern{
	// Under or behind a closing phrase, as all that its line says or before a comma.
	{regexp.MustCompile(`(?m)(?i:\b(?:med +)?(?:vänlig(?:a|en)?|bästa|varma|hjärtliga) +hälsning(?:ar)?|\bmvh|\bm\.? ?v\.? ?h\b\.?|\bhälsningar(?: +från)?|\bhälsn\b\.?|\bvänligen` +
		`|\b(?:best|kind|warm)? *regards|\byours +(?:sincerely|faithfully|truly)|\bsincerely)[ \t]*[,.!:/–-]?\s*` + personName + nameEnds),
		[]string{"hälsn", "vh", "v.h", "v h", "v. h", "vänligen", "regards", "yours", "sincerely"}},
	// After a slash at the beginning of a line or behind a sentence.
	{regexp.MustCompile(`(?m)(?:^[ \t]*//?|[.!?][ \t]+//?|[ \t]//)[ \t]*` + personName + nameEnds), []string{"/"}},
	{regexp.MustCompile(`(?i:\bjag heter|\bmitt namn är|\bundertecknad(?:e)?,?|\bmy name is)[ \t]+` + personName),
		[]string{"jag heter", "mitt namn är", "undertecknad", "my name is"}},
	// With an office before or behind.
	{regexp.MustCompile(fullName + `[ \t]*[,(][ \t]*(?:[\p{L}\p{N}:]+[ \t]+){0,2}?` + office), officeCues},
	{regexp.MustCompile(office + `[ \t]+` + fullName), officeCues},
}

// personsIn lists where a text names the persons who wrote it, in order.
func (m *masker) personsIn(text string) []span {
	out := m.signature(text)
	small := strings.ToLower(text)
	for _, p := range persons {
		if !slices.ContainsFunc(p.cues, func(cue string) bool { return strings.Contains(small, cue) }) {
			continue
		}
		for _, i := range p.FindAllStringSubmatchIndex(text, -1) {
			out = append(out, span{i[2], i[3]})
		}
	}
	slices.SortFunc(out, func(a, b span) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	return out
}

// The measures of a signature.
const (
	signatureLines = 6 // at most
	signatureWords = 6 // of a line of it, at most
	sentenceWords  = 4 // of a line above it that ends without a full stop, at least
)

// nameLine is a line that is a name, with an office or the like behind.
var nameLine = regexp.MustCompile(`^[ \t]*` + fullName + `[ \t\r]*(?:[,(/|–-](.*))?$`)

// closing is a line that takes leave, of whose words each may begin with a
// capital.
var closing = regexp.MustCompile(`(?i)^[ \t]*(?:(?:med|med +(?:vänlig|vänliga)|många|stort|tusen|bästa|vänlig|vänliga|varma|best|kind|warm|many|yours) +)?` +
	`(?:hälsning(?:ar)?|tack|vänligen|regards|wishes|thanks?|sincerely|faithfully|truly)\b(?: +(?:på +förhand|för +oss|you|in +advance))?[ \t\r,.!]*$`)

var officeInLine = regexp.MustCompile(office)

// signature lists the names that stand alone on the last lines of a text, under
// its last sentence.
func (m *masker) signature(text string) []span {
	var names []span
	gap := false // an empty line under the line
	for n, end := 0, len(text); n < signatureLines; {
		start := lineStart(text, end)
		line := text[start:end]
		switch name := nameLine.FindStringSubmatchIndex(line); {
		case strings.TrimSpace(line) == "":
			gap = true
		case closing.MatchString(line):
			return names
		case name != nil && (name[4] < 0 || strings.TrimSpace(line[name[4]:name[5]]) == "" || m.signs(line[name[4]:name[5]])):
			if !m.names.in(line[name[2]:name[3]]) {
				names = append(names, span{start + name[2], start + name[3]})
			}
			n, gap = n+1, false
		case m.signs(line):
			n, gap = n+1, false
		case endsSentence(line, gap):
			return names
		default:
			return nil
		}
		if start == 0 {
			return nil // nothing is said above
		}
		_, size := utf8.DecodeLastRuneInString(text[:start])
		end = start - size
	}
	return nil
}

// signs reports whether a line tells of who signs: an office, an organisation
// or how to reach them.
func (m *masker) signs(line string) bool {
	line = strings.TrimSpace(line)
	if len(strings.Fields(line)) > signatureWords || strings.ContainsAny(line[max(0, len(line)-1):], ".!?:") {
		return false
	}
	return officeInLine.MatchString(line) || contacts.MatchString(line) || m.names.in(line)
}

// endsSentence reports whether what is under a line is no more of what it says.
func endsSentence(line string, gap bool) bool {
	line = strings.TrimSpace(line)
	last, _ := utf8.DecodeLastRuneInString(line)
	first, _ := utf8.DecodeRuneInString(line)
	switch {
	case strings.ContainsRune(":,;", last):
		return false
	case gap, strings.ContainsRune("-•–*·", first), strings.ContainsRune(".!?…)\"”", last), unicode.IsSymbol(last):
		return true
	}
	return len(strings.Fields(line)) >= sentenceWords
}

// lineStart is where the line begins that ends at a place in a text.
func lineStart(text string, end int) int {
	i := strings.LastIndexAny(text[:end], "\n\u2028\u2029")
	if i < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	return i + size
}
