package flows

import (
	"context"
	"errors"
	"slices"

	"github.com/samrad/samrad/flows/points"
)

// ForgetWithdrawn takes the words of answers that were withdrawn out of the
// versions of every meeting, shown or not, also of those that the config has no
// more. It reads them all, and is for when somebody took an answer back.
func (d *Drafts) ForgetWithdrawn(ctx context.Context) error {
	meetings, err := d.meetings(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, m := range meetings {
		_, all, _, err := d.compiler.material(ctx, m)
		if err == nil && slices.ContainsFunc(all, func(c Contribution) bool { return c.Withdrawn }) {
			err = d.forgetWithdrawn(ctx, m, standing(all))
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// forgetWithdrawn takes the words of answers that were withdrawn out of the
// versions that are kept. Their weight stays: what has changed since a version is
// counted by it.
func (d *Drafts) forgetWithdrawn(ctx context.Context, m Meeting, standing map[string]bool) error {
	versions, err := d.store.Versions(ctx, m.ID)
	if err != nil {
		return err
	}
	return d.forgetIn(ctx, m, versions, standing)
}

func (d *Drafts) forgetIn(ctx context.Context, m Meeting, versions []StoredDigest, standing map[string]bool) error {
	for _, v := range versions {
		if !v.Digest.forget(standing) {
			continue
		}
		err := d.store.EditVersion(ctx, m.ID, v.Digest.Version, func(v *StoredDigest) {
			v.Digest.forget(standing)
			v.Fingerprint = "" // should the same be answered again, it is another version
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// standing are the contributions that were not withdrawn. One that was set aside
// may be taken up again.
func standing(all []Contribution) map[string]bool {
	out := make(map[string]bool, len(all))
	for _, c := range all {
		if !c.Withdrawn {
			out[c.ID] = true
		}
	}
	return out
}

// forget takes out the words of all other contributions, and reports whether
// there were any.
func (d *Digest) forget(standing map[string]bool) bool {
	changed := false
	for i := range d.Themes {
		t := &d.Themes[i]
		before := len(t.KeyMessages)
		t.KeyMessages = slices.DeleteFunc(t.KeyMessages, func(k KeyMessage) bool { return !standing[k.Contribution] })
		changed = changed || len(t.KeyMessages) < before
		for j := range t.Questions {
			q := &t.Questions[j]
			for k := range q.Points {
				p := &q.Points[k]
				label, some := forgetStatements(p.Label, p.Statements, standing)
				p.Label, changed = label, changed || some
			}
			for k := range q.OffTopic {
				o := &q.OffTopic[k]
				o.Label, _ = forgetStatements(o.Label, slices.Clone(asideOf(*q, o.ID)), standing)
			}
			_, some := forgetStatements("", q.WithoutPoint, standing)
			changed = changed || some
		}
	}
	return changed
}

// forgetStatements empties those of other contributions, and the label if it was
// drawn from one of them.
func forgetStatements(label string, all []DigestStatement, standing map[string]bool) (left string, changed bool) {
	for i, s := range all {
		if standing[s.Contribution] || s.Text == "" {
			continue
		}
		if label == points.LabelFrom(s.Printed()) {
			label = ""
		}
		all[i].Text, all[i].Masked, all[i].End, changed = "", "", s.Start, true
	}
	return label, changed
}
