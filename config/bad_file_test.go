package config_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/config"
)

// problems parses a file and lists what is wrong with it, a line each.
func problems(t *testing.T, file string) []string {
	t.Helper()
	c, err := config.Parse([]byte(file))
	if err == nil {
		return nil
	}
	if c != nil {
		t.Errorf("Parse gives a config with its error")
	}
	all, ok := errors.AsType[config.Problems](err)
	if !ok {
		t.Fatalf("%T is not Problems: %v", err, err)
	}
	return lines(all)
}

func lines(all config.Problems) []string {
	var out []string
	for _, p := range all {
		out = append(out, p.String())
	}
	return out
}

type badFile struct {
	name, file string
	want       []string
}

func checkBadFiles(t *testing.T, tests []badFile) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := problems(t, tt.file)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			for _, line := range got {
				if strings.ContainsAny(line, "\n\r\t") {
					t.Errorf("%q is more than a line", line)
				}
			}
		})
	}
}

func TestNotAFile(t *testing.T) {
	checkBadFiles(t, []badFile{
		{"empty", "", []string{
			"file: is empty; write at least a meeting",
		}},
		{"only comments", "# nothing yet\n", []string{
			"file: is empty; write at least a meeting",
		}},
		{"only a document mark", "---\n", []string{
			"file: is empty; write at least a meeting",
		}},
		{"null", "~\n", []string{
			"file: is empty; write at least a meeting",
		}},
		{"not UTF-8", "language: sv\ntimezone: \xff\n", []string{
			"file: is not UTF-8; save it as UTF-8 (line 2)",
		}},
		{"UTF-16", "\xff\xfel\x00a\x00", []string{
			"file: is not UTF-8; save it as UTF-8 (line 1)",
		}},
		{"control character", "language: sv\n# \x07\n", []string{
			"file: holds the control character U+0007; remove it (line 2)",
		}},
		{"too large", "# " + strings.Repeat("x", 4<<20), []string{
			"file: is larger than 4 MiB; is it the right file?",
		}},
		{"list", "- language: sv\n", []string{
			"file: is a list where keys belong; the keys are language, timezone, holidays, slack, roles, summary, schedule, organisations, meetings (line 1)",
		}},
		{"text", "language\n", []string{
			"file: is a single value where keys belong; the keys are language, timezone, holidays, slack, roles, summary, schedule, organisations, meetings (line 1)",
		}},
		{"two documents", "language: sv\n---\nlanguage: en\n", []string{
			"file: holds more than one YAML document; remove the line --- and what follows (line 3)",
		}},
		{"a broken second document", "language: sv\n---\n@\n", []string{
			"file: is not YAML: found character that cannot start any token; put a value that begins with @, % or ` in quotes (line 3)",
		}},
		{"colon in a text", "language: sv\nsummary: a: b\n", []string{
			"file: is not YAML: mapping values are not allowed in this context; put a text with a colon in quotes, and check the indentation (line 2)",
		}},
		{"unquoted @every", "summary: @every 1h\n", []string{
			"file: is not YAML: found character that cannot start any token; put a value that begins with @, % or ` in quotes (line 1)",
		}},
		{"unquoted cron step", "language: sv\nsummary: */5 * * * *\n", []string{
			"file: is not YAML: did not find expected alphabetic or numeric character; put a value that begins with * or & in quotes, as cron specs do (line 2)",
		}},
		{"unquoted cron star", "language: sv\nsummary: * * * * *\n", []string{
			"file: is not YAML: did not find expected alphabetic or numeric character; put a value that begins with * or & in quotes, as cron specs do (line 2)",
		}},
		{"tab", "slack:\n\tmode: socket\n", []string{
			"file: is not YAML: a tab in the indentation; use spaces (line 2)",
		}},
		{"indentation", "slack:\n  mode: socket\n language: sv\n", []string{
			"file: is not YAML: did not find expected key; check the indentation from here on (line 3)",
		}},
		{"open bracket", "meetings: [\nlanguage: sv\n", []string{
			"file: is not YAML: did not find expected ',' or ']'; close the bracket that was opened (line 3)",
		}},
		{"open quote", "summary: \"0 8\nlanguage: sv\n", []string{
			"file: is not YAML: found unexpected end of stream; close the quotes that were opened (line 3)",
		}},
		{"no colon", "language: sv\nsummary\ntimezone: UTC\n", []string{
			"file: is not YAML: could not find expected ':'; check the indentation, and that each key has a colon (line 2)",
		}},
		{"alias of nothing", "language: sv\ntimezone: *here\n", []string{
			"file: is not YAML: an alias of nothing; put a value that begins with * in quotes (line 2)",
		}},
	})
}

