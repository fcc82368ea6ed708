package points

import "slices"

// centroids are the means of groups' vectors: the product with one is the
// average over the products with its passages.
type centroids struct {
	groups  []int
	index   map[int][]groupTerm // by feature
	means   []float64           // of each group, its product with the overall mean
	overall map[int]float64     // the mean of all passages
	square  float64             // the overall mean's product with itself
}

type groupTerm struct {
	group  int // in groups
	weight float64
}

func newCentroids(ps []passage, made map[int][]int) *centroids {
	c := &centroids{index: make(map[int][]groupTerm), overall: make(map[int]float64)}
	for g := range made {
		c.groups = append(c.groups, g)
	}
	slices.Sort(c.groups)
	all := 0
	for at, g := range c.groups {
		sum := make(map[int]float64)
		for _, i := range made[g] {
			for _, t := range ps[i].vector {
				sum[t.feature] += t.weight
				c.overall[t.feature] += t.weight
			}
		}
		for f, w := range sum {
			c.index[f] = append(c.index[f], groupTerm{at, w / float64(len(made[g]))})
		}
		all += len(made[g])
	}
	c.finish(all)
	return c
}

func (c *centroids) finish(all int) {
	c.means = make([]float64, len(c.groups))
	features := make([]int, 0, len(c.overall))
	for f := range c.overall {
		features = append(features, f)
	}
	slices.Sort(features)
	for _, f := range features {
		c.overall[f] /= float64(all)
		c.square += c.overall[f] * c.overall[f]
		for _, t := range c.index[f] {
			c.means[t.group] += t.weight * c.overall[f]
		}
	}
}

// nearest is the group whose passages a vector is most alike on average,
// centred as in compare; false if it is not alike enough to any.
func (c *centroids) nearest(v vector) (int, bool) {
	scores := make([]float64, len(c.groups))
	mean := 0.0
	for _, t := range v {
		mean += t.weight * c.overall[t.feature]
		for _, g := range c.index[t.feature] {
			scores[g.group] += t.weight * g.weight
		}
	}
	best := -1
	for g := range scores {
		scores[g] -= centring * (mean + c.means[g] - c.square)
		if best < 0 || scores[g] > scores[best] {
			best = g
		}
	}
	if best < 0 || scores[best] < leastSimilarity {
		return 0, false
	}
	return c.groups[best], true
}
