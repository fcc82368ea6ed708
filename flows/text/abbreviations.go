package text

import "strings"

// abbreviation holds abbreviations, without their last stop, that a name or a
// number follows, so that a capital or a digit after them begins no sentence:
// Swedish as in Svenska skrivregler, English as in common use. None is also an
// everyday word.
var abbreviation = wordSet(`
	bl.a t.ex dvs d.v.s s.k t.o.m fr.o.m p.g.a pga m.a.o i.o.m m.h.t m.t.p a.a
	ca c:a kl nr s sid jfr jmf enl resp exkl inkl tfn avd ang obs prof doc dr fr hr frk ordf stf bitr
	e.g i.e viz cf vs mr mrs ms messrs sr gen col capt lt nos vol pp p eds figs approx univ`)

// closingAbbreviation holds those that as often end a sentence: it goes on
// unless a capital follows.
var closingAbbreviation = wordSet(`
	m.m mm m.fl mfl osv o.s.v etc o.d o.dyl dyl e.d el.dyl e.dyl el f.d f.n f.v.b t.v tv e.kr f.kr
	st kap art bil tel tab fig max min milj mkr tkr mån tis ons tors fre lör sön red uppl forts ung tidn allm prel fil kand
	jan feb febr apr aug sept okt nov dec a.m p.m inc ltd co corp jr no al ed dept est`)

// IsAbbreviation reports whether a word, with or without its last stop, is an
// abbreviation that a name or a number follows, as "bl.a" and "jfr".
func IsAbbreviation(word string) bool {
	return abbreviation[strings.ToLower(strings.TrimSuffix(word, "."))]
}
