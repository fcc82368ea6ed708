package points

// item is a statement that carries a claim, as grouping sees it. Items come in
// the order of their answers and of their places in them.
type item struct {
	answer int  // numbers the answers; -1: the label of a known point
	start  bool // first on its line, or after a statement without a claim
	text   string
	known  int // index of the known point that it is fixed to, or -1
}
