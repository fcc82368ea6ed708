package points

import (
	"slices"
	"strings"
)

// phrases reads a list of phrases separated by bars: each stands between
// blanks, so that it matches whole words; one that ends in * also matches the
// beginning of a longer word.
func phrases(list string) []string {
	var out []string
	for _, p := range strings.Split(list, "|") {
		p = strings.Join(strings.Fields(p), " ")
		if open, ok := strings.CutSuffix(p, "*"); ok {
			out = append(out, " "+open)
			continue
		}
		out = append(out, " "+p+" ")
	}
	return out
}

func wordsOf(list string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// phatic words keep a conversation going and say nothing of its subject.
var phatic = wordsOf(`
	hej hejsan hallå heej heeej tjena god goda dag morgon afton kväll tack tackar tacksam vänlig vänliga vänligen hälsning hälsningar hälsar mvh
	instämmer instämmande håller medhåll samma ditto likaså ja nej jo jodå nä nja ok okej okay absolut visst självklart exakt precis
	tillägga tillägg lägga säga sagt synpunkt synpunkter åsikt åsikter kommentar kommentarer svar svaret fråga frågan frågor del
	ovan ovanstående nedan föregående tidigare talare inlägg bilaga bilagan bifogad se övrigt inspel punktform kort gott vet ej avstår
	frid guds bra kul fin fint intressant viktig relevant riktigt asså liksom typ
	hi hello dear good morning thanks thank regards best kind sincerely agree agreed ditto nothing add comment comments above below previous
	speaker speakers answer answers question questions response yes ok okay please see attached none n/a na great interesting nice point points`)

// demands are the verbs of a claim; with one of them a statement is a claim,
// however politely it begins.
var demands = phrases(`måste | bör | borde | behöv* | krävs | kräver | saknas | saknar | kräva | anser att | tycker att | vill se | vill att
	| must | should | need | needs | needed | require* | lack* | ought`)

var agreements = phrases(`instämmer | vi instämmer | jag instämmer | instämmer helt | håller med | vi håller med | jag håller med | vi ansluter oss | ansluter oss
	| vi delar | samma här | samma svar | likaså | we agree | i agree | agree | agreed | same here | ditto`)

// thatClauses begin what somebody agrees with.
var thatClauses = phrases(`att | om | i | that | on | about | because | eftersom | synen | uppfattningen | bilden | kravet`)

var greetings = phrases(`hej | hejsan | hej hej | heej | heeej | hallå | tjena | god dag | god morgon | god kväll | goddag | hello | hi | dear | good morning | good afternoon | greetings`)

var thanks = phrases(`tack | stort tack | ett stort tack | varmt tack | hej och tack | hej tack | hej vi tackar | vi tackar | vi vill tacka | tackar | tusen tack
	| thank you | thanks | many thanks | we thank | we would like to thank | hello and thank* | hi and thank*`)

var closings = phrases(`med vänlig* hälsning* | vänlig* hälsning* | vänliga hälsningar | vänlig hälsning | med vänliga hälsningar | med vänlig hälsning | bästa hälsningar | varma hälsningar | hälsningar | hälsning
	| med hälsning* | hälsn | hälsar | soliga hälsningar | mvh | vh | vänligen | best regards | kind regards | warm regards | regards | with regards | with kind regards | best wishes
	| yours sincerely | sincerely | yours faithfully`)

// thankings thank for being asked, wherever they stand.
var thankings = phrases(`tack för inbjudan | tack för att ni | tack för att vi | tack för frågan | tack för möjligheten | tack för remissen | tackar för inbjudan | tackar för möjligheten
	| tackar för att | tackar för remissen | tackar för tillfället | thanks for asking | thank you for asking | thank you for the | thanks for the opportunity | thanks for inviting`)

// The writer tells more when asked: one of each list, and none of wants.
var (
	tellers   = phrases(`vi | jag | we | i`)
	wants     = phrases(`ser gärna | vill gärna | skulle gärna | önskar`)
	offerings = phrases(`gärna | gladly | happy to | glad to`)
	offered   = phrases(`mer underlag | mer info* | berättar mer | berätta mer | dialog | samtal | diskuterar | diskutera | frågor | vidare kontakt | kontakta oss | hör av er | höra av er | återkommer | tell you more | tell more
	| talk | discuss | contact us | dialogue | elaborate`)
)

var wishes = phrases(`lycka till | stå på er | kämpa på | bra jobbat | heja | leve | länge leve | good luck | keep it up | keep up the | well done | ursäkta | förlåt | sorry | apologies`)

// lets begin a battle cry that ends in "leva".
var lets = phrases(`låt`)

// offices sign for an organisation.
var offices = phrases(`styrelse* | förbundsstyrelse* | ordförande* | presidi* | kansli* | generalsekreter* | sekreterare* | verksamhetsledare* | verksamhetschef*
	| på uppdrag av | genom | board | chair* | president | secretary | secretariat | on behalf of`)

var references = phrases(`se | vi se | läs | läs gärna | jfr | jämför | vi hänvisar | hänvisar | hänvisning | mer om | mer info* | mer finns | mer att läsa | mer detaljer
	| ytterligare info* | för mer | för vidare | svar se | see | please see | read | refer to | we refer | please refer | more on | more about | more info* | for more | for further | as above | as stated | som ovan | som sagt`)

// notReferences begin like a reference and are a request.
var notReferences = phrases(`se till | se över | läs in | see to it | see that`)

var places = phrases(`svar* | fråga* | ovan* | nedan* | bilag* | bifog* | rapport* | hemsida* | webb* | verksamhetsberättelse* | länk* | skrivelse* | yttrande* | http* | https* | www* | tidigare inlägg
	| sagt | answer* | question* | above* | below* | attach* | appendix | report* | website* | site | link* | stated | response*`)

var answerNouns = phrases(`svar | svaret | svaren | remissvar* | yttrande* | inspel* | inlaga* | synpunkt* | fråga | frågan | frågorna | frågeställning* | samrådet | enkät* | remiss*
	| answer | answers | response | submission | comments | question | questions | consultation`)

var answerVerbs = phrases(`utgår | utgångspunkt | bygger | baseras | grundas | svarar | svara | besvara* | lämna | lämnar | lämnat | anför* | följande | nedan | nedanstående | sammanfatta* | behandlats
	| diskuterats | antagits | beslutats | återges | redovisas | utifrån | muntligt | fördjupade | inbjudan | möjligheten att | välkomnar
	| based | submit* | following | below | summarise* | summarize* | discussed | adopted | welcome* | opportunity | elaborate | invit* | answer in | respond*`)

// ofAnswer begin a statement about the answer that does not name it.
var ofAnswer = phrases(`vi | vårt | våra | nedan | nedanstående | följande | här | detta | we | our | below | the following | here | this`)

// nothings say that there is nothing to say.
var nothings = phrases(`inte att säga | inget mer att | inget att tillägga | inget ytterligare att | ingenting att tillägga | inga synpunkter | ingen åsikt | det var allt | det var nog allt
	| nothing to add | nothing further | nothing more to | no comment | no comments | no opinion | that is all | that's all`)

// verdicts answer a question that asks for yes or no.
var verdicts = phrases(`ja | nej | jo | jodå | nja | absolut | visst | självklart | yes | no`)

// devices sign for whoever wrote on them.
var devices = phrases(`skickat från min | sent from my`)

// answerIdioms speak of the answer by themselves.
var answerIdioms = slices.Concat(nothings, devices, phrases(`till förfogande | utvecklar gärna | berättar gärna mer | anföra följande
	| svar på fråga | svarar så här | valt att svara | valt att fokusera | valt att lyfta | valt att inte räkna | valt att begränsa | valt att beskriva | chosen to focus | chose to focus | chosen to answer | här kommer några | här kommer våra | här är våra | vi bifogar | några tankar från | våra tankar | mina tankar | några rader från | peka på några | lyfta några | nämna några | passa på att | ställer oss bakom följande | står bakom följande | kan bara tala för | talar bara för | att ni lyssnar | at your disposal | happy to discuss | happy to elaborate | speak only for | only speak for | for listening`))

// reaches with abouts and a number tell how many an
// organisation reaches.
var (
	reaches = phrases(`möter | träffar | stöttar | ger råd till | ger stöd till | arrangerar | anordnar | företräder | representerar | omfattar | supports | represents | runs | besöks av | besöker oss | når | tar emot | hjälper | stödjer | utbildar | anställer | meets | reaches | receives | helps | serves | trains`)
	abouts  = phrases(`ca | cirka | omkring | ungefär | drygt | närmare | årligen | om året | per år | varje år | varje vecka | i veckan | a year | every year | every week | about | around | approximately | roughly | annually`)
)

// deeds with a time tell for how long an organisation has been at it.
var (
	deeds = phrases(`arbetat | jobbat | verkat | följt | drivit | drivits | drivs | funnits | engagerat | samlat | samarbetat | varit verksam* | hållit på | varit aktiva | been working | worked | been active | existed | followed | been running`)
	times = phrases(`sedan | år | åren | årtionde* | decenni* | länge | since | years | decades`)
	// ours are who did it.
	ours = phrases(`vi har | har vi | har vår | föreningen har | förbundet har | organisationen har | nätverket har | och drivs av | we have | has been | has existed`)
)

// represents speak of whom an organisation speaks for, if a number follows.
var represents = phrases(`företräder | representerar | omfattar | represents | speaks for`)

// beings with a number, and a number with heads, tell how many an organisation is.
var (
	beings = phrases(`vi är | hej vi är | we are`)
	heads  = wordsOf(`medlemmar medlemsorganisationer members`)
)

// beingReach is the place of the number at most: "Vi är drygt 200 scouter".
const beingReach = 3

var presentations = phrases(`är en av sveriges | är en av landets | är en av de största | är en av länets | är sveriges största | är landets största | är sveriges äldsta | is one of the largest | is the largest | is sweden's largest |
	kort om oss | om oss | om organisationen | består av | samlar | organiserar | grundades | bildades | grundat | bildat | har funnits i | har funnits sedan | vi har medlemmar | medlemmar i hela
	| vårt uppdrag är | vårt ändamål är | vi är verksamma | our mission is | medlemsföreningar | lokalföreningar | lokalavdelningar | är en paraplyorganisation | about us | founded in | was founded | has members | consists of | brings together | member organisations`)

// selves begin a presentation, if the name of a kind of organisation follows.
var selves = phrases(`vi är en | vi är ett | vi är | hej vi är en | hej vi är ett | jag är | jag företräder | vi företräder | vi representerar | föreningen är en | förbundet är ett | nätverket är ett | organisationen är en
	| we are a | we are an | we are the | hi we are a | hello we are a | i represent | we represent`)

// organisationEndings end the words for organisations, in compounds too.
var organisationEndings = []string{"förening", "föreningen", "föreningar", "organisation", "organisationen", "organisationer", "förbund", "förbundet", "nätverk", "nätverket",
	"klubb", "klubben", "kår", "kåren", "grupp", "byalag", "byalaget", "stiftelse", "stiftelsen", "församling", "församlingar", "råd", "rådet", "medlemmar", "krets",
	"association", "organization", "network", "charity", "club", "foundation", "federation", "union", "members", "group", "ngo"}
