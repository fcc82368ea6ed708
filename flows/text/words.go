package text

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"
)

// Normalise gives the form in which words are compared: composed (NFC) and in
// lower case. It does not fold å, ä and ö, which are letters of their own.
func Normalise(s string) string {
	return norm.NFC.String(strings.ToLower(norm.NFC.String(s)))
}

// Words lists the words and numbers of s in the form of Normalise, in order.
// Word boundaries are those of UAX #29; blanks, punctuation and signs are left
// out.
func Words(s string) []string {
	var out []string
	for it := words.FromString(Normalise(s)); it.Next(); {
		if w := it.Value(); strings.IndexFunc(w, isWordStart) >= 0 {
			out = append(out, w)
		}
	}
	return out
}

func isWordStart(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// NGrams calls yield with every character n-gram of word, for n from least to
// most, the word padded with a blank at either end so that its beginning and
// end count. An n-gram is a string of n code points.
func NGrams(word string, least, most int, yield func(string)) {
	padded := " " + word + " "
	starts := make([]int, 0, len(padded)+1)
	for i := range padded {
		starts = append(starts, i)
	}
	starts = append(starts, len(padded))
	for n := least; n <= most; n++ {
		for i := 0; i+n < len(starts); i++ {
			yield(padded[starts[i]:starts[i+n]])
		}
	}
}
