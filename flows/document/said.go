package document

import (
	"github.com/samrad/samrad/flows"
)

// statements are quotes of what was said.
func (w words) statements(all []flows.DigestStatement) []block {
	out := make([]block, len(all))
	for i, s := range all {
		out[i] = w.saidBy(s)
	}
	return out
}

func (w words) saidBy(s flows.DigestStatement) quote {
	var notes []line
	if s.Late {
		notes = append(notes, ours(w.Text("document.came_late", nil)))
	}
	return w.quoted(s.Printed(), s.Name, append(notes, w.workingGroup(s.Text, s.Masked, s.Confidential)...))
}

func (w words) keyMessages(all []flows.KeyMessage) []block {
	out := make([]block, len(all))
	for i, k := range all {
		out[i] = w.quoted(k.Printed(), k.Name, w.workingGroup(k.Text, k.Masked, k.Confidential))
	}
	return out
}

// workingGroup is what only the working group is told of a text: that nobody
// else reads it, or which words of it nobody else reads.
func (w words) workingGroup(text, masked string, confidential bool) []line {
	switch {
	case !w.d.Attributed:
		return nil
	case confidential:
		return []line{ours(w.Text("document.not_quoted", nil))}
	case masked != "":
		hidden := w.List(w.hidden(text, masked))
		return []line{w.sentence("document.hidden_words", nil, theirs{"Words": hidden})}
	}
	return nil
}

// quoted is a quotation, with who said it where that may be told.
func (w words) quoted(printed, name string, notes []line) quote {
	q := quote{words: printed, lang: w.foreign(printed)}
	if printed == "" {
		q = quote{words: w.Text("document.confidential", nil)}
	}
	if name != "" {
		notes = append([]line{{{text: oneLine(name), theirs: true}}}, notes...)
	}
	for i, n := range notes {
		if i > 0 {
			q.source = append(q.source, span{text: ", "})
		}
		q.source = append(q.source, n...)
	}
	return q
}
