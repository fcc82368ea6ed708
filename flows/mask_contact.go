package flows

import (
	"slices"
	"strings"
)

// contacts matches, in legible text, e-mail addresses, also those written so
// that no program finds them, links with a scheme or a path (hostsIn finds the
// others), mentions with the capitalised words behind (a display name has blanks
// in it), what Slack writes for them, its ids, telephone numbers of seven digits
// or more with a leading 0 or +, or of nine to fifteen digits in a row, and
// identity numbers.
var contacts = lazily(`(?i)` +
	`<(?:[@#!]|https?:|mailto:|tel:)[^<>\n]+>` +
	`|(?:mailto:)?[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}.\-]+\.[\p{L}]{2,}(?:\?\S+)?` +
	`|[\p{L}\p{N}._%+\-]+ ?(?:[\[({] ?(?:at|snabel-?a|@) ?[\])}]|\bsnabel-?a\b) ?[\p{L}\p{N}\-]+(?: ?(?:\.|[\[({] ?(?:dot|punkt) ?[\])}]|\b(?:dot|punkt)\b) ?[\p{L}\p{N}\-]{2,})+` +
	`|[\p{L}\p{N}._%+\-]+ @ [\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]{2,})+` +
	`|\b[a-z][a-z0-9+.\-]*://\S+` +
	`|\bwww\.[^\s<>]+` +
	`|[\p{L}\p{N}][\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)*\.(?-i:[a-z]{2,24}|[A-Z]{2,24})/\S+` +
	`|\bt\.(?:co|me)/\S+` +
	`|@[\p{L}\p{N}]+(?:[._\-][\p{L}\p{N}]+)*(?-i:(?: \p{Lu}[\p{L}\-]+){0,2})` +
	`|(?-i:\b[CDGTUW]0[A-Z0-9]{5,}\b)` +
	`|\(0\d{1,3}\)[\d \-]{5,}\d` +
	`|(?:\+\d|\b0(?:0 ?)?[1-9])[\d \-()]{5,}\d` + // not the thousands of a sum
	`|\+\d[\d .\-/()]{6,}\d` +
	`|\+\d{1,3}(?:` + apart + `\d{2,4}){3,5}\b` +
	`|\b0(?:8` + apart + `\d{3}|[1-9]\d{1,2}` + apart + `\d{2,3})(?:` + apart + `?\d{2,3}){1,3}\b` + // a time or a day is not of that form
	`|\b0\d(?:[._·•|*:/~]\d\d){4}\b` + // nor of so many pairs
	`|\b46[ \-]?(?:7\d|\(0\) ?\d)(?:[ \-]?\d){7}\b` +
	`|\b\d{6}(?:\d{2})?[\-+]\d{4}\b` +
	`|\b\d{9,15}\b`)

// numbered is a number that is a contact for the word before it: its only group.
var numbered = lazily(`(?i)\b(?:tel|tfn|telefon|telefonnummer|mobil|mobilnummer|ring|sms|swish|swisha|bankgiro|plusgiro|bg|pg|call|phone)[.:]?(?: (?:på|till|nr|nummer|oss på)\.?)? (\d[\d \-]{4,}\d)\b`)

// contactsIn lists where a legible text tells how to reach somebody.
func contactsIn(s string) []span {
	var out []span
	if !mayReach(s) {
		return nil
	}
	for _, i := range contacts().FindAllStringIndex(s, -1) {
		out = append(out, span{i[0], i[1]})
	}
	for _, i := range numbered().FindAllStringSubmatchIndex(s, -1) {
		out = append(out, span{i[2], i[3]})
	}
	return slices.Concat(out, hostsIn(s), spelledIn(s))
}

// fewestDigits is how many there are at least in a text with a telephone number.
const fewestDigits = 6

// mayReach is a quick look at whether a text holds a contact at all.
func mayReach(s string) bool {
	digits := 0
	for i := range len(s) {
		next := byte(' ')
		if i+1 < len(s) {
			next = s[i+1]
		}
		switch c := s[i]; {
		case c == '@' || c == '<':
			return true
		case c >= '0' && c <= '9':
			if digits++; digits == fewestDigits || i > 0 && c == '0' && strings.IndexByte("CDGTUW", s[i-1]) >= 0 {
				return true
			}
		case c == '.' && next != ' ' && next != '\n' && next != '.':
			return true
		case c == ':' && next == '/':
			return true
		case strings.IndexByte("[({", c) >= 0 && strings.IndexByte("aAsS ", next) >= 0:
			return true
		case (c == 's' || c == 'S') && len(s)-i > 5 && strings.EqualFold(s[i:i+6], "snabel"):
			return true
		}
	}
	return false
}
