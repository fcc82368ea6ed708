package points

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samrad/samrad/flows/text"
)

// A statement without a claim is a greeting, thanks, a signature, a reference
// elsewhere, bare agreement, an empty answer, a remark about the answer itself,
// or background about who is writing. The lists are of the general language and
// know no subject. When in doubt a statement is taken for a claim: as a point
// of one organisation it is seen, in WithoutPoint it may be overlooked. kind.go
// tells which of those in WithoutPoint say nothing of the matter.

// spoken is a statement with what decides whether it carries a claim.
type spoken struct {
	text   string   // plain
	words  []string // normalised
	joined string   // the words with a blank around each
	index  int      // in its answer
	last   bool     // nothing follows it in its answer
	start  bool     // first on its line
}

func speak(s string, index int, last, start bool) spoken {
	if strings.ContainsAny(s, "*_~`<&:") {
		s = text.Plain(s, nil) // imported answers may carry markup
	}
	words := text.Words(s)
	return spoken{text: s, words: words, joined: " " + strings.Join(words, " ") + " ", index: index, last: last, start: start}
}

// carriesClaim reports whether a statement says something that can be a point.
func (s spoken) carriesClaim() bool {
	if s.empty() || s.agrees() || s.signs() {
		return false
	}
	if s.hasAny(demands) {
		return true
	}
	return !s.greets() && !s.wishes() && !s.refers() && !s.leadsIn() && !s.speaksOfAnswer() && !s.presents()
}

// empty: no word of matter at all, as in "-", "Inget att tillägga", "Bra fråga!".
// Nothing but function words in the middle of a line ("Det man ser kan man bli.")
// belongs with the sentence before it.
func (s spoken) empty() bool {
	said, polite := false, false
	for _, w := range s.words {
		switch {
		case phatic[w]:
			polite = true
		case text.IsFunctionWord(w, text.Swedish), text.IsFunctionWord(w, text.English):
			said = true
		case strings.IndexFunc(w, unicode.IsLetter) >= 0:
			return false
		}
	}
	return s.start || polite || !said
}

// agrees: agreement with somebody, and not with something.
func (s spoken) agrees() bool {
	return len(s.words) <= 9 && s.beginsWith(agreements) && !s.hasAny(thatClauses)
}

// greets: a greeting or thanks.
func (s spoken) greets() bool {
	return len(s.words) <= 10 && s.beginsWith(greetings) || len(s.words) <= 25 && (s.beginsWith(thanks) || s.hasAny(thankings))
}

// wishes: a good wish or a battle cry.
func (s spoken) wishes() bool {
	if len(s.words) > 10 {
		return false
	}
	return s.hasAny(wishes) || s.beginsWith(lets) && s.words[len(s.words)-1] == "leva"
}

// signs: a closing phrase, or a name under the answer.
func (s spoken) signs() bool {
	if s.beginsWith(closings) && len(s.words) <= 12 {
		return true
	}
	if rest, ok := strings.CutPrefix(s.text, "/"); ok && s.start && len(s.words) <= 6 {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
		return unicode.IsUpper(r)
	}
	return s.last && s.start && s.index > 0 && len(s.words) <= 7 && !s.ends(".!?") && s.hasAny(offices)
}

// names: a name, as after a closing phrase.
func (s spoken) names() bool {
	return len(s.words) <= 6 && !s.ends(".!?") && !s.hasAny(demands)
}

// refers: "Se vårt svar på fråga 2", "Läs mer i vår rapport".
func (s spoken) refers() bool {
	return len(s.words) <= 14 && s.beginsWith(references) && s.hasAny(places) && !s.beginsWith(notReferences)
}

// leadsIn: a heading or lead-in such as "Våra inspel:" before what is said.
func (s spoken) leadsIn() bool {
	return !s.last && s.ends(":") && len(s.words) <= 8
}

// speaksOfAnswer: "Vårt svar bygger på en enkät", "Vi utvecklar gärna detta".
func (s spoken) speaksOfAnswer() bool {
	if len(s.words) > 30 {
		return false
	}
	if s.beginsWith(tellers) && s.hasAny(offerings) && s.hasAny(offered) && !s.hasAny(wants) {
		return true
	}
	nouns, verbs := s.count(answerNouns), s.count(answerVerbs)
	return s.hasAny(answerIdioms) || nouns > 0 && verbs > 0 || verbs > 1 && s.beginsWith(ofAnswer)
}

// presents: who is writing, at the beginning of an answer.
func (s spoken) presents() bool {
	if s.index > 2 || len(s.words) > 30 {
		return false
	}
	numbers := strings.IndexFunc(s.text, unicode.IsDigit) >= 0
	return s.hasAny(presentations) || s.countsItself() || s.beginsWith(selves) && s.hasOrganisation() ||
		numbers && (s.hasAny(represents) || s.hasAny(reaches) && s.hasAny(abouts)) ||
		len(s.words) <= 14 && s.hasAny(ours) && s.hasAny(deeds) && s.hasAny(times)
}

// countsItself: "Vi är 200 scouter", "Hos oss finns 340 medlemmar".
func (s spoken) countsItself() bool {
	for i, w := range s.words {
		number := strings.IndexFunc(w, unicode.IsDigit) == 0
		if number && (s.beginsWith(beings) && i <= beingReach || i+1 < len(s.words) && heads[s.words[i+1]]) {
			return true
		}
	}
	return false
}

func (s spoken) hasOrganisation() bool {
	for _, w := range s.words[:min(len(s.words), 9)] {
		for _, o := range organisationEndings {
			if strings.HasSuffix(w, o) {
				return true
			}
		}
	}
	return false
}

func (s spoken) hasAny(phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(s.joined, p) {
			return true
		}
	}
	return false
}

func (s spoken) count(phrases []string) int {
	n := 0
	for _, p := range phrases {
		if strings.Contains(s.joined, p) {
			n++
		}
	}
	return n
}

func (s spoken) beginsWith(phrases []string) bool {
	for _, p := range phrases {
		if strings.HasPrefix(s.joined, p) {
			return true
		}
	}
	return false
}

func (s spoken) ends(signs string) bool {
	r, _ := utf8.DecodeLastRuneInString(s.text)
	return strings.ContainsRune(signs, r)
}
