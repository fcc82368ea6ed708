package points

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// randomMatrix is a symmetric matrix of similarities, and passages to go with
// it of which every fifth is of one of three known points.
func randomMatrix(seed uint64, n int) (similarities, []passage) {
	rng := rand.New(rand.NewPCG(seed, 1))
	m, ps := make(similarities, n), make([]passage, n)
	for i := range m {
		m[i] = make([]float64, n)
		ps[i].known = -1
		if i%5 == 0 {
			ps[i].known = rng.IntN(3)
		}
	}
	for i := range m {
		for j := range i {
			s := rng.Float64() - 0.7
			m[i][j], m[j][i] = s, s
		}
	}
	return m, ps
}

// plainLinkage is average link as its definition says, from the pairs anew for
// every merge.
func plainLinkage(m similarities, ps []passage) []int {
	group, known := make([]int, len(m)), make(map[int]int)
	for i, p := range ps {
		group[i] = i
		if f, ok := known[p.known]; ok && p.known >= 0 {
			group[i] = f
		} else if p.known >= 0 {
			known[p.known] = i
		}
	}
	fixed := make(map[int]bool)
	for _, f := range known {
		fixed[f] = true
	}
	average := func(a, b int) float64 {
		sum, n := 0.0, 0
		for i := range m {
			for j := range m {
				if group[i] == a && group[j] == b {
					sum += m[i][j]
					n++
				}
			}
		}
		if n == 0 {
			return -1
		}
		return sum / float64(n)
	}
	for {
		bestA, bestB, best := -1, -1, leastSimilarity
		for a := range m {
			for b := a + 1; b < len(m); b++ {
				if s := average(a, b); s >= best && !(fixed[a] && fixed[b]) {
					bestA, bestB, best = a, b, s
				}
			}
		}
		if bestA < 0 {
			return group
		}
		fixed[bestA] = fixed[bestA] || fixed[bestB]
		for i := range group {
			if group[i] == bestB {
				group[i] = bestA
			}
		}
	}
}

// partition numbers groups by their first member.
func partition(group []int) []int {
	first, out := make(map[int]int), make([]int, len(group))
	for i, g := range group {
		if _, ok := first[g]; !ok {
			first[g] = i
		}
		out[i] = first[g]
	}
	return out
}

func TestLinkageIsAverageLink(t *testing.T) {
	for seed := range uint64(20) {
		m, ps := randomMatrix(seed, 24)
		want := partition(plainLinkage(m, ps))
		got := partition(newLinkage(m, ps).run())
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d (-want +got)\n%s", seed, diff)
		}
	}
}

// worth is what refine makes more of.
func worth(m similarities, group []int) float64 {
	sum := 0.0
	for i := range m {
		for j := range i {
			if group[i] == group[j] {
				sum += m[i][j] - leastSimilarity
			}
		}
	}
	return sum
}

func TestRefine(t *testing.T) {
	for seed := range uint64(20) {
		m, ps := randomMatrix(seed, 40)
		group := newLinkage(m, ps).run()
		before, was := worth(m, group), append([]int(nil), group...)
		refine(m, ps, group)
		if after := worth(m, group); after < before {
			t.Errorf("seed %d: worth fell from %f to %f", seed, before, after)
		}
		for i, p := range ps {
			if p.known >= 0 && group[i] != was[i] {
				t.Errorf("seed %d: passage %d of a known point was moved", seed, i)
			}
		}
	}
}
