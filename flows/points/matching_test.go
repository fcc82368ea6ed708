package points

// match is the predicted point that overlaps a gold point best.
type match struct {
	overlap       float64 // Jaccard, of statements
	organisations int
}

// bestMatches finds, for each gold point of a question, its predicted point.
func bestMatches(set goldSet, question string, res Result, best map[string]match) {
	byID := make(map[string]goldAnswer)
	for _, a := range set.answers {
		byID[a.ID] = a
	}
	goldSize := make(map[string]int)
	for _, p := range place(set, question, res) {
		goldSize[p.gold]++
	}
	for _, p := range res.Points {
		inside := make(map[string]int)
		for _, s := range p.Statements {
			inside[byID[s.Answer].labelOf(s)]++
		}
		for gold, n := range inside {
			j := float64(n) / float64(goldSize[gold]+len(p.Statements)-n)
			if b := best[gold]; gold != "" && (j > b.overlap || j == b.overlap && p.Organisations > b.organisations) {
				best[gold] = match{overlap: j, organisations: p.Organisations}
			}
		}
	}
}

// countError is the mean absolute error of the number of organisations behind
// each gold point; a point that was not found counts as 0.
func countError(set goldSet, best map[string]match) float64 {
	counts := set.organisations()
	sum := 0.0
	for p, n := range counts {
		sum += max(float64(n-best[p].organisations), float64(best[p].organisations-n))
	}
	return sum / float64(len(counts))
}

// opposedApart is the share of pairs of statements from two opposed points
// that do not share a predicted point, and how many of the opposed pairs of
// points have nothing mixed at all.
func opposedApart(set goldSet, all []placed) (rate float64, clean int) {
	var apart, pairs float64
	for _, pair := range set.opposed {
		mixed := false
		for _, a := range all {
			for _, b := range all {
				if a.gold != pair[0] || b.gold != pair[1] {
					continue
				}
				pairs++
				if a.predicted != b.predicted {
					apart++
				} else {
					mixed = true
				}
			}
		}
		if !mixed {
			clean++
		}
	}
	return apart / pairs, clean
}

// spokenFor is the share of the labels and of the quotes, of points of two
// organisations or more, that come from the gold point most of the predicted
// point's statements belong to.
func spokenFor(set goldSet, res Result) (labels, quotes, ofLabels, ofQuotes int) {
	byID := make(map[string]goldAnswer)
	for _, a := range set.answers {
		byID[a.ID] = a
	}
	for _, p := range res.Points {
		if p.Organisations < 2 {
			continue
		}
		inside := make(map[string]int)
		for _, s := range p.Statements {
			inside[byID[s.Answer].labelOf(s)]++
		}
		most := 0
		for _, n := range inside {
			most = max(most, n)
		}
		for i, q := range p.Quotes {
			s := p.Statements[q]
			if inside[byID[s.Answer].labelOf(s)] == most {
				quotes++
				if i == 0 {
					labels++
				}
			}
		}
		ofLabels, ofQuotes = ofLabels+1, ofQuotes+len(p.Quotes)
	}
	return labels, quotes, ofLabels, ofQuotes
}
