package points

// stance is what a clause says of the things it names. To call something
// lacking and to demand more of it is one view; to defend it and to call it
// lacking, or to demand it and to be against it, are two.
type stance int8

const (
	against stance = -2 // "is wrong", "should be abolished", "does not work"
	lacking stance = -1 // "is a problem", "is difficult"
	unsaid  stance = 0
	demand  stance = 1 // "is needed", "must"
	defence stance = 2 // "is right", "is no problem", "it is wrong to abolish it"
)

// opposes reports whether two stances on one thing are two views.
func (s stance) opposes(t stance) bool {
	return s < 0 && t > 0 && t-s > demand-lacking || t < 0 && s > 0 && s-t > demand-lacking
}

// turned is the stance when the thing is taken away.
func (s stance) turned() stance {
	switch {
	case s > 0:
		return against
	case s < 0:
		return defence
	}
	return unsaid
}

// with joins the stances of one passage on one thing: the stronger holds, and
// two that are opposed say nothing.
func (s stance) with(t stance) stance {
	switch {
	case s.opposes(t):
		return unsaid
	case t*t > s*s:
		return t
	}
	return s
}
