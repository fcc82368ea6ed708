package points

// What does good and harm is general, of Swedish and English, and of no subject.
var (
	harms = newLexicon(`knäcker knäckte förstör förstörde skadar skadade dödar dödade hotar hotade kväver kvävde kränker kränkte stämplar utestäng- urholka- försämra- försvåra- hindra-
		motverka- undergräv- underminera- förvärra- missgynn- straffar straffade drabbar drabbade slukar slukade stjäl stjälper tvingar tvingade lurar lurade sliter slitit splittra-
		segregera- förorena- förgifta- smutsar läcker dränera- urvattna- avskräck- snedvrid- provocera- skrämmer skrämde jagar förföljer bromsar blockera- fördröj- förlama-
		ödelägg- försena- fördyra- förfula- sabotera- krossar krossade plågar stressar skuldbelägg- utnyttja- exploatera- diskriminera- marginalisera- isolerar
		utarma- utrotar äventyra- begränsar inskränk- belasta- förvirra- förlöjliga- passivisera- cementera- sviker svek stör störde tränger trängde trampar
		raserar raserade slösar förvisar kastar
		harms hurts destroys destroyed ruins ruined kills killed threatens undermin- weakens excludes excluded punishes discourages drains steals blocks hinders damages worsens divides
		humiliates frightens scares pollutes poisons burdens delays distorts wastes isolates exploits discriminates strangles erodes betrays endangers forces spoils`)
	benefits = newLexicon(`räddar räddade stärker stärkte gynnar gynnade främjar lyfter lyfte underlättar förbättrar förbättrade löser löste skyddar skyddade berikar lönar hjälper hjälpte frigör
		avlasta- möjliggör säkrar förebygger motivera- inspirera- engagerar stimulera- uppmuntra- läker förenklar effektivisera- fördjupa- gagna- förenar belönar utjämna-
		sparar vitalisera- svalkar lugnar
		helps saves strengthens improves supports protects promotes enables encourages prevents solves benefits enriches motivates inspires unites
		simplifies empowers secures rewards`)
	// creators make the good or the ill that is named after them, enders end it.
	creators = newLexicon(`skapar skapade ger gav ökar ökade leder ledde medför medförde innebär orsakar gör gjorde blir blev väcker sprider driver bidrar
		creates causes makes made gives brings leads increases means spreads`)
	enders = newLexicon(`minskar minskade sänker sänkte hindrar stoppar bryter motverkar dämpar lindrar bekämpar
		reduces lowers stops breaks eases fights lessens`)
	ills = newLexicon(`klyft- otrygg- ohälsa- ojäml- orättv- segregation- brott våld buller utsläpp trängsel ensamhet- fattigdom- utanförskap- rädsl- skuld skam stress- oro hat splittring- förvirring-
		krångel- byråkrati- sjuk sjuka arga rädda ensamma osäker- osäkra utslagning- mobbning- konflikt- lidande skador skada förlust- problem kaos fara faror risk risker svår- dyr- sämre
		gaps fear inequal- injustice crime violence noise pollution lonel- poverty exclusion guilt shame stress hatred confusion bureaucracy sick angry insecur- conflict- problems harm worse`)
	goods = newLexicon(`trygg- frihet- glädje- glada frisk- hälsa gemenskap- jämlik- jämställd- rättvis- demokrati- kvalitet- lugn lugnt ro kunskap- självständig- delaktig- livskvalitet- framtidstro
		självförtroende- självkänsla- stolthet tillit- förtroende- livslust- mening- bättre bäst starkare jämn nytta möjligheter sammanhållning-
		safe- freedom joy health- community equal- justice quality calm knowledge independen- participation confidence pride trust better best stronger opportunit-`)
	// particles make harm of verbs that do none by themselves.
	harmful = map[string]bool{"slår ut": true, "slog ut": true, "slår mot": true, "slår undan": true, "pekar ut": true, "stänger ute": true, "tar död": true, "går ut": true, "gått ut": true,
		"river upp": true, "sätter stopp": true, "ställer till": true, "leder fel": true, "håller tillbaka": true, "hör inte": true, "passar inte": true, "duger inte": true, "shuts out": true, "leaves out": true, "puts off": true}
	// inversions open a clause where the subject stands after the verb.
	inversions = wordsOf(`idag nu då här där så ofta ibland i på när om sedan därför annars istället today now then here there if when in on`)
)
