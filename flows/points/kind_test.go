package points

import "testing"

func TestKind(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Kind
	}{
		{"greeting", "Hej!", Greeting},
		{"thanks", "Tack för frågan.", Greeting},
		{"thanks, English", "Thank you for inviting us.", Greeting},
		{"wish", "Guds frid och lycka till med samrådet!", Greeting},
		{"battle cry", "Låt bildningen leva!", Greeting},
		{"closing", "Med vänlig hälsning, förbundsstyrelsen", Signature},
		{"closing, English", "Best regards from the board", Signature},
		{"slash", "/Styrelsen", Signature},
		{"a telephone's", "Skickat från min iPhone", Signature},
		{"dash", "-", Empty},
		{"dots", "…", Empty},
		{"praise", "Kul fråga!", Empty},
		{"nothing to add", "Inget att tillägga.", Empty},
		{"nothing to add, at length", "Mer har vi inte att säga på denna fråga.", Empty},
		{"nothing to add, politely no", "Nej, inget att tillägga", Empty},
		{"nothing to add, English", "Nothing further from us", Empty},
		{"nothing on one thing, and more", "Vi har inga synpunkter på texten i sig, men kartan visar fel väg sedan ombyggnaden.", Substance},
		{"yes to a question", "Ja, absolut!", Substance},
		{"no to a question", "Nej.", Substance},
		{"agreement", "Instämmer.", Substance},
		{"agreement, of phatic words", "Vi håller med föregående talare", Substance},
		{"reference", "Se vårt svar på fråga 2.", Substance},
		{"above", "Se ovan", Substance},
		{"background", "Vi är en förening med ca 200 medlemmar i Borlänge, de flesta familjer.", Substance},
		{"background behind a greeting", "Hej, vi är en grupp på 25 pensionärer.", Substance},
		{"of the answer", "Vårt svar bygger på en enkät bland medlemmarna.", Substance},
		{"a closing phrase with a demand", "Hälsningar från oss som saknar en buss", Substance},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := speak(c.in, 1, false, true)
			if s.carriesClaim() {
				t.Fatalf("%q carries a claim", c.in)
			}
			if got := s.kind(); got != c.want {
				t.Errorf("kind of %q = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

// TestKindsOfAnswer: what carries a claim has no kind, in a point or not; what
// stands under a closing phrase is who writes.
func TestKindsOfAnswer(t *testing.T) {
	const text = "Hej!\nKompis säger ja.\nBussen går för sällan.\nMed vänlig hälsning\nKerstin och Ulf"
	o := Options{Compared: func(s Statement) string {
		if s.Text == "Kompis säger ja." {
			return "Vi ja."
		}
		return s.Text
	}}
	for name, organisation := range map[string]string{"counted": "a", "unassigned": ""} {
		t.Run(name, func(t *testing.T) {
			want := map[string]Kind{"Hej!": Greeting, "Kompis säger ja.": Substance, "Bussen går för sällan.": Substance,
				"Med vänlig hälsning": Signature, "Kerstin och Ulf": Signature}
			r := Group("Vad tycker ni?", []Answer{{ID: "1", Organisation: organisation, Text: text}}, o)
			for _, p := range r.Points {
				r.WithoutPoint = append(r.WithoutPoint, p.Statements...)
			}
			if len(r.WithoutPoint) != len(want) {
				t.Fatalf("statements %+v, want %d", r.WithoutPoint, len(want))
			}
			for _, s := range r.WithoutPoint {
				if s.Kind != want[s.Text] {
					t.Errorf("%q is %q, want %q", s.Text, s.Kind, want[s.Text])
				}
			}
		})
	}
}