func TestBadYAML(t *testing.T) {
	checkBadFiles(t, []badFile{
		{"alias", "language: &l sv\ntimezone: *l\n", []string{
			"file: aliases (*l) are not used here; write the value out (line 2)",
		}},
		{"alias of a list", "roles:\n  staff: {users: &u [U1A]}\n  working_group: {users: *u}\n", []string{
			"file: aliases (*u) are not used here; write the value out (line 3)",
		}},
		{"alias of itself", "roles: &r\n  staff: *r\n", []string{
			"file: aliases (*r) are not used here; write the value out (line 2)",
		}},
		{"bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", []string{
			"a: unknown key; the keys here are language, timezone, holidays, slack, roles, summary, schedule, organisations, meetings (line 1)",
			"file: aliases (*a) are not used here; write the value out (line 2)",
			"file: aliases (*a) are not used here; write the value out (line 2)",
			"b: unknown key; the keys here are language, timezone, holidays, slack, roles, summary, schedule, organisations, meetings (line 2)",
			"file: aliases (*b) are not used here; write the value out (line 3)",
			"file: aliases (*b) are not used here; write the value out (line 3)",
			"c: unknown key; the keys here are language, timezone, holidays, slack, roles, summary, schedule, organisations, meetings (line 3)",
		}},
		{"merge key", "roles: &r\n  staff: {users: [U1A]}\nschedule:\n  <<: *r\n", []string{
			"file: aliases (*r) are not used here; write the value out (line 4)",
			`schedule."<<": merge keys are not used here; write the keys out (line 4)`,
		}},
		{"tag", "timezone: !zone Europe/Stockholm\nsummary: !!binary Zm9v\n", []string{
			"file: tags (!zone) are not used here; remove it (line 1)",
			"file: tags (!!binary) are not used here; remove it (line 2)",
			`summary: "Zm9v" has neither five fields nor six, with seconds first; write minute hour day month weekday, as in "0 9 * * MON", or none (line 2)`,
		}},
		{"key that is a list", "? [a, b]\n: c\n", []string{
			"file: has a list for a key; the keys are language, timezone, holidays, slack, roles, summary, schedule, organisations, meetings (line 1)",
		}},
		{"key twice", "language: sv\nsummary: none\nlanguage: en\n", []string{
			"language: stands twice, first on line 1; remove one (line 3)",
		}},
		{"null key twice", "language:\nlanguage: en\n", []string{
			"language: stands twice, first on line 1; remove one (line 2)",
		}},
		{"unknown keys", "langage: sv\norganizations: []\ncolour: red\nTimezone: UTC\n\"a b\": c\n\"\": d\n", []string{
			"langage: unknown key; did you mean language? (line 1)",
			"organizations: unknown key; did you mean organisations? (line 2)",
			"colour: unknown key; the keys here are language, timezone, holidays, slack, roles, summary, schedule, organisations, meetings (line 3)",
			"Timezone: unknown key; did you mean timezone? (line 4)",
			`"a b": unknown key; the keys here are language, timezone, holidays, slack, roles, summary, schedule, organisations, meetings (line 5)`,
			`"": unknown key; the keys here are language, timezone, holidays, slack, roles, summary, schedule, organisations, meetings (line 6)`,
		}},
		{"unknown keys deeper", "slack: {mood: socket}\nroles: {staf: {}}\n", []string{
			"slack.mood: unknown key; the keys here are mode (line 1)",
			"roles.staf: unknown key; did you mean staff? (line 2)",
		}},
		{"a token in the file", "slack:\n  bot_token: xoxb-123-456\nxoxb-1-2: x\n", []string{
			"slack.bot_token: is not a key of the file; tokens, secrets and the store's address belong in the environment (line 2)",
			"a token: unknown key; the keys here are language, timezone, holidays, slack, roles, summary, schedule, organisations, meetings (line 3)",
		}},
		{"a token as an alias", "timezone: *xoxb-1-2\nlanguage: &xoxb-1-2 sv\n", []string{
			"file: is not YAML: an alias of nothing; put a value that begins with * in quotes (line 1)",
		}},
		{"a token as a known alias", "language: &xoxb-1-2 sv\ntimezone: *xoxb-1-2\n", []string{
			"file: aliases (a token) are not used here; write the value out (line 2)",
		}},
		{"a token as a tag", "timezone: !xoxb-1-2 UTC\n", []string{
			"file: tags (a token) are not used here; remove it (line 1)",
		}},
		{"a token as an id", "organisations: [{id: xoxb-1, name: A}]\n", []string{
			"organisations[0].id: a token is not an id; use letters, digits, hyphens, dots and underscores, at most 64 (line 1)",
		}},
		{"a control character in a tag", "timezone: !%07 UTC\n", []string{
			"file: tags (!\ufffd) are not used here; remove it (line 1)",
		}},
		{"a bracket that is never closed, on the last line", "[", []string{
			"file: is not YAML: did not find expected node content; check the indentation from here on (line 1)",
		}},
		{"a token as a value", "timezone: xoxb-123-456\n", []string{
			"timezone: a token is not a time zone; write one such as Europe/Stockholm (line 1)",
		}},
	})
}
