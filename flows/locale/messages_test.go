package locale

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// entry is one message of a file as written: its forms by plural category; a
// message without plurals has the one form "other".
type entry struct {
	file   string
	plural bool
	forms  map[string]string
}

// readMessages reads the files of a language by themselves, so that the tests
// do not believe what the library makes of them.
func readMessages(t *testing.T, lang string) map[string]entry {
	t.Helper()
	paths, err := fs.Glob(messages, "messages/*."+lang+".yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no messages in %s: %v", lang, err)
	}
	all := map[string]entry{}
	for _, p := range paths {
		raw, err := messages.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		var file map[string]any
		if err := yaml.Unmarshal(raw, &file); err != nil {
			t.Fatalf("%s: %v", p, err) // a key that stands twice is an error here
		}
		for key, value := range file {
			if before, ok := all[key]; ok {
				t.Errorf("%s: %s stands in %s too", p, key, before.file)
			}
			all[key] = readEntry(t, p, key, value)
		}
	}
	return all
}

func readEntry(t *testing.T, file, key string, value any) entry {
	t.Helper()
	switch v := value.(type) {
	case string:
		return entry{file, false, map[string]string{"other": v}}
	case map[string]any:
		forms := map[string]string{}
		for category, form := range v {
			s, ok := form.(string)
			if !ok {
				t.Errorf("%s: %s.%s is not a string", file, key, category)
			}
			forms[category] = s
		}
		return entry{file, true, forms}
	default:
		t.Errorf("%s: %s is neither a string nor plural forms", file, key)
		return entry{}
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func TestLoad(t *testing.T) {
	for _, err := range loadErrors {
		t.Error(err)
	}
	for _, lang := range Languages {
		if locales[lang] == nil {
			t.Errorf("no locale %s", lang)
		}
	}
}

// TestFiles holds that every file is of an area and a language that is loaded.
func TestFiles(t *testing.T) {
	paths, err := fs.Glob(messages, "messages/*")
	if err != nil {
		t.Fatal(err)
	}
	areas := map[string][]string{}
	for _, p := range paths {
		words := strings.Split(path.Base(p), ".")
		if len(words) != 3 || words[2] != "yaml" || !slices.Contains(Languages, words[1]) {
			t.Errorf("%s is not <area>.<language>.yaml", p)
			continue
		}
		areas[words[0]] = append(areas[words[0]], words[1])
	}
	for area, langs := range areas {
		if diff := cmp.Diff(slices.Sorted(slices.Values(Languages)), slices.Sorted(slices.Values(langs))); diff != "" {
			t.Errorf("languages of %s (-want +got):\n%s", area, diff)
		}
	}
}

func TestSameKeys(t *testing.T) {
	want := readMessages(t, "en")
	for _, lang := range Languages {
		if diff := cmp.Diff(sortedKeys(want), sortedKeys(readMessages(t, lang))); diff != "" {
			t.Errorf("keys of %s (-en +%s):\n%s", lang, lang, diff)
		}
	}
}

var keyPattern = regexp.MustCompile(`^[a-z]+(\.[a-z]+(_[a-z]+)*)+$`)

func TestKeys(t *testing.T) {
	for key, e := range readMessages(t, "en") {
		if !keyPattern.MatchString(key) {
			t.Errorf("%s: %s is not like area.thing.some_words", e.file, key)
		}
	}
}

// TestForms holds that plural messages have exactly the forms that both
// languages need (https://cldr.unicode.org/index/cldr-spec/plural-rules), and
// that the languages agree on which messages are plural.
func TestForms(t *testing.T) {
	english := readMessages(t, "en")
	for _, lang := range Languages {
		for key, e := range readMessages(t, lang) {
			want := []string{"other"}
			if english[key].plural {
				want = []string{"one", "other"}
			}
			if diff := cmp.Diff(want, sortedKeys(e.forms)); diff != "" {
				t.Errorf("%s: forms of %s (-want +got):\n%s", e.file, key, diff)
			}
		}
	}
}

var (
	placeholder = regexp.MustCompile(`\{\{\.([A-Z][A-Za-z]*)\}\}`)
	braces      = regexp.MustCompile(`\{\{|\}\}`)
)

func placeholders(form string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(form, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestPlaceholders(t *testing.T) {
	english := readMessages(t, "en")
	for _, lang := range Languages {
		for key, e := range readMessages(t, lang) {
			want := placeholders(english[key].forms["other"])
			for category, form := range e.forms {
				if diff := cmp.Diff(want, placeholders(form)); diff != "" {
					t.Errorf("%s: arguments of %s, %s (-en +%s):\n%s", e.file, key, category, lang, diff)
				}
				if rest := placeholder.ReplaceAllString(form, ""); braces.MatchString(rest) {
					t.Errorf("%s: %s, %s has more than plain arguments: %q", e.file, key, category, form)
				}
				if strings.TrimSpace(form) != form || form == "" {
					t.Errorf("%s: %s, %s is empty or has blanks around it: %q", e.file, key, category, form)
				}
			}
			if e.plural && !slices.Contains(want, "Count") {
				t.Errorf("%s: %s is plural and does not say its count", e.file, key)
			}
		}
	}
}

// counted finds a number before a word that would have to change with it. The
// word "of" does not.
var counted = regexp.MustCompile(`\{\{\.(?:Count|New|Edited|Withdrawn)\}\} (\p{L}+)`)

// TestCountsArePlural holds that a count stands before a word only where the
// message has a form for one: nobody reads "1 organisations".
func TestCountsArePlural(t *testing.T) {
	for _, lang := range Languages {
		for key, e := range readMessages(t, lang) {
			if e.plural {
				continue
			}
			if m := counted.FindStringSubmatch(e.forms["other"]); m != nil && m[1] != "of" && m[1] != "av" {
				t.Errorf("%s: %s counts %q without a form for one", e.file, key, m[1])
			}
		}
	}
}

// alike are the messages that both languages write alike.
var alike = []string{"blocks.digest.counted", "document.column_standing", "document.masked_organisation",
	"page.bot", "points.counted", "points.did", "points.question"}

// TestTranslated finds messages that were copied and not translated.
func TestTranslated(t *testing.T) {
	swedish := readMessages(t, "sv")
	var same []string
	for key, e := range readMessages(t, "en") {
		if maps.Equal(e.forms, swedish[key].forms) {
			same = append(same, key)
		}
	}
	slices.Sort(same)
	if diff := cmp.Diff(alike, same); diff != "" {
		t.Errorf("messages alike in both languages (-want +got):\n%s", diff)
	}
}

// TestQuotationMarks holds each language to its own: ”så” in Swedish, “so” in
// English, and no typewriter's.
func TestQuotationMarks(t *testing.T) {
	for lang, wrong := range map[string]string{"sv": "“„\"", "en": "„\""} {
		for key, e := range readMessages(t, lang) {
			for category, form := range e.forms {
				if strings.ContainsAny(form, wrong) {
					t.Errorf("%s: %s, %s has another language's quotation marks: %q", e.file, key, category, form)
				}
			}
		}
	}
}
