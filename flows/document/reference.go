package document

import (
	"strconv"

	"github.com/samrad/samrad/flows"
)

// references are numbers for the contributions of a digest, in the order in which
// it has their statements. They stand in the tables of the editions for everybody,
// since the id of an imported answer may tell whose it is; those of the working
// group's edition of the same version have both, which leads from one to the other.
func references(d flows.Digest) map[string]string {
	out := make(map[string]string)
	add := func(all []flows.DigestStatement) {
		for _, s := range all {
			if _, ok := out[s.Contribution]; !ok {
				out[s.Contribution] = strconv.Itoa(len(out) + 1)
			}
		}
	}
	for _, t := range d.Themes {
		for _, q := range t.Questions {
			for _, p := range q.Points {
				add(p.Statements)
			}
			add(q.WithoutPoint)
		}
	}
	return out
}
