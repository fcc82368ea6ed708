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
	felling       = set(`hugga hugger huggs skära skär skärs montera monteras lägga lägger`)
	keeping       = set(`keep keeps kept get take shut`)
	askings       = map[string]bool{"slå vakt": true, "slår vakt": true, "på tiden": true, "hög tid": true, "dags att": true, "about time": true, "high time": true}
	stayings      = map[string]bool{"finnas kvar": true, "finns kvar": true, "vara kvar": true, "bli kvar": true, "ha kvar": true, "leva med": true, "ett stöd": true, "en tillgång": true, "en möjlighet": true, "en hjälp": true, "i fred": true, "gör skillnad": true, "gjorde skillnad": true, "öppnar dörren": true, "öppnar dörrar": true, "är nyckeln": true, "a help": true, "an asset": true}
	noMore        = map[string]bool{"bort med": true, "slut med": true, "slut på": true, "stopp för": true, "nej till": true, "stopp på": true, "away with": true, "no to": true, "no more": true, "hör inte": true}
	mores         = set(`mer mera fler flera ökad ökat ökade ja more`)
	burdens       = set(`behöva tvingas tvungen tvungna have need`)
	misses        = set(`saknas saknar saknade saknades fattas lacks missing`)
	betters       = set(`bättre snabbare enklare tryggare säkrare billigare effektivare rättvisare smidigare better faster easier safer cheaper fairer`)
	worses        = set(`sämre dyrare krångligare farligare svårare värre worse harder slower costlier`)
	subjects      = set(`man vi de det den jag ni du han hon one we they it you`)
	woulds        = set(`skulle would`)
	rathers       = set(`hellre snarare rather`)
	thans         = set(`än than`)
	mays          = set(`får fick må may`)
	workings      = set(`fungerar funkar works`)
	claimable     = set(`rätt right`)
	tos           = set(`till to`)
	stopping      = set(`sluta stop`) // where it is asked for; else somebody leaves
	quits         = map[string]bool{"slutat med": true, "slutade med": true, "slutat använda": true, "upphört med": true, "gått ifrån": true, "stopped using": true, "quit using": true, "gave up": true, "given up": true}
	insteads      = map[string]bool{"stället för": true, "istället för": true, "hellre än": true, "snarare än": true, "instead of": true, "rather than": true}

	evaluations = evaluationWords{
		against: newLexicon(`fel misstag felaktig- olyckl- beklag- motsätt- ifrågasätt- avråd- avvisa- avstyrk- protest- emot motverk- onödig- orimlig- orättvis-
			olämplig- förkast- nej tveksam- tvivla- tvivel utestäng- stämpl- missrikt- vansinn- vanvett- galenskap- idiotisk- dum dumt dumhet- oacceptab- oförsvarlig-
			oansvarig- skandal- skamlig- kränkande förnedr- hån hånfull- ovärdig- omänsklig- olaglig- dalta flum- trams- eländet galet galen galna tokig- befängd- huvudlös- övertro naiv-
			förlegad- föråldra- omodern- överflödig- överdriv- bakvänd- strider kontraproduktiv- återvändsgränd- fördöm- kritiserar ohållbar- absurd- cynisk- motståndare
			wrong mistake- regret- oppos- objects reject- against unnecessary unreasonable unfair misguided unacceptable irresponsible counterproductive
			scandal- shameful absurd foolish stupid senseless insane nonsense condemn- disagree- insult- degrading inhuman- unlawful illegal outdated obsolete naive excessive superfluous sceptical skeptical untenable`),
		lacking: newLexicon(`dålig- sämre sämst usel- värdelös- bedrövlig- eländig- hemsk- förskräcklig- fruktansvärd- katastrof- skrämmande problem- svår- hinder hindr-
			oro oroa- oroli- rädd- risk- hot hotar hotas fara faror farlig- otrygg- skada- skadlig- drabb- mister förlor- förlust- tappar sönder trasig- tystna- gråt- brist-
			försvår- försämr- förvärra- krånglig- läggs förstör- utarm- urholk- missgynn- straffa- plågar plågas lider lidande stressa- kaos kaotisk- kris krisen misslyck-
			eftersatt- otillräcklig- otillgänglig- krångla- strula- strul missnöj- förfall- slitna sliten rörig- snårig- oklar- otydlig- bortglömd- glömda underbemann- underfinansier- bullrig- smutsig- trångt
			bristfällig- släpar kläms vanvård- orkeslös- slöseri slösa- dör meningslös- verkningslös- ineffektiv- ful fult fula
			bad worse worst awful terrible dreadful problem- difficult- obstacle- barrier- worr- afraid risk- threat- harm- hurt- damag- danger- unsafe broken fail fails
			failing failed failure- crisis chaos chaotic destroy- ruin- undermin- weaken- hinder- lose loses losing lost lack- suffer- struggl- waste- useless
			pointless ineffective inefficient ugly inadequate inaccessible neglect- forgotten understaffed underfunded unclear confusing crumbling shabby insufficient deteriorat-`),
		demand: newLexicon(`behövs behöver behov måste bör borde ska skall kräver krävs vill önskar föreslår låt ge saknas saknar fattas efterlys- yrkar uppmana- viktig- angeläg- avgörande
			need needs needed must should ought want wants let give urge- important crucial vital essential`),
		defence: newLexicon(`bra bäst rätt rimlig- klok- klokt klokare utmärkt- nödvändig- befogad- motiverad- välkomn- stödjer stöder bakom framgång- underverk fungerar funkar
			gott värdefull- grundbult- ryggrad- livsviktig- livlina hjärtat älskar gillar uppskatta- stolt- lyckad- lyckat omistlig- välfungerande fungerande beprövad- vettig- förnuftig- naturligt berättigad- smart-
			snabbare säkrare tryggare enklare smidigare förtjänar hylla- suverän- jättebra värna- bevara- försvara- freda- välsign- självklar behåll- förordar förespråk- tillstyrk- bejaka- applåder- lovvärd- fantastisk- toppen underbar-
			perfekt lysande positiv- nyttig- gynna- berika- tillgång styrka lösning lösningen effektivt lönsam- räddar räddade räddat oumbärlig- ovärderlig-
			good best right love loves loved cherish- appreciat- proud backbone lifeline smart proven faster safer easier simpler deserve- reasonable wise sensible great excellent necessary justified welcome works believe keep preserv- endors- favour- favor- applaud- wonderful
			fantastic perfect brilliant positive valuable benefi- useful effective success- solution asset blessing thriv- worthwhile indispensable`),
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
	denials = newLexicon(`vill önskar tror använd- hjälper duger lönar håller passar fits belongs want wants use uses used helps believe believes enough`)
	// shortfalls are lacking where they are negated: "one hour does not suffice".
	shortfalls = newLexicon(`räcker räckt hinner hinns orkar behöva klarar kommer suffices suffice manage copes cope`)
	// touches are reducers only where they are forbidden: "do not touch it".
	touches = set(`rör röra röras ta tas rasera touch take`)
	// reducers take away or lessen.
	reducers = newLexicon(`minska- minskn- sänk- slopa- avskaff- nedskär- neddrag- nerdrag- nedlägg- avveckl- upphör- försvinn- krymp- banta- bantas
		skippa- stopp stoppa stoppas begränsa begränsas begränsar begränsning- inskränk- stäng stänga stängs stängas stängdes riv riva rivs rivas rivning- rasera-
		offra offras offrar nagga- rucka- tumma- tummas förbjud- förbud- indrag- sparkrav- bespar-
		sacrific- cut cuts cutting cutback- reduc- lower lowering abolish- scrap- remov- withdraw- stop stopped ban bans banned restrict restricted restricting limit limited limiting demolish- close closed closing abandon-`)
)
