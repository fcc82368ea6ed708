package points

import "slices"

// centroids are the means of groups' vectors: the product with one is the
// average over the products with its passages.
type centroids struct {
	groups  []int
	index   map[feature][]groupTerm // by feature
	means   []float64               // of each group, its product with the overall mean
	lengths []float64               // of each group, the mean length of its vectors
	overall map[feature]float64     // the mean of all passages
	square  float64                 // the overall mean's product with itself
}

// groupTerm is the weight of a feature in a group: in all, and by the stance
// with which its passages name it.
type groupTerm struct {
	group    int // in groups
	weight   float64
	byStance [defence - against + 1]float64
}

// times is the mean of what the feature adds to the likeness of a passage with
// those of the group.
func (g *groupTerm) times(t term) float64 {
	joining, parting := g.weight, 0.0
	for i, w := range g.byStance {
		if t.stance.opposes(against + stance(i)) {
			joining -= w
			parting += opposition * w
		}
	}
	if t.feature == attitude {
		joining = 0
	}
	return t.weight * (joining - parting)
}

func newCentroids(ps []passage, made map[int][]int) *centroids {
	c := &centroids{index: make(map[feature][]groupTerm), overall: make(map[feature]float64)}
	for g := range made {
		c.groups = append(c.groups, g)
	}
	slices.Sort(c.groups)
	all := 0
	c.lengths = make([]float64, len(c.groups))
	for at, g := range c.groups {
		sum := make(map[feature]*groupTerm)
		for _, i := range made[g] {
			c.lengths[at] += ps[i].vector.length() / float64(len(made[g]))
			for _, t := range ps[i].vector {
				if sum[t.feature] == nil {
					sum[t.feature] = &groupTerm{group: at}
				}
				w := t.weight / float64(len(made[g]))
				sum[t.feature].weight += w
				sum[t.feature].byStance[t.stance-against] += w
				if t.feature != attitude {
					c.overall[t.feature] += t.weight
				}
			}
		}
		for f, t := range sum {
			c.index[f] = append(c.index[f], *t)
		}
		all += len(made[g])
	}
	c.finish(all)
	return c
}

func (c *centroids) finish(all int) {
	c.means = make([]float64, len(c.groups))
	features := make([]feature, 0, len(c.overall))
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
	mean, length := 0.0, v.length()
	for _, t := range v {
		mean += t.weight * c.overall[t.feature]
		for i := range c.index[t.feature] {
			g := &c.index[t.feature][i]
			scores[g.group] += g.times(t)
		}
	}
	best := -1
	for g := range scores {
		scores[g] -= generalLikeness(scores[g], length*c.lengths[g], mean+c.means[g]-c.square)
		if best < 0 || scores[g] > scores[best] {
			best = g
		}
	}
	if best < 0 || scores[best] < leastSimilarity {
		return 0, false
	}
	return c.groups[best], true
}
