package points

// maxRounds ends the moving of passages, which nearly always ends by itself.
const maxRounds = 20

// refine moves single passages to the group where they add most to the sum,
// over all pairs within groups, of similarity above leastSimilarity
// (correlation clustering by local search), or to one of their own. What
// average link joined early, and would not join now, is parted so.
func refine(m similarities, ps []passage, group []int) {
	size := make([]int, 2*len(m))
	for _, g := range group {
		size[g]++
	}
	gain := make([]float64, len(size))
	for range maxRounds {
		moved := false
		for i, p := range ps {
			if p.known >= 0 {
				continue
			}
			size[group[i]]--
			best := bestGroup(m[i], i, group, size, gain)
			moved = moved || best != group[i]
			group[i] = best
			size[best]++
		}
		if !moved {
			return
		}
	}
}

// bestGroup is the group where passage i gains most, its own on a tie; a new
// one if it gains nothing anywhere. gain is room to work in.
func bestGroup(row []float64, i int, group, size []int, gain []float64) int {
	clear(gain)
	for j, g := range group {
		if j != i {
			gain[g] += row[j] - leastSimilarity
		}
	}
	best := group[i]
	if size[best] == 0 {
		gain[best] = 0
	}
	for g, n := range size {
		if n > 0 && gain[g] > gain[best] {
			best = g
		}
	}
	if gain[best] >= 0 {
		return best
	}
	for g, n := range size {
		if n == 0 {
			return g
		}
	}
	return best
}
