package flows

import (
	"context"
	"slices"

	"github.com/samrad/samrad/flows/points"
)

// cycle is how long before a meeting another is of the same annual cycle, in days.
const cycle = 366

// raisedBefore notes which points of a digest stood in what was published of
// earlier meetings of the cycle, and holds: the newest meeting first.
func (c *Compiler) raisedBefore(ctx context.Context, m Meeting, d *Digest, mask *masker) error {
	meetings, err := c.register.Meetings(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(meetings, func(a, b Meeting) int { return b.Starts.Compare(a.Starts) })
	for _, earlier := range meetings {
		if !earlier.Starts.Before(m.Starts) || earlier.Starts.Before(m.Starts.AddDate(0, 0, -cycle)) {
			continue
		}
		published, err := c.store.Publications(ctx, earlier.ID)
		if err != nil {
			return err
		}
		published = slices.DeleteFunc(published, func(p Publication) bool { return !p.PostingSince.IsZero() })
		if len(published) == 0 || !published[len(published)-1].SupersededAt.IsZero() {
			continue
		}
		version, err := c.store.Version(ctx, earlier.ID, published[len(published)-1].Version)
		if err != nil {
			return err
		}
		d.recall(version.Digest, mask)
	}
	return nil
}

// recall marks the points that an earlier digest has too. What it calls them may
// be older than a name in the directory.
func (d *Digest) recall(earlier Digest, mask *masker) {
	was, before := earlier.raised()
	is, now := d.raised()
	for _, r := range points.Recurring(was, is) {
		p := now[r.Now]
		p.RaisedBefore = append(p.RaisedBefore, RaisedBefore{Meeting: earlier.Meeting, Starts: earlier.Starts.UTC(), Label: mask.of(before[r.Earlier].Heading()).whole()})
	}
}

// forgetEarlier leaves out what the earlier meetings called the points: nothing
// tells a version that is kept when the answers with those words are withdrawn.
func (d *Digest) forgetEarlier() {
	_, all := d.raised()
	for _, p := range all {
		for i := range p.RaisedBefore {
			p.RaisedBefore[i].Label = ""
		}
	}
}

// raised lists a digest's points as they are compared with another meeting's.
func (d *Digest) raised() ([]points.Raised, []*DigestPoint) {
	var out []points.Raised
	var all []*DigestPoint
	for t := range d.Themes {
		for q := range d.Themes[t].Questions {
			question := &d.Themes[t].Questions[q]
			for i := range question.Points {
				p := &question.Points[i]
				r := points.Raised{Question: question.Text, Label: p.Label}
				for _, s := range p.Statements {
					r.Statements = append(r.Statements, s.Printed())
				}
				out, all = append(out, r), append(all, p)
			}
		}
	}
	return out, all
}
