package points

// The words of stance are general, of Swedish and English; none belongs to a
// subject.
var (
	negations = set(`inte icke ej aldrig ingen inget inga knappast not no never none nobody neither nor cannot
		don't doesn't didn't isn't aren't wasn't won't can't shouldn't hardly`)
	verbNegations = set(`inte icke ej aldrig not never`)
	ands          = set(`och and`)
	longer        = set(`längre longer`) // after a negation: it was taken away
	getting       = set(`får fick få get gets got receive receives`)
	lessening     = set(`mindre färre less fewer`)
	taking        = set(`ta tar tas tog tagit dra drar dras drog take takes taken taking`)
	away          = set(`bort in undan ifrån away`)
	down          = set(`ner ned bort down`)
	onlies        = set(`bara enbart endast blott minst only just merely least`) // after a negation: it adds
	whys          = set(`varför why`)
	further       = set(`fler nya ytterligare more further new`) // after a negation: against them
	excess        = set(`för too`)
	far           = set(`långt far`)
	enough        = set(`tillräckligt tillräcklig tillräckliga nog enough sufficient`)
	already       = set(`redan already`)
	withouts      = set(`utan without`)
	froms         = set(`mot från against from`)
	times         = map[string]bool{"på tiden": true, "hög tid": true, "dags att": true, "about time": true, "high time": true}
	workings      = set(`fungerar funkar works`)
	claimable     = set(`rätt right`)
	tos           = set(`till to`)
	stopping      = set(`sluta stop`) // where it is asked for; else somebody leaves
	insteads      = map[string]bool{"stället för": true, "hellre än": true, "snarare än": true, "instead of": true, "rather than": true}

	evaluations = evaluationWords{
		against: newLexicon(`fel misstag felaktig- olyckl- beklag- motsätt- ifrågasätt- avråd- avvisa- protest- emot motverk- onödig- orimlig- orättvis-
			olämplig- förkast- nej tveksam- utestäng- stämpl- missrikt-
			wrong mistake- regret- oppos- objects reject- against unnecessary unreasonable unfair misguided unacceptable`),
		lacking: newLexicon(`dålig- sämre sämst problem svår- hinder hindr- oro oroa- oroli- rädd- risk- hot hotar hotas skada- drabb- mister förlor- tappar
			sönder tystna- gråt- brist- försvår- försämr- krånglig- läggs förstör- skada- utarm- urholk- missgynn- straffa-
			bad worse worst problem- difficult- obstacle- barrier- worr- afraid risk- threat- harm- hurt- destroy- undermin- weaken- lose loses losing lost lack- suffer-`),
		demand: newLexicon(`behövs behöver behov måste bör borde ska skall kräver krävs vill önskar föreslår låt ge need needs needed must should ought want wants let give`),
		defence: newLexicon(`bra bäst rätt rimlig- klok- klokt klokare utmärkt- nödvändig- befogad- välkomn- stödjer stöder bakom framgång- underverk fungerar funkar
			gott värdefull- värna- bevara- försvara- freda- välsign- självklar behåll- förordar förespråk-
			good best right reasonable wise sensible great excellent necessary justified welcome works believe keep preserv-`),
	}
	// imperatives ask for something when they open a clause.
	imperatives = newLexicon(`satsa stärk öka utöka bygg inför skapa skydda försvara säkra säkerställ ordna tillåt höj utveckla prioritera förbättra
		underlätta garantera erbjud öppna rusta stöd stötta gynna främja använd anställ bjud hjälp
		give let make ensure provide protect defend build invest strengthen increase expand introduce allow improve guarantee support open raise use hire`)
	protectors = newLexicon(`skydda- försvara- värna- freda- rädda räddas bevara- protect- defend- safeguard- preserv-`)
	// measures are what there is too much or too little of, after an excess.
	measures = newLexicon(`dyr- hög- stor- låg- få många mycket lite litet liten små sen sent sällan tidig- långsam- kort- svår- tung- talrik- fort krånglig- mörk-
		expensive high big large low few many much little small late seldom early slow short difficult hard heavy numerous fast complicated dark`)
	// denials are against only where they are negated: "nobody wants", "is not used".
	denials = newLexicon(`vill önskar tror använd- räcker hjälper duger lönar håller want wants use uses used helps believe believes enough`)
	// reducers take away or lessen.
	reducers = newLexicon(`minska- minskn- sänk- slopa- avskaff- nedskär- neddrag- nerdrag- nedlägg- avveckl- upphör- försvinn- krymp- banta- bantas
		skippa- stopp stoppa stoppas begränsa begränsas begränsar begränsning- inskränk- stäng stänga stängs stängas stängdes riv riva rivs rivas rivning- rasera-
		förbjud- förbud- indrag- sparkrav- bespar-
		cut cuts cutting cutback- reduc- lower lowering abolish- scrap- remov- withdraw- stop stopped ban bans banned restrict restricted restricting limit limited limiting demolish- close closed closing abandon-`)
)
