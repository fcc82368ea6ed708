package points

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const parkQuestion = "Vad ska kommunen göra med parken?"

// said makes one item an answer, each of its own.
func said(texts ...string) []item {
	out := make([]item, len(texts))
	for i, s := range texts {
		out[i] = item{answer: i, start: true, text: s, known: -1}
	}
	return out
}

func TestClusterNothing(t *testing.T) {
	if got := cluster(parkQuestion, nil).label; len(got) != 0 {
		t.Errorf("cluster of nothing = %v", got)
	}
	got := cluster(parkQuestion, said("Parken!")).label
	if diff := cmp.Diff([]int{0}, got); diff != "" {
		t.Errorf("of one without a word of matter (-want +got)\n%s", diff)
	}
}

func TestCluster(t *testing.T) {
	items := said(
		"Plantera fler träd och blommor.",
		"Det behövs fler bänkar att vila på.",
		"Plantera gärna fler träd och blommor!",
		"Hundrastgård är en bra idé.",
		"Fler bänkar där äldre kan vila.",
		"Hundrastgård är en dålig idé, vi avråder från det.",
		"Träd och blommor ger skugga, plantera mera.",
		"Hundrastgård är klokt, hundarna behöver springa.",
	)
	got := partition(cluster(parkQuestion, items).label)
	if diff := cmp.Diff([]int{0, 1, 0, 3, 1, 5, 0, 3}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestClusterLanguagesMeetInFields(t *testing.T) {
	items := said(
		"Bussarna går för sällan på kvällen.",
		"Kyrkan kan ordna soppa åt hemlösa.",
		"We need more buses in the evenings, please.",
		"Skriv färre blanketter.",
	)
	got := partition(cluster(parkQuestion, items).label)
	if diff := cmp.Diff([]int{0, 1, 0, 3}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestClusterKnown(t *testing.T) {
	items := said(
		"Plantera fler träd och blommor.",
		"Plantera fler träd och blommor i år.", // people put it elsewhere
		"Det behövs fler bänkar att vila på.",
		"Plantera fler träd och blommor nu.",
		"Fontänen läcker.",
	)
	items[0].known, items[1].known, items[2].known = 1, 0, 0
	got := cluster(parkQuestion, items).label
	if diff := cmp.Diff([]int{1, 0, 0}, got[:3]); diff != "" {
		t.Errorf("decided ones moved (-want +got)\n%s", diff)
	}
	if got[3] != 1 {
		t.Errorf("new statement is in %d, want known point 1", got[3])
	}
	if got[4] < 2 {
		t.Errorf("statement like no other is in known point %d", got[4])
	}
}

// TestClusterMany goes past maxTogether: what everybody says must be one point
// still, and what one says of something else no part of it.
func TestClusterMany(t *testing.T) {
	var texts []string
	for i := range 3 * maxTogether {
		texts = append(texts, []string{
			fmt.Sprintf("Plantera fler träd och blommor, önskar förening x%dx.", i),
			fmt.Sprintf("Det behövs bänkar att vila på, tycker grupp y%dy.", i),
			fmt.Sprintf("Fontänen läcker och bör lagas, menar kedja z%dz.", i),
		}[i%3])
	}
	began := time.Now()
	got := cluster(parkQuestion, said(texts...)).label
	t.Logf("%d statements in %v", len(texts), time.Since(began))
	points := slices.Compact(slices.Sorted(slices.Values(got)))
	if len(points) != 3 {
		t.Fatalf("%d points, want 3", len(points))
	}
	for i, g := range got {
		if g != got[i%3] {
			t.Fatalf("statement %d is in %d, want %d", i, g, got[i%3])
		}
	}
}

func TestClusterIsStable(t *testing.T) {
	set := integrationSet(t)
	for _, q := range set.questions {
		var items []item
		for i, a := range set.input(q.ID) {
			for j, s := range statementsOf(a, Options{}) {
				items = append(items, item{answer: i, start: j == 0 || s.start, text: s.compared, known: -1})
			}
		}
		first := cluster(q.Text, items).label
		for range 3 {
			if diff := cmp.Diff(first, cluster(q.Text, items).label); diff != "" {
				t.Fatalf("%s: another run (-first +now)\n%s", q.ID, diff)
			}
		}
	}
}

func TestCentroidIsTheMeanOfPairs(t *testing.T) {
	ps := passagesOf(said("Plantera fler träd.", "Träd är bra.", "Fler träd är fel.", "Bänkar behövs."), nil)
	vectorise(parkQuestion, ps)
	made := map[int][]int{7: {0, 1}, 9: {2, 3}}
	c := newCentroids(ps, made)
	for at, g := range c.groups {
		for i := range ps {
			m := products([]passage{ps[made[g][0]], ps[made[g][1]], ps[i]})
			want := (m[2][0] + m[2][1]) / 2
			got := 0.0
			for _, term := range ps[i].vector {
				for k := range c.index[term.feature] {
					if c.index[term.feature][k].group == at {
						got += c.index[term.feature][k].times(term)
					}
				}
			}
			if d := got - want; d > 1e-9 || d < -1e-9 {
				t.Errorf("group %d, passage %d: %f, want %f", g, i, got, want)
			}
		}
	}
}
