package flows

import (
	"cmp"
	"maps"
	"slices"
)

// shown are the ids of the answers whose words stand in what everybody reads of
// an attributed digest, by how they let their words be used.
func (d Digest) shown() WordsOf {
	how := make(map[string]Attribution)
	add := func(contribution string, named, confidential bool) {
		switch {
		case named:
			how[contribution] = AttributionNamed
		case !confidential:
			how[contribution] = AttributionUnnamed
		}
	}
	for _, t := range d.Themes {
		for _, k := range t.KeyMessages {
			add(k.Contribution, k.Named, k.Confidential)
		}
		for _, q := range t.Questions {
			for _, p := range q.Points {
				for _, s := range p.Statements {
					add(s.Contribution, s.Named, s.Confidential)
				}
			}
			for _, s := range q.WithoutPoint {
				add(s.Contribution, s.Named, s.Confidential)
			}
		}
	}
	out := make(WordsOf)
	for _, id := range slices.Sorted(maps.Keys(how)) {
		out[how[id]] = append(out[how[id]], id)
	}
	return out
}

// noMore counts the answers that let less of themselves be shown by now: no name,
// or no words.
func noMore(shown WordsOf, now []Contribution) int {
	how := make(map[string]Attribution)
	for _, c := range counting(now) {
		how[c.ID] = cmp.Or(c.Attribution, AttributionUnnamed)
	}
	n := 0
	for _, id := range shown[AttributionNamed] {
		if how[id] == AttributionUnnamed || how[id] == AttributionWorkingGroup {
			n++
		}
	}
	for _, id := range shown[AttributionUnnamed] {
		if how[id] == AttributionWorkingGroup {
			n++
		}
	}
	return n
}
