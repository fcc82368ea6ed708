package flows

import (
	"cmp"
	"strings"
)

// addOther takes a row of an answer that came in Slack or in a form, from an
// export: it is there already, and only its author (or who registered it) changes it.
func (b *importBatch) addOther(r ImportRow, c Contribution) {
	switch {
	case b.says(r, c):
		b.unchanged++
	case c.Withdrawn:
		b.bad = append(b.bad, BadRow{r.Line, "id " + quote(shorten(r.ID)) + " is of an answer that was withdrawn; leave the row out"})
	case c.EnteredBy != "":
		b.bad = append(b.bad, BadRow{r.Line, "id " + quote(shorten(r.ID)) +
			" is of an answer registered in Slack that differs; leave the row out, or correct the answer there"})
	default:
		b.bad = append(b.bad, BadRow{r.Line, "id " + quote(shorten(r.ID)) +
			" is of an answer given in Slack that differs, and only its author may change it; leave the row out, or correct its id"})
	}
}

// says reports whether a row says what is stored. An empty column says nothing,
// save of the text.
func (b *importBatch) says(r ImportRow, c Contribution) bool {
	plain := func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
	submitted, bad := submittedAt(r)
	question, ofMeeting := b.meeting.Question(strings.TrimSpace(r.Question))
	organisation, known := b.directory.Find(strings.Join(strings.Fields(r.Organisation), " "))
	return bad == "" && plain(r.Text) == plain(c.Text) &&
		(r.Question == "" || ofMeeting && sameQuestion(question.ID, c.Question)) &&
		(r.Organisation == "" || known && foldID(organisation.ID) == foldID(c.Organisation)) &&
		(submitted.IsZero() || submitted.Equal(c.SubmittedAt)) &&
		(r.Language == "" || r.Language == c.Language) &&
		(r.Attribution == "" || Attribution(r.Attribution) == cmp.Or(c.Attribution, AttributionUnnamed)) &&
		(r.KeyMessage == "" || plain(r.KeyMessage) == plain(c.KeyMessage))
}
