package points

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows/text"
)

func TestShorten(t *testing.T) {
	long := strings.Repeat("ett ord till ", 20)
	tests := []struct{ name, in, want string }{
		{"short stays", "Bussen går för sällan.", "Bussen går för sällan."},
		{"at a clause", "Bussen måste gå oftare på kvällar och helger, eftersom den som arbetar skift eller studerar i en annan kommun i dag inte har något sätt alls att ta sig hem.",
			"Bussen måste gå oftare på kvällar och helger…"},
		{"between words", long, strings.TrimSuffix(strings.Repeat("ett ord till ", 10)+"ett ord", " ") + "…"},
		{"not at too early a clause", "Ja, " + long, "Ja, " + strings.Repeat("ett ord till ", 10) + "ett…"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := shorten(tt.in)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("shorten (-want +got):\n%s", diff)
			}
			if n := text.Length(got); n > MaxLabel {
				t.Errorf("%d characters, limit %d", n, MaxLabel)
			}
		})
	}
}

func TestReadability(t *testing.T) {
	const good = "Kollektivtrafiken måste byggas ut på landsbygden."
	for _, worse := range []string{
		"Det löser inte problemet med trafiken på landsbygden.",
		"Vi åker ofta kollektivtrafik på landsbygden, säger de.",
		"Varför byggs inte kollektivtrafiken ut på landsbygden?",
		"Förenkla!",
		good + " " + strings.Repeat("Den som bor där har i dag ingen annan väg till arbete och skola. ", 3),
		"*Kollektivtrafiken* måste byggas ut på landsbygden.",
		"…",
	} {
		if readability(worse) >= readability(good) {
			t.Errorf("%q reads as well as %q", worse, good)
		}
	}
}

// claimsOf makes claims of texts, each of its own organisation.
func claimsOf(texts ...string) []claim {
	out := make([]claim, len(texts))
	for i, s := range texts {
		id := string(rune('a' + i))
		out[i] = claim{Statement: Statement{Answer: id, End: len(s), Text: s}, organisation: id, compared: s}
	}
	return out
}

func TestQuotes(t *testing.T) {
	long := strings.Repeat("Bussen måste gå oftare på kvällar och helger i hela länet. ", 6)
	tests := []struct {
		name   string
		claims []claim
		want   []int
	}{
		{"one", claimsOf("Bussen måste gå oftare."), []int{0}},
		{"a copy says nothing new", claimsOf("Bussen måste gå oftare på kvällarna.", "Bussen måste gå oftare på kvällarna!", "Det behövs fler bussturer när folk slutar jobbet."), []int{0, 2}},
		{"long ones give way", claimsOf(long, "Fler bussturer på kvällen behövs i hela länet."), []int{1}},
		{"unless there is no other", claimsOf(long), []int{0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, newPoint(tt.claims, len(tt.claims), text.Swedish, Options{}).Quotes); diff != "" {
				t.Errorf("quotes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestQuotesOfOneOrganisation(t *testing.T) {
	claims := claimsOf("Bussen måste gå på kvällen.", "Kvällsbussar behövs i byarna.")
	claims[1].organisation = claims[0].organisation
	p := newPoint(claims, 5, text.Swedish, Options{})
	if len(p.Quotes) != 1 || p.Organisations != 1 || p.Quantifier != QuantifierOne {
		t.Errorf("%+v, want one quote of the one organisation", p)
	}
}

func TestQuotesAreFew(t *testing.T) {
	p := newPoint(claimsOf("Bussen måste gå på kvällen.", "Kvällsbussar behövs i byarna.", "Låt tåget vänta in sena resenärer.",
		"Sista avgången borde vara vid midnatt."), 4, text.Swedish, Options{})
	if len(p.Quotes) != MaxQuotes {
		t.Errorf("%d quotes, want %d", len(p.Quotes), MaxQuotes)
	}
}

// A statement that names somebody is printed in another form: it speaks for its
// point where no statement without a name does, and only in that form.
func TestPrintedForm(t *testing.T) {
	const named, plain, named2 = "Kompis vill att bussen går oftare.", "Fler kvällsturer.", "Ring oss på Kompis om kvällsbussarna."
	o := Options{
		Quotable: func(s Statement) bool { return s.Answer != "z" },
		Printed:  func(s Statement) string { return strings.ReplaceAll(s.Text, "Kompis", "[…]") },
	}
	secret := claim{Statement: Statement{Answer: "z", End: len(named), Text: named}, organisation: "z", compared: named}
	tests := []struct {
		name   string
		claims []claim
		label  string
		quotes []int
	}{
		{"no other", claimsOf(named), "[…] vill att bussen går oftare.", []int{0}},
		{"a worse one without a name", claimsOf(named, plain), plain, []int{1, 0}},
		{"several with names", claimsOf(named2, named), "[…] vill att bussen går oftare.", []int{1, 0}},
		{"not for everybody", []claim{secret}, "", []int{}},
		{"beside one not for everybody", append(claimsOf(named2), secret), "Ring oss på […] om kvällsbussarna.", []int{0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := newPoint(tt.claims, len(tt.claims), text.Swedish, o)
			if p.Label != tt.label {
				t.Errorf("label %q, want %q", p.Label, tt.label)
			}
			if diff := cmp.Diff(tt.quotes, p.Quotes); diff != "" {
				t.Errorf("quotes (-want +got):\n%s", diff)
			}
		})
	}
}

// A label is in the question's language where an organisation used it.
func TestLabelLanguage(t *testing.T) {
	claims := claimsOf("Employers throw away applications with foreign names.", "Arbetsgivarna kastar ansökningar med utländska namn.",
		"Employers throw away applications with foreign names, in every town.")
	for language, want := range map[text.Language]string{text.Swedish: claims[1].Text, text.English: claims[0].Text} {
		if p := newPoint(claims, 3, language, Options{}); p.Label != want {
			t.Errorf("%s: label %q, want %q", language, p.Label, want)
		}
	}
	if p := newPoint(claims[:1], 1, text.Swedish, Options{}); p.Label != claims[0].Text {
		t.Errorf("the only statement gives the label %q", p.Label)
	}
}
