package points

import (
	"cmp"
	"maps"
	"slices"
)

// viewpoint is what passages say for and against each feature that they take a
// stance on, in order of the features.
type viewpoint []view

// view is the mean of a feature's weights over passages, by stance.
type view struct {
	feature  feature
	byStance [defence - against + 1]float64
}

func viewpointOf(ps []passage, members []int) viewpoint {
	var terms []term
	for _, i := range members {
		for _, t := range ps[i].vector {
			if t.stance != unsaid && t.feature != attitude {
				terms = append(terms, t)
			}
		}
	}
	slices.SortStableFunc(terms, func(a, b term) int { return cmp.Compare(a.feature, b.feature) })
	var v viewpoint
	for _, t := range terms {
		if len(v) == 0 || v[len(v)-1].feature != t.feature {
			v = append(v, view{feature: t.feature})
		}
		v[len(v)-1].byStance[t.stance-against] += t.weight / float64(len(members))
	}
	return v
}

// disputes tells how much two viewpoints say against each other of the same
// features, and how much they say alike of them: the mean over the pairs of
// their passages.
func (v viewpoint) disputes(u viewpoint) (conflict, accord float64) {
	for len(v) > 0 && len(u) > 0 {
		switch {
		case v[0].feature < u[0].feature:
			v = v[1:]
		case v[0].feature > u[0].feature:
			u = u[1:]
		default:
			c, a := v[0].disputes(u[0])
			conflict, accord = conflict+c, accord+a
			v, u = v[1:], u[1:]
		}
	}
	return conflict, accord
}

// contradicts reports whether two viewpoints say more against each other than
// alike, and enough of it to tell.
func (v viewpoint) contradicts(u viewpoint) bool {
	conflict, accord := v.disputes(u)
	return conflict >= leastConflict && conflict > accord
}

func (v view) disputes(u view) (conflict, accord float64) {
	for i, a := range v.byStance {
		for j, b := range u.byStance {
			switch s, t := against+stance(i), against+stance(j); {
			case s.opposes(t):
				conflict += a * b
			case s*t > 0:
				accord += a * b
			}
		}
	}
	return conflict, accord
}

const (
	// leastConflict is the conflict from which a statement is kept out of a known
	// point.
	leastConflict = 0.05
	// leastRivalry is the conflict from which two points are suggested to be
	// opposed: higher, as a wrong suggestion puts words in people's mouths.
	leastRivalry = 0.12
	// maxRivals is how many groups, the largest, are compared for rivalry.
	maxRivals = 200
)

// partOpposed takes out of known points the passages that joined them and hold
// the opposite view: what people confirmed is the last that may mislead.
func partOpposed(ps []passage, group []int) {
	fixed, joined := make(map[int][]int), make(map[int][]int)
	next := 0
	for i, g := range group {
		next = max(next, g+1)
		if ps[i].known >= 0 {
			fixed[g] = append(fixed[g], i)
		} else {
			joined[g] = append(joined[g], i)
		}
	}
	for _, g := range slices.Sorted(maps.Keys(fixed)) {
		confirmed := viewpointOf(ps, fixed[g])
		for _, i := range joined[g] {
			if confirmed.contradicts(viewpointOf(ps, []int{i})) {
				group[i] = next
				next++
			}
		}
	}
}

// rivals are two groups that may hold opposite views.
type rivals [2]int

// rivalsOf lists the pairs of groups that say more against each other than
// alike of what both name, in order.
func rivalsOf(ps []passage, groups map[int][]int) []rivals {
	numbers := slices.SortedFunc(maps.Keys(groups), func(a, b int) int {
		return cmp.Or(cmp.Compare(len(groups[b]), len(groups[a])), cmp.Compare(a, b))
	})
	numbers = numbers[:min(len(numbers), maxRivals)]
	views := make([]viewpoint, len(numbers))
	for i, g := range numbers {
		views[i] = viewpointOf(ps, groups[g])
	}
	var out []rivals
	for i, v := range views {
		for j, u := range views[:i] {
			if conflict, accord := v.disputes(u); conflict >= leastRivalry && conflict > accord {
				out = append(out, rivals{numbers[j], numbers[i]})
			}
		}
	}
	return out
}
