package points

import "testing"

func TestCarriesClaim(t *testing.T) {
	tests := []struct {
		name string
		in   string
		want bool
	}{
		{"dash", "-", false},
		{"dots", "…", false},
		{"nothing to add", "Inget att tillägga.", false},
		{"nothing to add, English", "Nothing to add from us.", false},
		{"no comments", "Inga synpunkter", false},
		{"agreement", "Instämmer.", false},
		{"agreement with somebody", "Vi instämmer helt med Rädda Barnen.", false},
		{"agreement, English", "We agree with the previous speakers", false},
		{"agreement with something", "Vi instämmer i att avgiften är för hög.", true},
		{"greeting", "Hej alla!", false},
		{"drawn-out greeting", "heeej från östra kullen :wave:", false},
		{"thanks", "Tack för möjligheten att lämna synpunkter på förslaget.", false},
		{"thanks, English", "Thank you for inviting us.", false},
		{"thanks and a claim", "Tack för inbjudan, men samrådet måste hållas på kvällstid.", true},
		{"signature", "Med vänlig hälsning, förbundsstyrelsen", false},
		{"signed with a slash", "/Styrelsen", false},
		{"signature, English", "Best regards from the board", false},
		{"reference", "Se vårt svar på fråga 2.", false},
		{"reference with a link", "Läs gärna mer om hur vi jobbar: <https://example.org/x|vår verksamhetsberättelse>", false},
		{"reference, English", "See our answer to question 2", false},
		{"above", "Se ovan", false},
		{"a request that begins like a reference", "Se till att skolans webb är läsbar", true},
		{"lead-in", "Våra inspel i punktform:", false},
		{"of the answer", "Vårt svar bygger på en enkät bland medlemmarna.", false},
		{"of the answer, disposal", "Vi står gärna till förfogande för fördjupade samtal.", false},
		{"background", "Vi är en förening med ca 200 medlemmar i Borlänge, de flesta familjer.", false},
		{"background, consists", "Nätverket består av 31 lokala föreningar från Luleå till Trelleborg.", false},
		{"background, English", "We are a small charity in the north of the county.", false},
		{"background, reach", "Kvinnojouren tar emot cirka 300 samtal om året.", false},
		{"background, a head count", "Vi är drygt 200 scouter.", false},
		{"background, members", "Hos oss finns 340 medlemmar i fem kommuner.", false},
		{"of the answer, what it leaves out", "Vi har valt att fokusera på det som skaver.", false},
		{"a number that is no head count", "Vi är beroende av bidrag till 200 barn.", true},
		{"background, largest", "Folkbildningen är en av Sveriges största mötesplatser.", false},
		{"a reach that is missing", "Kommunen når inte ut med information.", true},
		{"thanks in the middle", "Föreningen tackar för möjligheten att yttra sig.", false},
		{"offer to tell more", "Vi bidrar gärna med mer underlag.", false},
		{"an offer that asks", "Vi ser gärna en dialog med kommunen.", true},
		{"an offer of work", "Vi hjälper gärna till med läxorna.", true},
		{"background, for how long", "Sedan 2004 har vi arbetat med frågan.", false},
		{"background, whom it speaks for", "Förbundet företräder 230 bagare.", false},
		{"for how long, with what came of it", "Vi har drivit kursen i tio år och ser att de som går den oftare får ett arbete", true},
		{"closing, abbreviated", "Hälsn.", false},
		{"wish", "Frid och lycka till med samrådet!", false},
		{"battle cry", "Låt bildningen leva!", false},
		{"praise", "Bra fråga!", false},
		{"short claim", "Fler sommarjobb", true},
		{"claim with polite end", "Permanent finansiering tack.", true},
		{"what the organisation does", "Vi driver två studiecirklar i veckan.", true},
		{"a place for some", "Vi är en plats bara för kvinnor och det är med flit.", true},
		{"answering a telephone", "Vi svarar i telefonen klockan nio en söndagskväll.", true},
		{"a question that claims", "Varför går det ingen buss på kvällen?", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := speak(tt.in, 0, false, true).carriesClaim(); got != tt.want {
				t.Errorf("carriesClaim(%q) = %v, want %v", tt.in, got, tt.want)
			}
		})
	}
}

func TestCarriesClaimByPlace(t *testing.T) {
	tests := []struct {
		name string
		in   spoken
		want bool
	}{
		{"a name under the answer", speak("Byalaget genom ordföranden", 3, true, true), false},
		{"the same words in it", speak("Byalaget genom ordföranden", 1, false, true), true},
		{"presentation after the point", speak("Föreningen består av frivilliga.", 5, false, false), true},
		{"function words that go on", speak("Det man ser kan man bli.", 1, true, false), true},
		{"function words alone", speak("Det man ser kan man bli.", 0, true, true), false},
		{"a colon at the end of an answer", speak("Vi vill ha bussar:", 0, true, true), true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.in.carriesClaim(); got != tt.want {
				t.Errorf("carriesClaim(%q) = %v, want %v", tt.in.text, got, tt.want)
			}
		})
	}
}

// TestNameUnderClosing: what stands under a closing phrase and can be a name is
// none, wherever the writer breaks the line; a claim there is one.
func TestNameUnderClosing(t *testing.T) {
	for in, want := range map[string]int{
		"Parken är mörk.\nHälsn.\nKerstin och Ulf":               1,
		"Parken är mörk.\nMed vänlig hälsning\nUlf, Byalaget":    1,
		"Parken är mörk.\nHälsningar från Ulf\nSätt upp lampor!": 2,
		"Hälsningar från byn\nmörka parker":                      1,
	} {
		claims := 0
		for _, s := range statementsOf(Answer{Text: in}, Options{}) {
			if s.claims {
				claims++
			}
		}
		if claims != want {
			t.Errorf("%q has %d claims, want %d", in, claims, want)
		}
	}
}
