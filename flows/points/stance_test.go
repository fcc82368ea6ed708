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
		{"negated demand", "skolan ska inte stängas av staten", against},
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
		{"each clause has its own", "Bygg lekplatser, parkeringar är fel.", "bygg+0 lekplatser+0 parkeringar-2 är-2 fel-2"},
		{"instead of", "Satsa rätt på tåg i stället för flyg", "satsa+2 rätt+2 på+2 tåg+2 i+2 stället+2 för-2 flyg-2"},
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
