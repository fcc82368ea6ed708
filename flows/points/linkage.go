package points

// linkage merges groups of passages, the two most alike first, by the average
// over their pairs. Average link beat complete link and greedy covers.
type linkage struct {
	similarity similarities // of groups, at the row of their first passage
	size       []int        // 0: merged into another
	known      []int
	group      []int     // of each passage
	nearest    []int     // of each group, the one most alike that it may merge with; -1: none
	top        []float64 // of each group, the similarity with it
}

// rounding is how much two averages over the same numbers may differ.
const rounding = 1e-12

func newLinkage(m similarities, ps []passage) *linkage {
	l := &linkage{similarity: make(similarities, len(m)), size: make([]int, len(m)),
		known: make([]int, len(m)), group: make([]int, len(m)), nearest: make([]int, len(m)), top: make([]float64, len(m))}
	for i := range m {
		l.similarity[i] = append([]float64(nil), m[i]...)
		l.size[i], l.known[i], l.group[i] = 1, ps[i].known, i
	}
	return l
}

// run merges until no two groups are alike enough. Passages of one known point
// are together from the start, and two known points never merge.
func (l *linkage) run() []int {
	first := make(map[int]int)
	for i, k := range l.known {
		if k < 0 {
			continue
		}
		if f, ok := first[k]; ok {
			l.merge(f, i)
		} else {
			first[k] = i
		}
	}
	for i := range l.nearest {
		l.findNearest(i)
	}
	for {
		best := -1
		for i, n := range l.nearest {
			if n >= 0 && l.size[i] > 0 && (best < 0 || l.top[i] > l.top[best]) {
				best = i
			}
		}
		if best < 0 || l.top[best] < leastSimilarity {
			return l.group
		}
		other := l.nearest[best]
		l.merge(min(best, other), max(best, other))
		l.renew(min(best, other), max(best, other))
	}
}

func (l *linkage) mayMerge(i, j int) bool {
	return i != j && l.size[i] > 0 && l.size[j] > 0 && (l.known[i] < 0 || l.known[j] < 0)
}

func (l *linkage) findNearest(i int) {
	l.nearest[i] = -1
	for j, s := range l.similarity[i] {
		if l.mayMerge(i, j) && (l.nearest[i] < 0 || s > l.top[i]) {
			l.nearest[i], l.top[i] = j, s
		}
	}
}

// merge puts group b into group a.
func (l *linkage) merge(a, b int) {
	na, nb := float64(l.size[a]), float64(l.size[b])
	for k := range l.similarity {
		if k != a && k != b {
			s := (na*l.similarity[a][k] + nb*l.similarity[b][k]) / (na + nb)
			l.similarity[a][k], l.similarity[k][a] = s, s
		}
	}
	l.size[a] += l.size[b]
	l.size[b] = 0
	l.known[a] = max(l.known[a], l.known[b])
	for p, g := range l.group {
		if g == b {
			l.group[p] = a
		}
	}
}

// renew mends what the merging of b into a changed of who is nearest. A group
// whose nearest was one of the two looks anew only if it is less near now.
func (l *linkage) renew(a, b int) {
	l.findNearest(a)
	for i, n := range l.nearest {
		if l.size[i] == 0 || i == a {
			continue
		}
		s, may := l.similarity[i][a], l.mayMerge(i, a)
		switch {
		case may && (n < 0 || s > l.top[i] || (n == a || n == b) && s >= l.top[i]-rounding):
			l.nearest[i], l.top[i] = a, s
		case n == a || n == b:
			l.findNearest(i)
		}
	}
}
