package points

// The words of stance are general, of Swedish and English; none belongs to a
// subject.
var (
	negations = set(`inte icke ej aldrig ingen inget inga knappast not no never none nobody neither nor cannot
		don't doesn't didn't isn't aren't wasn't won't can't shouldn't hardly`)
	verbNegations = set(`inte icke ej aldrig not never`)
	longer        = set(`längre longer`) // after a negation: it was taken away
	getting       = set(`får fick få get gets got receive receives`)
	lessening     = set(`mindre färre less fewer`)
	taking        = set(`ta tar tas tog tagit dra drar dras drog take takes taken taking`)
	away          = set(`bort in undan ifrån away`)
	down          = set(`ner ned bort down`)
	insteads      = map[string]bool{"stället för": true, "instead of": true, "rather than": true}

	evaluations = evaluationWords{
		against: newLexicon(`fel misstag felaktig- olyckl- beklag- motsätt- ifrågasätt- avråd- avvisa- protest- emot motverk- onödig- orimlig- orättvis-
			olämplig- förkast- nej tveksam- utestäng- stämpl- missrikt-
			wrong mistake- regret- oppos- objects reject- against unnecessary unreasonable unfair misguided unacceptable`),
		lacking: newLexicon(`dålig- sämre sämst problem svår- hinder hindr- oro oroa- oroli- rädd- risk- hot hotar hotas skada- drabb- mister förlor- tappar
			sönder tystna- gråt- brist- försvår- försämr- krånglig- stängs läggs
			bad worse worst problem- difficult- obstacle- barrier- worr- afraid risk- threat- harm- hurt- lose loses losing lost lack- suffer-`),
		demand: newLexicon(`behövs behöver behov måste bör borde ska skall kräver krävs vill önskar låt ge need needs needed must should ought want wants let give`),
		defence: newLexicon(`bra bäst rätt rimlig- klok- klokt klokare utmärkt- nödvändig- befogad- välkomn- stödjer stöder bakom framgång- underverk fungerar funkar
			tror gott värdefull- värna- bevara- behåll- förordar förespråk-
			good best right reasonable wise sensible great excellent necessary justified welcome works believe keep preserv-`),
	}
	// denials are against only where they are negated: "nobody wants", "is not used".
	denials = newLexicon(`vill önskar tror använd- räcker hjälper duger lönar håller want wants use uses used helps believe believes enough`)
	// reducers take away or lessen.
	reducers = newLexicon(`minska- minskn- sänk- slopa- avskaff- nedskär- neddrag- nerdrag- nedlägg- avveckl- upphör- försvinn- krymp- banta- bantas
		skippa- sluta stoppa förbjud- förbud- indrag- sparkrav- bespar-
		cut cuts cutting cutback- reduc- lower lowering abolish- scrap- remov- withdraw- stop ban bans banned`)
)
