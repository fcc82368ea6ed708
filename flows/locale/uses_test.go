package locale

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// composed are the keys that the code puts together: by prefix, their ends as
// a list or as the constants of a type. A prefix that stands in the code and
// not here fails the test, and so does one that stands only here.
var composed = map[string]struct {
	of      string   // the type of constants
	ends    []string // or these
	counted []string // those of messages with plural forms
	never   []string // constants of the type that nobody reads of
}{
	"act.":              {of: "ActKind"},
	"blocks.entry.via_": {of: "Via"},
	"blocks.digest.":    {of: "DigestState", counted: []string{"late", "unassigned", "set_aside"}},
	"command.what.":     {of: "Word"},
	"document.column_": {ends: []string{"what", "reference", "value", "theme", "number", "question", "point", "organisations", "of", "quantifier", "standing",
		"opposed", "raised_before", "reason", "statement", "quoted", "late", "name", "contribution", "hidden"}},
	"document.kind_":       {of: "Kind", never: []string{""}}, // of substance
	"document.quantifier_": {of: "Quantifier"},
	"document.state_":      {of: "DigestState"},
	"notice.":              {}, // read where a notice is made
	"page.":                {}, // in templates
	"page.reaction_":       {ends: []string{"white_check_mark", "star", "no_entry_sign"}},
	"quantifier.":          {of: "Quantifier"},
	"step.":                {of: "Step", never: []string{"unpublished"}}, // a job of the scheduler alone
	"trouble.":             {of: "TroubleKind"},
}

// notKeys look like keys and are something else.
var notKeys = []string{"page.html"}

// looksLikeKey matches strings that begin with an area of the messages.
func looksLikeKey(messages map[string]entry) *regexp.Regexp {
	var areas []string
	for key := range messages {
		area, _, _ := strings.Cut(key, ".")
		areas = append(areas, area)
	}
	slices.Sort(areas)
	return regexp.MustCompile(`^(` + strings.Join(slices.Compact(areas), "|") + `)\.[a-z_.]*$`)
}

// TestPrefixes holds that the table of composed keys is whole, and has nothing
// that the code has not.
func TestPrefixes(t *testing.T) {
	s, like := readSource(t), looksLikeKey(readMessages(t, "en"))
	var got []string
	for prefix := range s.prefixes {
		if like.MatchString(prefix) {
			got = append(got, prefix)
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(sortedKeys(composed), got); diff != "" {
		t.Errorf("prefixes of keys (-table +code):\n%s", diff)
	}
	for prefix, c := range composed {
		if c.of != "" && len(s.typed[c.of]) == 0 {
			t.Errorf("%s: no constant of the type %s", prefix, c.of)
		}
	}
}

// TestEveryKeyExists holds that each key in the code has a message.
func TestEveryKeyExists(t *testing.T) {
	all := readMessages(t, "en")
	s, like := readSource(t), looksLikeKey(all)
	missing := func(key, at string) {
		if _, ok := all[key]; !ok {
			t.Errorf("%s: no message %s", at, key)
		}
	}
	for v, at := range s.literals {
		if like.MatchString(v) && s.prefixes[v] == "" && !slices.Contains(notKeys, v) {
			missing(v, at)
		}
	}
	for key, at := range s.template {
		missing(key, at)
	}
	for prefix := range composed {
		for _, key := range slices.Concat(s.made(prefix, false), s.made(prefix, true)) {
			missing(key, s.prefixes[prefix])
		}
	}
	for _, u := range s.uses {
		for _, key := range u.keys {
			if u.later {
				missing(key, u.at)
			}
		}
	}
}

// TestEveryKeyIsUsed holds that no message is kept for nothing.
func TestEveryKeyIsUsed(t *testing.T) {
	s := readSource(t)
	used := map[string]bool{}
	for v := range s.literals {
		used[v] = true
	}
	for key := range s.template {
		used[key] = true
	}
	for prefix := range composed {
		for _, key := range slices.Concat(s.made(prefix, false), s.made(prefix, true)) {
			used[key] = true
		}
	}
	for _, u := range s.uses {
		for _, key := range u.keys {
			used[key] = true
		}
	}
	for key, e := range readMessages(t, "en") {
		if !used[key] {
			t.Errorf("%s: nothing uses %s", e.file, key)
		}
	}
}

// TestArguments holds that whoever writes a message gives it its arguments (a
// missing one would be "<no value>"), and that Count writes those messages
// that have plural forms and Text the others.
func TestArguments(t *testing.T) {
	all := readMessages(t, "en")
	checked := 0
	for _, u := range readSource(t).uses {
		for _, key := range u.keys {
			e, ok := all[key]
			if !ok {
				continue // TestEveryKeyExists's
			}
			checked++
			if e.plural != u.plural {
				t.Errorf("%s: %s, plural %v, is written with plural %v", u.at, key, e.plural, u.plural)
			}
			given := u.args
			if u.plural {
				given = append(slices.Clone(given), "Count")
			}
			for _, name := range placeholders(e.forms["other"]) {
				if u.known && !slices.Contains(given, name) {
					t.Errorf("%s: %s is not given its %s", u.at, key, name)
				}
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d uses were found: the test no longer reads the code", checked)
	}
}
