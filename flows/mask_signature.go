package flows

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The measures of a signature.
const (
	signatureLines = 6 // at most
	signatureWords = 6 // of a line of it, at most
	sentenceWords  = 4 // of a line above it that ends without a full stop, at least
)

// nameLine is a line that is a name, with an office or the like behind.
var nameLine = lazily(`^[ \t*_]*` + fullName + `[ \t\r]*[*_]*(?:[,(/|\-](.*))?$`)

// closing is a line that takes leave, of whose words each may begin with a
// capital.
var closing = lazily(`(?i)^[ \t]*(?:(?:med|med +(?:vänlig|vänliga)|många|stort|tusen|bästa|vänlig|vänliga|varma|best|kind|warm|many|yours) +)?` +
	`(?:hälsning(?:ar)?|tack|vänligen|regards|wishes|thanks?|sincerely|faithfully|truly)\b(?: +(?:på +förhand|för +oss|you|in +advance))?[ \t\r,.!]*$`)

var officeInLine = lazily(office)

// signature lists the names that stand alone on the last lines of a text, under
// its last sentence.
func (m *masker) signature(text string) []span {
	var names []span
	gap := false // an empty line under the line
	for n, end := 0, len(text); n < signatureLines; {
		start := lineStart(text, end)
		line := text[start:end]
		switch name := nameLine().FindStringSubmatchIndex(line); {
		case strings.TrimSpace(line) == "":
			gap = true
		case closing().MatchString(line):
			return names
		case name != nil && (name[4] < 0 || strings.TrimSpace(line[name[4]:name[5]]) == "" || m.signs(line[name[4]:name[5]])):
			if !m.names.in(line[name[2]:name[3]]) {
				names = append(names, span{start + name[2], start + name[3]})
			}
			n, gap = n+1, false
		case n == 0 && !gap && firstName().MatchString(line) && !m.names.in(line) && soleSignature(text[:start]):
			return append(names, trimmed(line, start))
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

// firstName is a line of one word, as people sign who know each other.
var firstName = lazily(`^[ \t*_/]*\p{Lu}\p{Ll}[\p{L}\-]*[ \t\r*_]*$`)

// soleSignature reports whether a word on the line below a text can only be who
// signs it: the text ends as a sentence, which is no bullet.
func soleSignature(above string) bool {
	above = strings.TrimSpace(above)
	last := above[strings.LastIndexByte(above, '\n')+1:]
	end, _ := utf8.DecodeLastRuneInString(last)
	return strings.ContainsRune(".!?…", end) && len(strings.Fields(last)) >= sentenceWords && !strings.ContainsRune("-•*·", rune(last[0]))
}

// trimmed is where the word of a line stands.
func trimmed(line string, start int) span {
	word := strings.Trim(line, " \t\r*_/")
	at := start + strings.Index(line, word)
	return span{at, at + len(word)}
}

// signs reports whether a line tells of who signs: an office, an organisation
// or how to reach them.
func (m *masker) signs(line string) bool {
	line = strings.TrimSpace(line)
	if len(strings.Fields(line)) > signatureWords || strings.ContainsAny(line[max(0, len(line)-1):], ".!?:") {
		return false
	}
	return officeInLine().MatchString(line) || len(contactsIn(line)) > 0 || m.names.in(line)
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
