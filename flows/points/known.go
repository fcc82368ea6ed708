package points

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/samrad/samrad/flows/text"
)

// unknown is what knownPoints.of says of a statement that people decided
// nothing of.
const unknown = -1

// knownPoints is what people decided.
type knownPoints struct {
	all    []Known
	placed func(Statement) (int, bool)
}

func newKnownPoints(o Options) knownPoints { return knownPoints{o.Known, o.Placed} }

// of gives the index of the known point that a statement was put in, Apart or
// unknown.
func (k knownPoints) of(s Statement) int {
	if k.placed == nil {
		return unknown
	}
	at, ok := k.placed(s)
	if !ok || at != Apart && (at < 0 || at >= len(k.all)) {
		return unknown
	}
	return at
}

// labelItems lets the labels that people gave attract statements.
func (k knownPoints) labelItems() []item {
	var out []item
	for i, p := range k.all {
		if p.Label != "" {
			out = append(out, item{answer: -1, start: true, text: p.Label, known: i})
		}
	}
	return out
}

// points makes the points of the groups, in their order: by organisations, the
// most first, then by the place of their first statement. A known point that
// nobody stands behind any more is none.
func (k knownPoints) points(groups map[int][]claim, opposed []rivals, answered int, language text.Language, o Options) []Point {
	type labelled struct {
		Point
		label int
	}
	all := make([]labelled, 0, len(groups))
	for _, label := range slices.Sorted(maps.Keys(groups)) {
		p := newPoint(groups[label], answered, language, o)
		if label >= 0 && label < len(k.all) {
			p.ID, p.Label, p.Known = k.all[label].ID, cmp.Or(k.all[label].Label, p.Label), true
		}
		all = append(all, labelled{p, label})
	}
	slices.SortStableFunc(all, func(a, b labelled) int {
		x, y := a.Statements[0], b.Statements[0]
		return cmp.Or(cmp.Compare(b.Organisations, a.Organisations), cmp.Compare(x.Answer, y.Answer), cmp.Compare(x.Start, y.Start))
	})
	out, at := make([]Point, len(all)), make(map[int]int, len(all))
	for i, p := range all {
		out[i], at[p.label] = p.Point, i
	}
	number(out)
	oppose(out, at, opposed)
	return out
}

// oppose notes the points that may be opposed; at is where a group's point is.
// A known point that nobody stands behind is nowhere.
func oppose(all []Point, at map[int]int, opposed []rivals) {
	for _, r := range opposed {
		a, isA := at[r[0]]
		b, isB := at[r[1]]
		if isA && isB {
			all[a].MaybeOpposed = append(all[a].MaybeOpposed, all[b].ID)
			all[b].MaybeOpposed = append(all[b].MaybeOpposed, all[a].ID)
		}
	}
	for i := range all {
		slices.Sort(all[i].MaybeOpposed)
	}
}

// number gives the points without an id the first free of p1, p2…
func number(all []Point) {
	used := make(map[string]bool)
	for i := range all {
		if used[all[i].ID] {
			all[i].ID = "" // two known points with one id
		}
		used[all[i].ID] = true
	}
	n := 0
	for i := range all {
		for all[i].ID == "" {
			n++
			if id := "p" + strconv.Itoa(n); !used[id] {
				all[i].ID, used[id] = id, true
			}
		}
	}
}
