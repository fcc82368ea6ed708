package text

import (
	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/swedish"
)

// Stem is the Snowball stem of a normalised word in a language.
func Stem(word string, language Language) string {
	if language == English {
		return english.Stem(word, true)
	}
	return swedish.Stem(word, true)
}
