package points

import (
	"math/rand/v2"
	"strconv"
)

// confirmed measures what confirming gives: the statements that nobody placed,
// grouped with and without what people confirmed.
type confirmed struct {
	plainARI, ari     float64 // of the same statements, mean over questions
	precision, recall float64 // of what was matched to a confirmed point
	opposed           float64 // share of what was matched that holds the opposite view
}

// confirmSeeds is how many draws of answers and points are averaged.
const confirmSeeds = 10

// measureConfirmed lets people confirm every other point of each question, with
// its label and with its statements in every other answer, drawn at random, and
// measures where the statements of the other answers land.
func measureConfirmed(set goldSet) confirmed {
	var out confirmed
	var weights, matched, right, belonging, wrongSide float64
	for _, q := range set.questions {
		all := place(set, q.ID, Group(q.Text, set.input(q.ID), Options{}))
		for seed := range uint64(confirmSeeds) {
			c := confirmHalf(set, q, rand.New(rand.NewPCG(seed, 3)))
			plain := c.open(all)
			with := c.open(place(set, q.ID, Group(q.Text, set.input(q.ID), c.options)))
			n := float64(len(with))
			weights += n
			out.plainARI += n * adjustedRand(plain)
			out.ari += n * adjustedRand(with)
			for _, p := range with {
				known := c.known[p.gold]
				at := c.points[p.predicted]
				if known {
					belonging++
				}
				if at != "" {
					matched++
				}
				if at == p.gold {
					right++
				}
				if set.areOpposed(at, p.gold) {
					wrongSide++
				}
			}
		}
	}
	out.plainARI, out.ari = out.plainARI/weights, out.ari/weights
	out.precision, out.recall, out.opposed = right/matched, right/belonging, wrongSide/matched
	return out
}

// confirmation is what people confirmed of a question.
type confirmation struct {
	options Options
	known   map[string]bool   // gold points
	points  map[string]string // the gold point of a predicted one
	placed  map[string]bool   // answers whose statements people saw
}

func confirmHalf(set goldSet, q goldQuestion, rng *rand.Rand) confirmation {
	c := confirmation{known: make(map[string]bool), points: make(map[string]string), placed: make(map[string]bool)}
	index := make(map[string]int)
	for _, p := range set.points {
		if p.Question != q.ID || rng.IntN(2) == 0 {
			continue
		}
		id := "k" + strconv.Itoa(len(index))
		c.known[p.ID], c.points[q.ID+id], index[p.ID] = true, p.ID, len(index)
		c.options.Known = append(c.options.Known, Known{ID: id, Label: p.Label})
	}
	byID := make(map[string]goldAnswer)
	for _, a := range set.answers {
		byID[a.ID] = a
		if a.Question == q.ID && rng.IntN(2) == 0 {
			c.placed[a.ID] = true
		}
	}
	c.options.Placed = func(s Statement) (int, bool) {
		at, ok := index[byID[s.Answer].labelOf(s)]
		return at, ok && c.placed[s.Answer]
	}
	return c
}

// open lists the statements with a gold point in answers that people did not see.
func (c confirmation) open(all []placed) []placed {
	var out []placed
	for _, p := range withGold(all) {
		if !c.placed[p.answer] {
			out = append(out, p)
		}
	}
	return out
}

func (s goldSet) areOpposed(a, b string) bool {
	for _, p := range s.opposed {
		if p == [2]string{a, b} || p == [2]string{b, a} {
			return true
		}
	}
	return false
}
