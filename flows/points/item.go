package points

import (
	"strings"

	"github.com/samrad/samrad/flows/text"
)

// item is a statement that carries a claim, as grouping sees it. Items come in
// the order of their answers and of their places in them.
type item struct {
	answer int  // numbers the answers; -1: the label of a known point
	start  bool // first on its line, or after a statement without a claim
	text   string
	known  int // index of the known point that it is fixed to, or -1
}

// cluster gives each item the number of its point; those below the number of
// known points are known points.
func cluster(_ string, items []item) []int {
	out := make([]int, len(items))
	byText := make(map[string]int)
	next := 0
	for _, it := range items {
		next = max(next, it.known+1)
	}
	for i, it := range items {
		key := strings.Join(text.Words(it.text), " ")
		if it.known >= 0 {
			out[i] = it.known
			byText[key] = it.known
			continue
		}
		if _, ok := byText[key]; !ok {
			byText[key] = next
			next++
		}
		out[i] = byText[key]
	}
	return out
}
