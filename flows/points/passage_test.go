package points

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows/text"
)

func TestTurnOf(t *testing.T) {
	tests := []struct {
		name, opening string
		want          turn
	}{
		{"goes on", "Det märks redan i klassrummen.", turnOn},
		{"therefore", "Därför behövs fler platser i kommunen.", turnOn},
		{"of anybody who", "Den som har barn vill ha bänkar.", turnOpen},
		{"short", "Det funkar!", turnOn},
		{"nothing", "", turnOn},
		{"adds", "Dessutom saknas det bänkar i parken.", turnNew},
		{"adds inside", "Vi vill även se fler bänkar i parken.", turnNew},
		{"adds late", "Bänkar och bord i parken behöver vi också.", turnOpen},
		{"turns", "Men vi kan inte göra allt själva.", turnNew},
		{"says nothing", "Bänkarna i parken är trasiga sedan länge.", turnOpen},
		{"in English", "Finally, benches in the park are broken.", turnNew},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := turnOf(text.Words(tt.opening)); got != tt.want {
				t.Errorf("turnOf(%q) = %d, want %d", tt.opening, got, tt.want)
			}
		})
	}
}

func TestPassagesOf(t *testing.T) {
	items := []item{
		{answer: 0, start: true, known: -1, text: "Bänkarna i parken är trasiga sedan länge."},
		{answer: 0, known: -1, text: "Det är pinsamt för kommunen."},
		{answer: 0, known: -1, text: "Dessutom saknas det belysning vid lekplatsen."},
		{answer: 0, start: true, known: -1, text: "Det är mörkt."}, // a line of its own
		{answer: 1, start: true, known: -1, text: "Det är mörkt i parken på kvällen."},
		{answer: 1, known: 3, text: "Det har någon flyttat hit."}, // of a known point
	}
	var got [][]int
	var follows []bool
	for _, p := range passagesOf(items, map[int]text.Language{0: text.Swedish, 1: text.Swedish}) {
		got, follows = append(got, p.items), append(follows, p.follows)
	}
	if diff := cmp.Diff([][]int{{0, 1}, {2}, {3}, {4}, {5}}, got); diff != "" {
		t.Errorf("passages (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]bool{false, true, false, false, true}, follows); diff != "" {
		t.Errorf("follows (-want +got)\n%s", diff)
	}
}
