package points

// Kind is what a statement without a point is, where it says nothing of the
// matter. The words that people read are in flows/locale.
type Kind string

// The kinds.
const (
	Substance Kind = ""          // there may be something in it: agreement, background, a reference
	Greeting  Kind = "greeting"  // or thanks, or a good wish
	Signature Kind = "signature" // a closing phrase, or who writes
	Empty     Kind = "empty"     // "-", "nothing to add"
)

// kind is of a statement without a claim. Agreement and a bare yes are answers,
// a reference says where the answer is, and background tells whose it is: in
// doubt there is something in it.
func (s spoken) kind() Kind {
	switch {
	case s.agrees() || s.refers() || s.presents() || s.hasAny(demands):
		return Substance
	case s.signs() || s.hasAny(devices):
		return Signature
	case s.greets() || s.wishes():
		return Greeting
	case s.declines() || s.empty() && !s.hasAny(verdicts):
		return Empty
	}
	return Substance
}

// declines: "Mer har vi inte att säga", in so many words and no more.
func (s spoken) declines() bool { return len(s.words) <= 9 && s.hasAny(nothings) }
