package points

// similarities is the matrix of how alike passages are, centred.
type similarities [][]float64

// compare makes the matrix. What two passages share with the answers in general
// is subtracted (see generalLikeness).
// Passages of one answer are seldom one point, whatever their
// words: they count as neither alike nor unlike, save neighbours in one line.
func compare(ps []passage) similarities {
	m := products(ps)
	centre(m, ps)
	for i := range ps {
		for j := range i {
			if ps[i].answer != ps[j].answer || ps[i].answer < 0 {
				continue
			}
			switch {
			case i != j+1 || !ps[i].follows || ps[i].turn == turnNew:
				m[i][j] = 0
			case ps[i].turn == turnOpen:
				m[i][j] += neighbourBonus
			}
			m[j][i] = m[i][j]
		}
	}
	alikeCopies(m, ps)
	return m
}

// copyLikeness is more than any other two passages have.
const copyLikeness = 1

// alikeCopies makes passages of the same words as alike as can be, in whatever
// language their answers are taken to be and however few words there are in all.
func alikeCopies(m similarities, ps []passage) {
	first := make(map[string][]int)
	for i, p := range ps {
		for _, j := range first[p.said] {
			if ps[j].answer != p.answer {
				m[i][j], m[j][i] = copyLikeness, copyLikeness
			}
		}
		first[p.said] = append(first[p.said], i)
	}
}

// products multiplies every vector with every other, by way of an inverted
// index: most passages share few features.
func products(ps []passage) similarities {
	type posting struct {
		passage int
		term
	}
	index := make(map[feature][]posting)
	m := make(similarities, len(ps))
	for i, p := range ps {
		m[i] = make([]float64, len(ps))
		for _, t := range p.vector {
			for _, e := range index[t.feature] {
				m[i][e.passage] += t.times(e.term)
			}
			index[t.feature] = append(index[t.feature], posting{i, t})
		}
	}
	for i := range m {
		for j := range i {
			m[j][i] = m[i][j]
		}
	}
	return m
}

// times is what a shared feature adds to the likeness of two passages: what is
// said for it by one and against it by the other parts them.
func (t term) times(u term) float64 {
	if t.stance.opposes(u.stance) {
		return -opposition * t.weight * u.weight
	}
	if t.feature == attitude {
		return 0
	}
	return t.weight * u.weight
}

func centre(m similarities, ps []passage) {
	if len(m) < 2 {
		return
	}
	means, lengths, overall := make([]float64, len(m)), make([]float64, len(m)), 0.0
	for i, row := range m {
		for _, s := range row {
			means[i] += s
		}
		means[i] /= float64(len(m) - 1)
		overall += means[i] / float64(len(m))
		lengths[i] = ps[i].vector.length()
	}
	for i, row := range m {
		for j := range row {
			if i != j {
				row[j] -= generalLikeness(row[j], lengths[i]*lengths[j], means[i]+means[j]-overall)
			}
		}
	}
}

// generalLikeness is what is subtracted from a similarity: what to expect of the
// two, from their means over all passages (mean and mean less the overall
// mean, as in double centring), as far as they are not the same. It is
// never negative, or two that are like none would be like each other; and it is
// nothing between equals, or what everybody says would be no point.
func generalLikeness(similarity, most, expected float64) float64 {
	if most <= 0 {
		return 0
	}
	return max(0, expected) * (1 - max(0, similarity/most))
}
