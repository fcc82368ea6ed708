package document

import (
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

// words writes the sentences of a digest's document.
type words struct {
	*locale.Locale
	d flows.Digest
}

func wordsOf(d flows.Digest) words { return words{locale.For(d.Language), d} }

// theirs are words that people wrote, by the name of their place in a message.
type theirs map[string]string

// firstPlace stands in a message for the first place of people's words: a
// character for private use, which no message of ours has.
const firstPlace = '\ue000'

// sentence is a message with people's words in it, kept apart from ours.
func (w words) sentence(key string, args locale.Args, people theirs) line {
	all, places := locale.Args{}, map[rune]string{}
	for name, value := range args {
		all[name] = value
	}
	next := firstPlace
	for name, value := range people {
		all[name], places[next] = string(next), value
		next++
	}
	var out line
	rest := w.Text(key, all)
	for rest != "" {
		i := strings.IndexFunc(rest, func(r rune) bool { _, ok := places[r]; return ok })
		if i < 0 {
			return append(out, span{text: rest})
		}
		if i > 0 {
			out = append(out, span{text: rest[:i]})
		}
		place := []rune(rest[i:])[0]
		out = append(out, w.their(places[place]))
		rest = rest[i+len(string(place)):]
	}
	return out
}

// their is a span of words that people wrote.
func (w words) their(s string) span {
	s = oneLine(s)
	return span{text: s, theirs: true, lang: w.foreign(s)}
}

// foreign is the language of a text where it is not the document's.
func (w words) foreign(s string) string {
	if l := string(text.GuessLanguage(s, text.Language(w.Lang()))); l != w.Lang() {
		return l
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
