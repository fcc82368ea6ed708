package flows

import (
	"github.com/samrad/samrad/flows/points"
	"github.com/samrad/samrad/flows/text"
)

// Unattributed makes the edition for everybody: without the organisations,
// save those that may stand by name, and without the words that are for the
// working group only, whose weight still counts. A statement of such words
// keeps its place as an empty slice.
func (d Digest) Unattributed() Digest {
	d.Attributed, d.ApprovedBy = false, ""
	themes := make([]DigestTheme, len(d.Themes))
	for i, t := range d.Themes {
		themes[i] = t
		themes[i].KeyMessages = []KeyMessage{}
		for _, k := range t.KeyMessages {
			if k.Confidential {
				continue
			}
			if !k.Named {
				k.Organisation, k.Name = "", ""
			}
			themes[i].KeyMessages = append(themes[i].KeyMessages, k)
		}
		themes[i].Questions = make([]DigestQuestion, len(t.Questions))
		for j, q := range t.Questions {
			themes[i].Questions[j] = q.unattributed()
		}
	}
	d.Themes = themes
	return d
}

func (q DigestQuestion) unattributed() DigestQuestion {
	pts := make([]DigestPoint, len(q.Points))
	for i, p := range q.Points {
		pts[i] = p
		pts[i].Statements = unattributedStatements(p.Statements)
	}
	q.Points = pts
	q.WithoutPoint = unattributedStatements(q.WithoutPoint)
	return q
}

func unattributedStatements(all []DigestStatement) []DigestStatement {
	out := make([]DigestStatement, len(all))
	for i, s := range all {
		if !s.Named {
			s.Organisation, s.Name = "", ""
		}
		if s.Confidential {
			s.Text, s.Masked, s.End = "", "", s.Start
		}
		out[i] = s
	}
	return out
}

// Readable is the first statement of a point whose words may be read outside the
// working group; false if they are for the working group, all of them.
func (p DigestPoint) Readable() (DigestStatement, bool) {
	for _, s := range p.Statements {
		if !s.Confidential && s.Printed() != "" {
			return s, true
		}
	}
	return DigestStatement{}, false
}

// Heading is what a point is called: its label, or else words of its own; ""
// only where all of them are for the working group.
func (p DigestPoint) Heading() string {
	if p.Label != "" {
		return p.Label
	}
	s, _ := p.Readable()
	return text.Truncate(s.Printed(), points.MaxLabel)
}

// Single reports whether one organisation alone holds it: a single view, which is
// never dropped.
func (p DigestPoint) Single() bool { return p.Quantifier == points.QuantifierOne }
