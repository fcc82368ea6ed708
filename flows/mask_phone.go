package flows

import (
	"strconv"
	"strings"
	"unicode"
)

// apart is what may stand between the digits of a telephone number.
const apart = `(?:[ \t]?[.\-/()_·•|*:~]{1,3}[ \t]?|,|[ \t]{1,3})`

// numbers matches numbers that stand side by side, or in a list, as many as
// there are.
var numbers = []lazyRegexp{
	lazily(`\+?\d+(?:` + apart + `\d+)+`),
	lazily(`\+?\d+(?:, \d+)+`),
}

// How many digits a number has that is told digit by digit: those of Sweden
// with an area code, and the most that there are (ITU-T E.164).
const fewestSpelled, mostSpelled = 9, 15

// spelledIn lists the telephone numbers of a legible text that are told digit
// by digit, as "0 7 0 1 2 3 4 5 6 7".
func spelledIn(s string) []span {
	var out []span
	for _, p := range numbers {
		for _, i := range p().FindAllStringIndex(s, -1) {
			if isSpelled(s[i[0]:i[1]]) {
				out = append(out, span{i[0], i[1]})
			}
		}
	}
	return out
}

// isSpelled tells a telephone number from a scale, whose numbers rise, and from
// decimals, which are told apart by another sign than their digits.
func isSpelled(run string) bool {
	digits := strings.FieldsFunc(run, func(r rune) bool { return !unicode.IsDigit(r) })
	between := strings.FieldsFunc(run, unicode.IsDigit)
	if strings.HasPrefix(run, "+") {
		between = between[1:]
	} else if digits[0] != "0" {
		return false
	}
	if len(digits) < fewestSpelled || len(digits) > mostSpelled {
		return false
	}
	last, rises := -1, true
	for i, d := range digits {
		n, err := strconv.Atoi(d)
		if err != nil || len(d) > 1 || i > 0 && between[i-1] != between[0] && strings.ContainsAny(run, ".,") {
			return false
		}
		rises, last = rises && n > last, n
	}
	return !rises
}
