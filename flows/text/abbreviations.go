package text

// abbreviation holds abbreviations, without their last stop, that a sentence
// goes on after: Swedish as in Språkrådet's Svenska skrivregler, English as in
// common use.
var abbreviation = wordSet(`
	bl.a t.ex dvs d.v.s s.k t.o.m fr.o.m f.d f.n p.g.a pga m.a.o i.o.m f.v.b t.v m.h.t m.t.p e.kr f.kr
	ca c:a kl nr st s sid kap art avd ang enl resp exkl inkl jfr jmf ev el eg obs mån tis ons tors fre lör sön
	jan feb febr apr aug sept okt nov dec max min milj mkr tkr tfn tel vd ordf prof doc dr fr hr frk bitr fil kand
	bil fig tab red övers utg uppl forts ung ungef vanl tidn stv gen allm prel a.a
	e.g i.e viz cf vs mr mrs ms messrs prof rev hon st sr jr gen col capt lt no nos vol pp p ed eds fig figs al approx est dept univ`)

// closingAbbreviation holds those that as often end a sentence: it goes on
// unless a capital follows.
var closingAbbreviation = wordSet(`
	m.m mm m.fl mfl osv o.s.v etc o.d o.dyl dyl e.d el.dyl i.dag a.m p.m inc ltd co corp e.dyl`)
