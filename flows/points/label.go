package points

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samrad/samrad/flows/text"
)

// MaxLabel is how long a label is at most, in characters: two lines of a page,
// and inside the 150 of a Slack header.
const MaxLabel = 140

// The lengths, in characters, that read well as a label.
const (
	leastLabel = 25
	bestLabel  = 110
)

// leastClause is how much of a statement a label keeps at least when it ends at
// a clause, in characters.
const leastClause = 40

// labelOf is the best statement, or the part of it before a clause.
func labelOf(ranked []candidate) string { return LabelFrom(ranked[0].printed) }

// LabelFrom makes a label of a statement, in the form in which it is printed.
func LabelFrom(statement string) string {
	return shorten(strings.TrimSpace(strings.Join(strings.Fields(statement), " ")))
}

// shorten cuts a label at the last clause that fits, else between words.
func shorten(s string) string {
	if text.Length(s) <= MaxLabel {
		return s
	}
	head := strings.TrimSuffix(text.Truncate(s, MaxLabel), text.Ellipsis)
	cut := -1
	for _, sign := range []string{"; ", " – ", " — ", ": ", ", ", " ("} {
		cut = max(cut, strings.LastIndex(head, sign))
	}
	if cut >= 0 && text.Length(head[:cut]) >= leastClause {
		return strings.TrimRightFunc(head[:cut], unicode.IsSpace) + text.Ellipsis
	}
	return text.Truncate(s, MaxLabel)
}

// readability says how well a statement stands alone, from about -1 to 0.2. A
// sentence that leans on the one before it, that tells of its writer or that
// only asks makes a poor label; one that says what should be done makes a good one.
func readability(s string) float64 {
	words := text.Words(s)
	if len(words) == 0 {
		return -1
	}
	joined := spoken{words: words, joined: " " + strings.Join(words, " ") + " "}
	score := 0.0
	if joined.hasAny(demands) {
		score += 0.1
	}
	if leaning[words[0]] {
		score -= 0.15
	}
	if personal[words[0]] {
		score -= 0.1
	}
	if strings.ContainsAny(s, "*_`<") {
		score -= 0.1 // markup, in an imported answer
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	if last == '?' || last == ':' || last == '…' {
		score -= 0.15
	}
	return score - lengthPenalty(text.Length(s))
}

// foreign keeps a statement in another language than the question's behind those
// in it, which the document's readers know.
func foreign(s string, language text.Language) float64 {
	if text.GuessLanguage(s, language) != language {
		return 1
	}
	return 0
}

// lengthPenalty grows with what a statement has too little or too much of.
func lengthPenalty(n int) float64 {
	switch {
	case n < leastLabel:
		return 0.5 * float64(leastLabel-n) / leastLabel
	case n > bestLabel:
		return min(0.3, 0.3*float64(n-bestLabel)/bestLabel)
	}
	return 0
}

// leaning words begin a sentence that needs the one before it.
var leaning = wordsOf(`det den de dom dessa detta denna då där dit så därför annars deras dess sådan sådana sådant såna och men eller utan för
	dessutom vidare därtill därutöver samtidigt slutligen däremot dock även också lägg härtill sedan sen tyvärr
	it this that these those they then there so otherwise their and but or also moreover furthermore finally however besides`)

// personal words begin a sentence about its writer.
var personal = wordsOf(`vi jag vår vårt våra min mitt mina hos we i our my`)
