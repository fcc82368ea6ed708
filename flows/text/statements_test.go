package text

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStatements(t *testing.T) {
	tests := []struct {
		name string
		in   string
		want []string
	}{
		{"empty", " \n\t\n", nil},
		{"a dash alone is what was written", "-", []string{"-"}},
		{"sentences", "Vi vill ha fler turer. Priset är för högt! Varför?", []string{"Vi vill ha fler turer.", "Priset är för högt!", "Varför?"}},
		{"bullets", "Våra inspel:\n- Läxhjälp\n• Språkcafé på kvällar\n  ◦ gärna flera\n* Mer pengar", []string{"Våra inspel:", "Läxhjälp", "Språkcafé på kvällar", "gärna flera", "Mer pengar"}},
		{"numbered", "1. Bättre sfi\n2) Fler lärare\na) i norr\n(3) Tid", []string{"Bättre sfi", "Fler lärare", "i norr", "Tid"}},
		{"sentences in a bullet", "- Prioritera svenskan. Alla säger det", []string{"Prioritera svenskan.", "Alla säger det"}},
		{"abbreviations inside", "Vi har bl.a. Röda Korset, t.ex. Lund, dvs. Skåne och ca. 300 Andra, enl. Lagen.", []string{"Vi har bl.a. Röda Korset, t.ex. Lund, dvs. Skåne och ca. 300 Andra, enl. Lagen."}},
		{"spaced abbreviations", "Vi har bl. a. Röda Korset och t. ex. Lund.", []string{"Vi har bl. a. Röda Korset och t. ex. Lund."}},
		{"abbreviations at the end", "Vi ger kurser, kaffe m.m. Det räcker. Böcker osv. och annat.", []string{"Vi ger kurser, kaffe m.m.", "Det räcker.", "Böcker osv. och annat."}},
		{"English abbreviations", "Ask Mr. Smith, e.g. Tuesday, i.e. Soon. Or Dr. Jones etc. They know.", []string{"Ask Mr. Smith, e.g. Tuesday, i.e. Soon.", "Or Dr. Jones etc.", "They know."}},
		{"words that look like abbreviations", "Skogen nås bara med bil. Kör bussar dit. Arten är en hotad art. Den är ung. Den är min.", []string{"Skogen nås bara med bil.", "Kör bussar dit.", "Arten är en hotad art.", "Den är ung.", "Den är min."}},
		{"initials", "Vi stödjer C.J. Svensson och A. Berg. De kan.", []string{"Vi stödjer C.J. Svensson och A. Berg.", "De kan."}},
		{"times, decimals and dates", "Bussen går kl. 17.40 den 7.11 och kostar 3.50 kr. Det är dyrt.", []string{"Bussen går kl. 17.40 den 7.11 och kostar 3.50 kr.", "Det är dyrt."}},
		{"a year ends one", "Så var det år 2023. Nu är det bättre.", []string{"Så var det år 2023.", "Nu är det bättre."}},
		{"a number begins one", "Ansökan är för lång. 300 timmar gick åt.", []string{"Ansökan är för lång.", "300 timmar gick åt."}},
		{"addresses", "Läs www.example.org/Om.Oss?sida=Ett eller skriv till A.B@example.org. Tack.", []string{"Läs www.example.org/Om.Oss?sida=Ett eller skriv till A.B@example.org.", "Tack."}},
		{"quotes after the stop", "Han sa: ”Kom hit.” Vi kom. \"Varför?\" frågar ni.", []string{"Han sa: ”Kom hit.”", "Vi kom.", "\"Varför?\" frågar ni."}},
		{"brackets", "Vi vill mer (se bilagan. Den är lång.) Och snart. (Helst nu.) Tack.", []string{"Vi vill mer (se bilagan. Den är lång.)", "Och snart.", "(Helst nu.)", "Tack."}},
		{"an open bracket ends with its line", "Vi vill (se bilagan. Mer nu.\nTack. Hej.", []string{"Vi vill (se bilagan. Mer nu.", "Tack.", "Hej."}},
		{"ellipses", "Vi väntade... och väntade… Sen kom den. BankID, Kivra … Den som kan.", []string{"Vi väntade... och väntade…", "Sen kom den.", "BankID, Kivra … Den som kan."}},
		{"no capitals", "vi städar alltid. det är svenskan som fattas, bl.a. på jobbet. 40 pers", []string{"vi städar alltid.", "det är svenskan som fattas, bl.a. på jobbet.", "40 pers"}},
		{"emoji codes", "Nån förklarar. :bus: Sen går vi :raised_hands: Tack kl. 10:30:45 Hej", []string{"Nån förklarar. :bus:", "Sen går vi :raised_hands:", "Tack kl. 10:30:45 Hej"}},
		{"a plus after a stop", "Ingen vill hänga där. + fler sommarjobb", []string{"Ingen vill hänga där.", "fler sommarjobb"}},
		{"a wrapped line goes on", "Den här raden bröts av ett e-postprogram som tror på sjuttio tecken i\nbredd. Nästa mening.", []string{"Den här raden bröts av ett e-postprogram som tror på sjuttio tecken i\nbredd.", "Nästa mening."}},
		{"a short line does not", "Tre saker\nmer tid", []string{"Tre saker", "mer tid"}},
		{"Windows lines", "Ett.\r\n\r\n- Två\r\n", []string{"Ett.", "Två"}},
		{"a stop at the end of a bracketed date", "Vi möttes (den 3 maj). Det gick bra.", []string{"Vi möttes (den 3 maj).", "Det gick bra."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, sp := range Statements(tt.in) {
				got = append(got, tt.in[sp.Start:sp.End])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Statements (-want +got):\n%s", diff)
			}
		})
	}
}
