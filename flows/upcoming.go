package flows

import (
	"cmp"
	"slices"
)

var stepOrder = map[Step]int{StepAsk: 0, StepRemind: 1, StepCloses: 2, StepDigest: 3, StepStarts: 4}

func sortUpcoming(all []Upcoming) {
	slices.SortStableFunc(all, func(a, b Upcoming) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(stepOrder[a.Step], stepOrder[b.Step]))
	})
}
