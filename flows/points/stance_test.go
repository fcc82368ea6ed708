package points

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows/text"
)

func TestClauseStance(t *testing.T) {
	tests := []struct {
		name, clause string
		want         stance
	}{
		{"nothing", "vi möts på tisdagar", unsaid},
		{"demand", "det behövs fler bänkar i parken", demand},
		{"demand in English", "the library must stay open", demand},
		{"complaint", "hyran är ett problem för många", lacking},
		{"praise", "beslutet är rimligt", defence},
		{"rejection", "förslaget är fel väg", against},
		{"negated praise", "det fungerar inte för oss", against},
		{"negated complaint", "hyran är inget problem", defence},
		{"negated demand", "skolan ska inte styras av staten", against},
		{"somebody negated is no stance", "ingen av oss måste betala", demand},
		{"to take away is asked for", "avskaffa avgiften", against},
		{"to take away is wrong", "att avskaffa avgiften är fel", defence},
		{"to take away is right", "det är bra att bidraget slopas", against},
		{"taking away harms", "nedskärningarna drabbar biblioteken", defence},
		{"no longer", "bra att de inte längre får bidrag", against},
		{"less money is right", "att de får mindre pengar är rimligt", against},
		{"must come down", "hyrorna måste ner", against},
		{"to take away the taking away", "sluta skära i och minska biblioteken", demand},
		{"denied use", "appen som ingen använder", against},
		{"not only", "inte enbart en fråga om pengar som behövs", demand},
		{"nothing more of it", "inga fler höghus", against},
		{"there is enough", "det finns redan tillräckligt med parkering", against},
		{"too far", "kraven går för långt", against},
		{"too much of a measure", "biljetten är för dyr", lacking},
		{"works badly", "färdtjänsten fungerar dåligt", lacking},
		{"receives", "kommunen tar emot många", unsaid},
		{"a right is no praise", "barns rätt till lek", demand},
		{"why must", "varför ska vi betala", against},
		{"why not", "varför ska vi inte få vara med", demand},
		{"high time", "det är hög tid att avgiften sänks", against},
		{"asked for in an opening", "bygg ut tunnelbanan", demand},
		{"taken down in an opening", "dra ned på trafiken", against},
		{"somebody leaves", "många elever sluta innan de är klara", unsaid},
		{"to close it is wrong", "att stänga badet är fel", defence},
		{"protected from harm", "skydda parken från försämringar", demand},
		{"without it", "utan parkering kommer ingen", demand},
		{"without it all is well", "utan avgift kommer alla", unsaid},
		{"kept out", "keep cars out of the park", against},
		{"guarded", "slå vakt om biblioteken", demand},
		{"stop the felling", "sluta hugga ner träden", demand},
		{"does not fit", "tornet passar inte här", against},
		{"asked for by one word more", "mer ljus i parken", demand},
		{"a question that opens like a call", "öppna vi är", unsaid},
		{"away with it", "bort med tiggeriet", against},
		{"not to be touched", "rör inte torget", defence},
		{"may not be built on", "ängen får inte bebyggas", against},
		{"may not be whittled", "skyddet ska inte rucka", defence},
		{"is better than", "tåget är bättre än flyget", defence},
		{"is worse than", "bussen är sämre än tåget", against},
		{"rather", "hellre en bänk än en skylt", demand},
		{"is to stay", "kiosken kan vi leva med", defence},
		{"does not suffice", "en timme räcker inte", lacking},
		{"should not have to", "ingen ska inte behöva vänta", lacking},
		{"nobody comes when it is closed", "aldrig kommer besökare när allt stängs", defence},
		{"does not do it", "kameran ser inte allt", lacking},
		{"what is missing is not turned", "lokalen stängdes och bänkar saknas", demand},
		{"given up with gain", "vi har slutat med salt och det är bra", against},
		{"must not be sacrificed", "old trees must not be sacrificed", defence},
		{"negation far away", "inte bara i staden utan även på landet behövs det mycket", demand},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := clauseStance(text.Words(tt.clause)); got != tt.want {
				t.Errorf("clauseStance(%q) = %d, want %d", tt.clause, got, tt.want)
			}
		})
	}
}

func TestOpposes(t *testing.T) {
	want := map[[2]stance]bool{
		{against, demand}: true, {against, defence}: true, {lacking, defence}: true,
		{lacking, demand}: false, {against, lacking}: false, {demand, defence}: false,
		{unsaid, against}: false, {unsaid, defence}: false, {demand, demand}: false,
	}
	for pair, opposed := range want {
		if got := pair[0].opposes(pair[1]); got != opposed {
			t.Errorf("%d opposes %d: %v, want %v", pair[0], pair[1], got, opposed)
		}
		if got := pair[1].opposes(pair[0]); got != opposed {
			t.Errorf("%d opposes %d: %v, want %v", pair[1], pair[0], got, opposed)
		}
	}
}

func TestStancedWords(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"each clause has its own", "Bygg lekplatser, parkeringar är fel.", "bygg+1 lekplatser+1 parkeringar-2 är-2 fel-2"},
		{"instead of", "Satsa rätt på tåg i stället för flyg", "satsa+2 rätt+2 på+2 tåg+2 i+2 stället+2 för-2 flyg-2"},
		{"and should go", "Huset är fel och bör rivas", "huset-2 är-2 fel-2 och-2 bör-2 rivas-2"},
		{"should go, of what was said", "Avgiften växer och måste bort", "avgiften-2 växer-2 och-2 måste-2 bort-2"},
		{"without", "Vi vill ha möten utan chefer", "vi+1 vill+1 ha+1 möten+1 utan-2 chefer-2"},
		{"without, of whom it is said", "Byar utan affär behöver bussar", "byar+1 utan+1 affär+1 behöver+1 bussar+1"},
		{"than", "Hellre bänkar än skyltar", "hellre+1 bänkar+1 än-2 skyltar-2"},
		{"does harm", "Tornen förstör utsikten", "tornen-2 förstör+1 utsikten+1"},
		{"does good", "Kören stärker byn", "kören+2 stärker+1 byn+1"},
		{"makes something bad", "Lånen ökar klyftorna", "lånen-2 ökar+1 klyftorna+1"},
		{"ends something bad", "Parker minskar stress", "parker+2 minskar+1 stress+1"},
		{"would drive away", "Tullen skulle stänga bruket", "tullen-2 skulle-2 stänga+1 bruket+1"},
		{"who does harm stands after", "Då förstör tornen utsikten", "då-1 förstör-1 tornen-1 utsikten-1"},
		{"does no harm", "Tornen förstör inte utsikten", "tornen+2 förstör+2 inte+2 utsikten+2"},
		{"a call", "Renovera!", "renovera+1"},
		{"no call", "Renovera", "renovera+0"},
		{"not only without", "Inte bara barn utan vuxna måste med", "inte+1 bara+1 barn+1 utan+1 vuxna+1 måste+1 med+1"},
		{"not to those", "Stödet ska gå till alla, inte till några", "stödet+1 ska+1 gå+1 till+1 alla+1 inte-2 till-2 några-2"},
		{"protected from", "Skydda parken från bilar", "skydda+1 parken+1 från-2 bilar-2"},
		{"free of", "hundfria parker behövs", "hund-2 parker+1 behövs+1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range stancedWords(tt.in) {
				got = append(got, w.word+[]string{"-2", "-1", "+0", "+1", "+2"}[w.stance-against])
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
