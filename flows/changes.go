package flows

// ChangesSince says what came between a version that was published and a newer
// digest, both attributed.
func ChangesSince(old, now StoredDigest) VersionChanges {
	out := VersionChanges{Version: old.Digest.Version, PublishedAt: old.PublishedAt, Changes: now.Inputs.Since(old.Inputs), Questions: []QuestionChanges{}}
	before := make(map[QuestionID]DigestQuestion)
	for _, t := range old.Digest.Themes {
		for _, q := range t.Questions {
			before[foldQuestion(q.ID)] = q
		}
	}
	for _, t := range now.Digest.Themes {
		for _, q := range t.Questions {
			c := questionChanges(before[foldQuestion(q.ID)], q)
			if c.NewOrganisations+c.Withdrawn+len(c.NewPoints) > 0 {
				out.Questions = append(out.Questions, c)
			}
		}
	}
	return out
}

func questionChanges(old, now DigestQuestion) QuestionChanges {
	out := QuestionChanges{ID: now.ID, Text: now.Text}
	was, is := voicesOf(old), voicesOf(now)
	for id := range is {
		if !was[id] {
			out.NewOrganisations++
		}
	}
	for id := range was {
		if !is[id] {
			out.Withdrawn++
		}
	}
	said := make(map[StatementKey]bool)
	for _, p := range old.Points {
		for _, k := range keysOf(p.Statements) {
			said[k] = true
		}
	}
	for _, p := range now.Points {
		if isNew(p, said) {
			out.NewPoints = append(out.NewPoints, p.Heading())
		}
	}
	return out
}

// isNew reports whether none of a point's statements stood in a point before. A
// point that only was divided or joined is not.
func isNew(p DigestPoint, said map[StatementKey]bool) bool {
	for _, k := range keysOf(p.Statements) {
		if said[k] {
			return false
		}
	}
	return true
}

// voicesOf are the organisations that answered a question.
func voicesOf(q DigestQuestion) map[OrganisationID]bool {
	out := make(map[OrganisationID]bool)
	add := func(all []DigestStatement) {
		for _, s := range all {
			if s.Organisation != "" {
				out[foldID(s.Organisation)] = true
			}
		}
	}
	for _, p := range q.Points {
		add(p.Statements)
	}
	add(q.WithoutPoint)
	return out
}
