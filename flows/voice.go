package flows

import (
	"github.com/samrad/samrad/flows/points"
	"github.com/samrad/samrad/flows/text"
)

// voice is a contribution with the forms in which its statements are printed
// and compared.
type voice struct {
	Contribution
	organisation Organisation // the zero one where it is not known
	masked       maskedText
	forms        map[span]string
}

func newVoice(c Contribution, d *Directory, mask *masker) *voice {
	v := &voice{Contribution: c, masked: mask.of(c.Text), forms: make(map[span]string)}
	v.organisation, _ = d.Organisation(c.Organisation)
	return v
}

// printed is the form of a statement that documents print.
func (v *voice) printed(s points.Statement) string {
	at := span{s.Start, s.End}
	if _, ok := v.forms[at]; !ok {
		v.forms[at] = v.masked.slice(s.Start, s.End)
	}
	return v.forms[at]
}

// compared is a statement without its writer: "Vi i A saknar lokaler" and the
// same of B are one view. The names of others are part of what is said.
func (v *voice) compared(s points.Statement) string {
	if v.printed(s) == s.Text {
		return s.Text
	}
	writes := text.GuessLanguage(v.Text, text.Language(v.masked.language))
	return v.masked.as(v.masked.without(v.organisation, string(writes))).slice(s.Start, s.End)
}

// statement is a statement as the attributed digest has it.
func (v *voice) statement(s points.Statement) DigestStatement {
	out := DigestStatement{Contribution: v.ID, Start: s.Start, End: s.End, Text: s.Text, Kind: s.Kind, Late: v.Late,
		Organisation: v.Organisation, Name: v.organisation.Name,
		Named: v.Attribution == AttributionNamed, Confidential: v.Attribution == AttributionWorkingGroup}
	if masked := v.printed(s); masked != s.Text {
		out.Masked = masked
	}
	return out
}
