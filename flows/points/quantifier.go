package points

// Quantifier says how many of those who answered stand behind a point, in one
// of five words. The words that people read are in flows/locale.
type Quantifier string

// The quantifiers, from the fewest to the most.
const (
	QuantifierOne     Quantifier = "one"
	QuantifierSome    Quantifier = "some"
	QuantifierSeveral Quantifier = "several"
	QuantifierMany    Quantifier = "many"
	QuantifierMost    Quantifier = "most"
)

// The least numbers of organisations for a quantifier, whatever their share.
const (
	LeastSeveral = 4
	LeastMany    = 5 // and at least a third
	LeastMost    = 3 // and more than half
)

// Quantify gives the quantifier of a point with n of the organisations that
// answered the question: the first that fits of
//
//	one      n = 1
//	most     n > of/2 and n >= 3
//	many     n >= of/3 and n >= 5
//	several  n >= 4
//	some     otherwise
//
// The table is the digest's published one; n and of count organisations.
func Quantify(n, of int) Quantifier {
	switch {
	case n == 1:
		return QuantifierOne
	case 2*n > of && n >= LeastMost:
		return QuantifierMost
	case 3*n >= of && n >= LeastMany:
		return QuantifierMany
	case n >= LeastSeveral:
		return QuantifierSeveral
	}
	return QuantifierSome
}
