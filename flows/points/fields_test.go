package points

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func careSet(t testing.TB) goldSet {
	return loadGold(t, "testdata", "care", [][2]string{{"E04", "E05"}, {"F01", "F02"}, {"F03", "F04"}})
}

func TestFieldsOf(t *testing.T) {
	th := parseFields("# a comment: no field\nmoney: bidrag- -anslag grant\ncare: vård -vård\n")
	tests := []struct {
		word string
		want []string
	}{
		{"bidrag", []string{"money"}},
		{"bidragen", []string{"money"}},
		{"statsanslag", []string{"money"}},
		{"anslag", nil}, // an ending is the end of a longer word
		{"grant", []string{"money"}},
		{"granted", nil},
		{"sjukvård", []string{"care"}},
		{"bidragsvård", []string{"care", "money"}},
		{"", nil},
	}
	for _, tt := range tests {
		t.Run(tt.word, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, th.of(tt.word)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestFieldsFile holds the form of fields.txt: names and words once, words as
// text.Words gives them, and no beginning so short that it is in every other word.
func TestFieldsFile(t *testing.T) {
	names := make(map[string]bool)
	for line := range strings.Lines(fieldsText) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		name, words, ok := strings.Cut(line, ":")
		if !ok || names[name] {
			t.Errorf("field %q: no colon, or there twice", name)
		}
		names[name] = true
		seen := make(map[string]bool)
		for _, w := range strings.Fields(words) {
			core := strings.Trim(w, "-")
			switch {
			case seen[w]:
				t.Errorf("%s: %q is there twice", name, w)
			case core != norm.NFC.String(strings.ToLower(core)), strings.Contains(core, "-"):
				t.Errorf("%s: %q is not in the form of a word", name, w)
			case core != w && len([]rune(core)) < 3:
				t.Errorf("%s: %q is too short a part", name, w)
			}
			seen[w] = true
		}
	}
}

// TestFieldsHelp holds what the fields give on every labelled set, one of which
// was written after them.
func TestFieldsHelp(t *testing.T) {
	for _, set := range []goldSet{integrationSet(t), busSet(t), careSet(t)} {
		t.Run(set.name, func(t *testing.T) {
			with, _ := measure(set)
			whole := fields
			t.Cleanup(func() { fields = whole })
			fields = parseFields("")
			without, _ := measure(set)
			t.Logf("with    %v", with)
			t.Logf("without %v", without)
			if with.ari < without.ari+0.1 {
				t.Errorf("ARI %.3f with fields, %.3f without", with.ari, without.ari)
			}
		})
	}
}
