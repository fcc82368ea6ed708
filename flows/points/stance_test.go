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
