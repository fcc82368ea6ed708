package points

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed fields.txt
var fieldsText string

// thesaurus knows the fields of meaning of words, Swedish and English alike:
// what "bidrag", "anslag" and "grant" have in common. See fields.txt.
type thesaurus struct {
	whole, beginning, ending map[string][]string
}

var fields = parseFields(fieldsText)

func parseFields(s string) thesaurus {
	t := thesaurus{make(map[string][]string), make(map[string][]string), make(map[string][]string)}
	for line := range strings.Lines(s) {
		name, words, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(words) {
			switch {
			case strings.HasPrefix(w, "-"):
				t.ending[w[1:]] = append(t.ending[w[1:]], name)
			case strings.HasSuffix(w, "-"):
				t.beginning[w[:len(w)-1]] = append(t.beginning[w[:len(w)-1]], name)
			default:
				t.whole[w] = append(t.whole[w], name)
			}
		}
	}
	return t
}

// of lists the fields of a word, sorted.
func (t thesaurus) of(word string) []string {
	out := slices.Clone(t.whole[word])
	for i := 1; i <= len(word); i++ {
		out = append(out, t.beginning[word[:i]]...)
		if i < len(word) {
			out = append(out, t.ending[word[i:]]...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
