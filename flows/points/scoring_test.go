package points

import (
	"fmt"
	"strconv"
)

// placed is one statement with where it belongs and where it was put; each is
// qualified by its question.
type placed struct {
	answer    string
	gold      string // "": without a point
	predicted string // one of its own where the statement was left without
	shared    bool   // put in a point of two organisations or more
	left      bool   // put in WithoutPoint
}

// scores are the measures of one run over one set.
type scores struct {
	ari, precision, recall    float64 // pairwise
	pooledARI                 float64 // over all questions at once
	bPrecision, bRecall       float64 // B-cubed
	countError                float64 // organisations, mean over gold points
	apart                     float64 // share of opposed pairs of statements kept apart
	pairsApart, pairs         int     // opposed pairs of points of which nothing was mixed
	noiseShared, noiseInPoint float64 // of the statements without a gold point
	lost                      float64 // of those with one, put in WithoutPoint
	labels, quotes            float64 // share that speaks for most of the point
	points                    int
}

func (s scores) String() string {
	return fmt.Sprintf("ARI %.3f (pooled %.3f)  P %.2f R %.2f  B3 %.2f/%.2f  count error %.2f  apart %.3f (%d of %d)  noise shared %.2f, in point %.2f  lost %.3f  labels %.2f quotes %.2f  points %d",
		s.ari, s.pooledARI, s.precision, s.recall, s.bPrecision, s.bRecall, s.countError, s.apart, s.pairsApart, s.pairs,
		s.noiseShared, s.noiseInPoint, s.lost, s.labels, s.quotes, s.points)
}

// measure groups every question of a set and scores the result.
func measure(set goldSet) (scores, []placed) {
	var sc scores
	var all []placed
	best := make(map[string]match)
	weights := 0
	var labels, quotes, ofLabels, ofQuotes int
	for _, q := range set.questions {
		res := Group(q.Text, set.input(q.ID), Options{})
		part := place(set, q.ID, res)
		labelled := withGold(part)
		sc.ari += adjustedRand(labelled) * float64(len(labelled))
		weights += len(labelled)
		bestMatches(set, q.ID, res, best)
		all = append(all, part...)
		l, k, ofL, ofK := spokenFor(set, res)
		labels, quotes, ofLabels, ofQuotes = labels+l, quotes+k, ofLabels+ofL, ofQuotes+ofK
		sc.points += len(res.Points)
	}
	sc.labels, sc.quotes = float64(labels)/float64(ofLabels), float64(quotes)/float64(ofQuotes)
	labelled := withGold(all)
	sc.ari /= float64(weights)
	sc.pooledARI = adjustedRand(labelled)
	sc.precision, sc.recall = pairwise(labelled)
	sc.bPrecision, sc.bRecall = bCubed(labelled)
	sc.countError = countError(set, best)
	sc.apart, sc.pairsApart = opposedApart(set, labelled)
	sc.pairs = len(set.opposed)
	sc.noise(all)
	return sc, all
}

// place says of every statement of a result where it belongs and stands.
func place(set goldSet, question string, res Result) []placed {
	byID := make(map[string]goldAnswer)
	for _, a := range set.answers {
		byID[a.ID] = a
	}
	var out []placed
	for _, p := range res.Points {
		for _, s := range p.Statements {
			out = append(out, placed{answer: s.Answer, gold: byID[s.Answer].labelOf(s),
				predicted: question + p.ID, shared: p.Organisations > 1})
		}
	}
	for i, s := range res.WithoutPoint {
		out = append(out, placed{answer: s.Answer, gold: byID[s.Answer].labelOf(s),
			predicted: question + "-" + strconv.Itoa(i), left: true})
	}
	return out
}

func withGold(all []placed) []placed {
	var out []placed
	for _, p := range all {
		if p.gold != "" {
			out = append(out, p)
		}
	}
	return out
}

func (s *scores) noise(all []placed) {
	var without, shared, inPoint, with, lost float64
	for _, p := range all {
		switch {
		case p.gold == "":
			without++
			if p.shared {
				shared++
			}
			if !p.left {
				inPoint++
			}
		default:
			with++
			if p.left {
				lost++
			}
		}
	}
	s.noiseShared, s.noiseInPoint, s.lost = shared/without, inPoint/without, lost/with
}

// choose2 is n over 2.
func choose2(n int) float64 { return float64(n) * float64(n-1) / 2 }

// contingency counts pairs: together in both, in gold, in the prediction, all.
func contingency(all []placed) (both, gold, predicted, total float64) {
	cells, rows, columns := make(map[[2]string]int), make(map[string]int), make(map[string]int)
	for _, p := range all {
		cells[[2]string{p.gold, p.predicted}]++
		rows[p.gold]++
		columns[p.predicted]++
	}
	for _, n := range cells {
		both += choose2(n)
	}
	for _, n := range rows {
		gold += choose2(n)
	}
	for _, n := range columns {
		predicted += choose2(n)
	}
	return both, gold, predicted, choose2(len(all))
}

// adjustedRand is Hubert and Arabie's adjusted Rand index (1985).
func adjustedRand(all []placed) float64 {
	both, gold, predicted, total := contingency(all)
	expected := gold * predicted / total
	return (both - expected) / ((gold+predicted)/2 - expected)
}

func pairwise(all []placed) (precision, recall float64) {
	both, gold, predicted, _ := contingency(all)
	return both / predicted, both / gold
}

// bCubed is Bagga and Baldwin's measure (1998).
func bCubed(all []placed) (precision, recall float64) {
	cells, rows, columns := make(map[[2]string]int), make(map[string]int), make(map[string]int)
	for _, p := range all {
		cells[[2]string{p.gold, p.predicted}]++
		rows[p.gold]++
		columns[p.predicted]++
	}
	for _, p := range all {
		n := float64(cells[[2]string{p.gold, p.predicted}])
		precision += n / float64(columns[p.predicted])
		recall += n / float64(rows[p.gold])
	}
	return precision / float64(len(all)), recall / float64(len(all))
}
