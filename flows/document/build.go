package document

import (
	"strconv"

	"github.com/samrad/samrad/flows"
)

// outlineOf says of a digest all that a document says, in its order: one page
// that is enough for most readers, then each question, then how it was made.
func outlineOf(d flows.Digest) outline {
	w := wordsOf(d)
	o := outline{lang: w.Lang(), skip: w.Text("document.skip", nil), title: w.title(), facts: w.facts(), notices: w.notices()}
	o.sections = append(o.sections, w.summary())
	number := 0
	for i, t := range d.Themes {
		s := section{id: themeID(i), title: w.themeTitle(i, t.Title), kind: newPage}
		for _, q := range t.Questions {
			number++
			s.sections = append(s.sections, w.question(number, q))
		}
		if len(t.KeyMessages) > 0 {
			s.sections = append(s.sections, section{title: ours(w.Text("document.key_messages", nil)), blocks: w.keyMessages(t.KeyMessages)})
		}
		o.sections = append(o.sections, s)
	}
	o.sections = append(o.sections, w.numbers(), w.method())
	return o
}

func themeID(i int) string { return "theme-" + strconv.Itoa(i+1) }
