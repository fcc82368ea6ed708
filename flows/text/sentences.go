package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// sentencesOf splits a block into sentences. The boundaries of UAX #29 come
// first; those that an abbreviation, an initial, a number, an address or an
// open bracket made are taken back, and those that it cannot see (before a
// number, or in text without capitals) are added.
func sentencesOf(s string, b Span) []Span {
	var out []Span
	start := b.Start
	cut := func(at int) {
		if p, _ := trimBlock(s, Span{start, at}); p.Start < p.End {
			out = append(out, p)
		}
		start = at
	}
	at := b.Start
	for it := sentences.FromString(s[b.Start:b.End]); it.Next(); {
		end := at + len(it.Value())
		for _, extra := range hiddenEnds(s[at:end], s[b.Start:b.End]) {
			if endsSentence(s[start:at+extra], s[at+extra:b.End]) {
				cut(at + extra)
			}
		}
		if end == b.End || endsSentence(s[start:end], s[end:b.End]) {
			cut(end)
		}
		at = end
	}
	if start < b.End {
		cut(b.End)
	}
	return out
}

// hiddenEnds lists the places inside a UAX #29 sentence that may end one: after
// a stop, an ellipsis or an emoji code, where what follows looks like a beginning.
func hiddenEnds(sentence, block string) []int {
	first, _ := utf8.DecodeRuneInString(block)
	least := leastSentenceWord
	if unicode.IsLower(first) {
		least-- // a writer without capitals
	}
	var out []int
	for i, r := range sentence {
		sign := utf8.RuneLen(r)
		switch r {
		case '.', '…':
		case ':':
			sign = emojiLength(sentence, i)
		default:
			continue
		}
		rest := sentence[i+max(sign, 1):]
		next := strings.TrimLeftFunc(rest, unicode.IsSpace)
		if sign == 0 || len(next) == len(rest) || next == "" {
			continue
		}
		if begins(r, lastWord(sentence[:i]), next, least) {
			out = append(out, len(sentence)-len(next))
		}
	}
	return out
}

// leastSentenceWord is the length of a word that is hardly an abbreviation, in
// letters.
const leastSentenceWord = 5

// begins reports whether next may begin a sentence, after a word and a sign.
func begins(sign rune, word, next string, least int) bool {
	n, _ := utf8.DecodeRuneInString(next)
	long := utf8.RuneCountInString(word)
	switch {
	case sign != '.':
		return unicode.IsUpper(n) && (sign == ':' || word != "")
	case isNumber(word):
		return false
	case n == '+':
		return true
	case unicode.IsNumber(n):
		return long >= leastSentenceWord-1
	}
	return unicode.IsLower(n) && long >= least
}

// endsSentence reports whether a sentence ends between before and after.
func endsSentence(before, after string) bool {
	body := strings.TrimRightFunc(before, unicode.IsSpace)
	if len(body) == len(before) || strings.Contains(before[len(body):], "\n") {
		return false // no blank: an address, a version, a ratio; or a wrapped line
	}
	if openBracket(body) {
		return false
	}
	core := strings.TrimRightFunc(body, isCloser)
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, unicode.IsPunct))
	if len(core) < len(body) && unicode.IsLower(next) {
		return false // "Varför?" frågar någon
	}
	if !strings.HasSuffix(core, ".") || strings.HasSuffix(core, "..") {
		return true
	}
	head := strings.TrimSuffix(core, ".")
	word := lastToken(head)
	switch {
	case isInitial(word):
		return false
	case isNumber(word) && word == head:
		return false // a number in a list: 1. Text
	case closingAbbreviation[Normalise(word)]:
		return unicode.IsUpper(next)
	}
	spaced := lastToken(strings.TrimRightFunc(strings.TrimSuffix(head, word), unicode.IsSpace)) + word // t. ex
	return !isAbbreviation(word) && !isAbbreviation(spaced)
}

func isAbbreviation(word string) bool {
	return abbreviation[Normalise(strings.TrimLeftFunc(word, unicode.IsPunct))]
}

func isCloser(r rune) bool {
	return unicode.Is(unicode.Pe, r) || unicode.Is(unicode.Pf, r) || unicode.Is(unicode.Pi, r) || r == '"' || r == '\''
}

// maxBracket is how far back, in bytes, an open bracket holds a sentence
// together; one that nobody closed must not swallow the rest.
const maxBracket = 200

func openBracket(s string) bool {
	i := strings.LastIndexByte(s, '(')
	return i >= 0 && len(s)-i <= maxBracket && !strings.Contains(s[i:], ")")
}

func isInitial(word string) bool {
	r, size := utf8.DecodeRuneInString(lastPart(word))
	return unicode.IsUpper(r) && size == len(lastPart(word))
}

// lastPart is what follows the last full stop or hyphen: the P of J.P or J-P.
func lastPart(word string) string {
	return word[strings.LastIndexAny(word, ".-")+1:]
}

func isNumber(word string) bool {
	return word != "" && strings.IndexFunc(word, func(r rune) bool { return !unicode.IsNumber(r) }) < 0
}

// lastToken is what follows the last blank.
func lastToken(s string) string {
	i := strings.LastIndexFunc(s, unicode.IsSpace)
	if i < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}

// lastWord is the letters and digits that s ends in.
func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !isWordRune(r) })
	if i < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}
