package text

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	got := Words("Läxhjälp, it-kunskaper & 3,5 KR — “E-post” i A\u030aRE!")
	want := []string{"läxhjälp", "it", "kunskaper", "3,5", "kr", "e", "post", "i", "åre"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Words (-want +got):\n%s", diff)
	}
}

func TestNGrams(t *testing.T) {
	var got []string
	NGrams("åka", 3, 4, func(g string) { got = append(got, g) })
	want := []string{" åk", "åka", "ka ", " åka", "åka "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("NGrams (-want +got):\n%s", diff)
	}
}

func TestTruncate(t *testing.T) {
	tests := []struct {
		name  string
		in    string
		limit int
		want  string
	}{
		{"short enough", "kort", 4, "kort"},
		{"cut between words", "Bussen går för sällan", 18, "Bussen går för…"},
		{"cut in a long word", "kollektivtrafikmyndighet", 10, "kollektiv…"},
		{"no comma before the mark", "Bussar, tåg", 8, "Bussar…"},
		{"no full stop before the mark", "Bussar. Tåg", 8, "Bussar…"},
		{"whole characters", "åäö åäö åäö", 4, "åäö…"},
		{"accents stay on their letters", "e\u0301e\u0301e\u0301", 2, "e\u0301…"},
		{"an emoji is one character", "👩‍👩‍👧👍🏽x", 2, "👩‍👩‍👧…"},
		{"one", "abc", 1, "…"},
		{"none", "abc", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Truncate(tt.in, tt.limit)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Truncate (-want +got):\n%s", diff)
			}
			if Length(got) > tt.limit || !utf8.ValidString(got) {
				t.Errorf("Truncate = %q: %d characters, limit %d", got, Length(got), tt.limit)
			}
		})
	}
}

func TestGuessLanguage(t *testing.T) {
	tests := []struct {
		in   string
		want Language
	}{
		{"Vi vill ha fler bussar på kvällarna.", Swedish},
		{"We want more buses in the evenings.", English},
		{"läxhjälp", Swedish},
		{"Homework clubs for the children", English},
		{"Instämmer", Swedish},
		{"", Swedish},
		{"Biggest obstacle? Money that expires.", English},
		{"sfi-köerna är långa och nivån ojämn, våra högutbildade somnar", Swedish},
		{"Our homework clubs pair pupils with volunteer university students two evenings a week, and teachers tell us.", English},
	}
	for _, tt := range tests {
		if got := GuessLanguage(tt.in, Swedish); got != tt.want {
			t.Errorf("GuessLanguage(%q) = %s, want %s", tt.in, got, tt.want)
		}
	}
	if got := GuessLanguage("12 %", English); got != English {
		t.Errorf("GuessLanguage of no words = %s, want what was given", got)
	}
}

func TestStem(t *testing.T) {
	tests := []struct {
		word     string
		language Language
		want     string
	}{
		{"föreningarna", Swedish, "förening"},
		{"bussarna", Swedish, "buss"},
		{"clubs", English, "club"},
	}
	for _, tt := range tests {
		if got := Stem(tt.word, tt.language); got != tt.want {
			t.Errorf("Stem(%q, %s) = %q, want %q", tt.word, tt.language, got, tt.want)
		}
	}
}
