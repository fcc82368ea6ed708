package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// secrets are in the environment of every wrong call below. None of them may
// be shown, whole or in part.
const (
	botSecret     = "xoxb-1-b0tb0tb0t"
	appSecret     = "xapp-1-4pp4pp4pp"
	signingSecret = "0123456789abcdef0123456789abcdef"
	storeSecret   = "st0rest0re"
)

var shownSecrets = []string{"b0tb0tb0t", "4pp4pp4pp", "0123456789abcdef", storeSecret}

// wrong is a call that ends with status 2 before it reaches anything.
type wrong struct {
	name   string
	args   []string
	env    map[string]string // over the sound one; an empty value unsets
	config string            // replaces the sound file
	want   []string          // standard error, a line a fault; DIR is the test's directory
}

const soundConfig = `language: en
roles: {working_group: {users: [U1W], channel: C1W}, staff: {users: [U1S]}}
meetings:
- {id: m1, title: T, starts: 2023-11-07 13:00, channels: [C1A], themes: [{title: A, questions: [Why?]}]}
`

func checkWrong(t *testing.T, tests []wrong) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			config := tt.config
			if config == "" {
				config = soundConfig
			}
			writeTestFile(t, "samrad.yaml", config)
			writeTestFile(t, "rows.csv", "question,organisation,text\n")
			env := map[string]string{
				"SLACK_BOT_TOKEN": botSecret, "SLACK_APP_TOKEN": appSecret, "SLACK_SIGNING_SECRET": signingSecret,
				"REDIS_URL": "redis://:" + storeSecret + "@127.0.0.1:1/0",
			}
			for name, value := range tt.env {
				env[name] = strings.ReplaceAll(value, "DIR", dir)
			}
			var stdout, stderr bytes.Buffer
			status := run(t.Context(), tt.args, func(name string) string { return env[name] }, &stdout, &stderr)
			if status != statusUsage {
				t.Errorf("status %d, want %d", status, statusUsage)
			}
			if stdout.Len() > 0 {
				t.Errorf("standard output: %q", stdout.String())
			}
			got := strings.Split(strings.TrimSuffix(strings.ReplaceAll(stderr.String(), dir, "DIR"), "\n"), "\n")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("standard error (-want +got):\n%s", diff)
			}
			checkLines(t, stderr.String())
		})
	}
}

// checkLines holds what is true of all errors: each is a line of samrad's, and
// shows no secret.
func checkLines(t *testing.T, stderr string) {
	t.Helper()
	if !strings.HasSuffix(stderr, "\n") {
		t.Errorf("the last line does not end: %q", stderr)
	}
	for line := range strings.Lines(stderr) {
		if !strings.HasPrefix(line, "samrad: ") {
			t.Errorf("line does not begin with samrad: %q", line)
		}
	}
	for _, secret := range shownSecrets {
		if strings.Contains(stderr, secret) {
			t.Errorf("a secret is shown: %q", stderr)
		}
	}
}

func writeTestFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func words(line string) []string { return strings.Fields(line) }

func TestWrongUsage(t *testing.T) {
	commands := "run, demo, check, manifest, digest, import, export, move, version"
	checkWrong(t, []wrong{
		{name: "nothing", want: []string{
			"samrad: usage: no command; write one of " + commands + ", or samrad --help"}},
		{name: "only flags", args: words("--log-level debug"), want: []string{
			"samrad: usage: no command; write one of " + commands + ", or samrad --help"}},
		{name: "empty command", args: []string{""}, want: []string{
			`samrad: usage: no command ""; write one of ` + commands}},
		{name: "unknown command", args: words("serve"), want: []string{
			`samrad: usage: no command "serve"; write one of ` + commands}},
		{name: "command in capitals", args: words("RUN"), want: []string{
			`samrad: usage: no command "RUN"; write one of ` + commands}},
		{name: "unknown command of two lines", args: []string{"a\nb"}, want: []string{
			`samrad: usage: no command "a\nb"; write one of ` + commands}},
		{name: "unknown flag", args: words("version --colour"), want: []string{
			"samrad: usage: unknown flag: --colour; see samrad --help"}},
		{name: "unknown flag before the command", args: words("--colour=red version"), want: []string{
			"samrad: usage: unknown flag: --colour; see samrad --help"}},
		{name: "unknown short flag", args: words("version -c"), want: []string{
			"samrad: usage: unknown shorthand flag: 'c' in -c; see samrad --help"}},
		{name: "flag without its value", args: words("manifest --config"), want: []string{
			"samrad: usage: flag needs an argument: --config; see samrad --help"}},
		{name: "value for a flag without", args: words("digest m1 --attributed=perhaps"), want: []string{
			`samrad: usage: invalid argument "perhaps" for "--attributed" flag: must be true or false; see samrad --help`}},
		{name: "flag of another command", args: words("export m1 --format csv"), want: []string{
			"samrad: usage: --format is not a flag of export; see samrad --help"}},
		{name: "flag of another command, before", args: words("--skip-bad digest m1"), want: []string{
			"samrad: usage: --skip-bad is not a flag of digest; see samrad --help"}},
		{name: "flag of run", args: words("check --allow-volatile"), want: []string{
			"samrad: usage: --allow-volatile is not a flag of check; see samrad --help"}},
		{name: "flag of demo", args: words("run --headless"), want: []string{
			"samrad: usage: --headless is not a flag of run; see samrad --help"}},
		{name: "no meeting", args: words("digest"), want: []string{"samrad: usage: write it as: samrad digest MEETING"}},
		{name: "two meetings", args: words("digest m1 m2"), want: []string{"samrad: usage: write it as: samrad digest MEETING"}},
		{name: "export of nothing", args: words("export"), want: []string{"samrad: usage: write it as: samrad export MEETING"}},
		{name: "import of nothing", args: words("import m1"), want: []string{"samrad: usage: write it as: samrad import MEETING FILE"}},
		{name: "import of two files", args: words("import m1 a.csv b.csv"), want: []string{"samrad: usage: write it as: samrad import MEETING FILE"}},
		{name: "words for run", args: words("run m1"), want: []string{"samrad: usage: write it as: samrad run"}},
		{name: "words for check", args: words("check all"), want: []string{"samrad: usage: write it as: samrad check"}},
		{name: "words for manifest", args: words("manifest v2"), want: []string{"samrad: usage: write it as: samrad manifest"}},
		{name: "words for version", args: words("version 1"), want: []string{"samrad: usage: write it as: samrad version"}},
		{name: "words for demo", args: words("demo now"), want: []string{"samrad: usage: write it as: samrad demo"}},
		{name: "words after two hyphens", args: words("version -- --help"), want: []string{"samrad: usage: write it as: samrad version"}},
		{name: "unknown format", args: words("digest m1 --format rtf"), want: []string{
			`samrad: usage: --format "rtf" is not md, html, docx, pdf, json, csv or xlsx`}},
		{name: "empty format", args: words("digest m1 --format="), want: []string{
			`samrad: usage: --format "" is not md, html, docx, pdf, json, csv or xlsx`}},
		{name: "log level", args: words("version --log-level loud"), want: []string{
			`samrad: usage: --log-level "loud" is not debug, info, warn or error`}},
		{name: "empty log level", args: words("version --log-level="), want: []string{
			`samrad: usage: --log-level "" is not debug, info, warn or error`}},
		{name: "log format", args: words("version --log-format xml"), want: []string{
			`samrad: usage: --log-format "xml" is not text or json`}},
		{name: "ending of an export", args: words("export m1 --out rows.txt"), want: []string{
			"samrad: usage: --out rows.txt: the file's ending is not .jsonl, .csv or .xlsx"}},
		{name: "export without an ending", args: words("export m1 --out rows"), want: []string{
			"samrad: usage: --out rows: the file's ending is not .jsonl, .csv or .xlsx"}},
		{name: "ending of an import", args: words("import m1 rows.xlsx"), want: []string{
			"samrad: usage: import rows.xlsx: the file's ending is not .csv or .jsonl"}},
	})
}

// A config that cannot be used is told by each command that needs it, before
// the store or Slack is reached.
func TestEveryCommandTellsOfItsConfig(t *testing.T) {
	var tests []wrong
	for _, line := range []string{"run", "check", "manifest", "digest m1", "import m1 rows.csv", "export m1"} {
		tests = append(tests, wrong{name: line, args: words(line + " --config none.yaml"), want: []string{
			"samrad: config: none.yaml: cannot be read: no such file or directory; name the config file with --config or SAMRAD_CONFIG"}})
	}
	checkWrong(t, tests)
}

func TestWrongConfigFile(t *testing.T) {
	manifest := words("manifest")
	checkWrong(t, []wrong{
		{name: "missing", args: words("manifest --config DIR.yaml"), want: []string{
			"samrad: config: DIR.yaml: cannot be read: no such file or directory; name the config file with --config or SAMRAD_CONFIG"}},
		{name: "missing by the variable", args: manifest, env: map[string]string{"SAMRAD_CONFIG": "none.yaml"}, want: []string{
			"samrad: config: none.yaml: cannot be read: no such file or directory; name the config file with --config or SAMRAD_CONFIG"}},
		{name: "directory", args: manifest, env: map[string]string{"SAMRAD_CONFIG": "DIR"}, want: []string{
			"samrad: config: DIR: cannot be read: is a directory"}},
		{name: "empty", args: manifest, config: "# later\n", want: []string{
			"samrad: config: samrad.yaml: is empty; write at least a meeting"}},
		{name: "not YAML", args: manifest, config: "language: en\nsummary: a: b\n", want: []string{
			"samrad: config: samrad.yaml: is not YAML: mapping values are not allowed in this context; put a text with a colon in quotes, and check the indentation (line 2)"}},
		{name: "bracket left open", args: manifest, config: "roles:\n  staff: {users: [U1S]\n", want: []string{
			"samrad: config: samrad.yaml: is not YAML: did not find expected ',' or '}'; close the bracket that was opened (line 2)"}},
		{name: "tab", args: manifest, config: "slack:\n\tmode: http\n", want: []string{
			"samrad: config: samrad.yaml: is not YAML: a tab in the indentation; use spaces (line 2)"}},
		{name: "not UTF-8", args: manifest, config: "language: en\ntimezone: \xff\n", want: []string{
			"samrad: config: samrad.yaml: is not UTF-8; save it as UTF-8 (line 2)"}},
		{name: "unknown key", args: manifest, config: "language: en\n\ntimezon: UTC\n", want: []string{
			"samrad: config: timezon: unknown key; did you mean timezone? (samrad.yaml, line 3)"}},
		{name: "unknown key below", args: manifest, config: "slack:\n  mode: http\n  port: 80\n", want: []string{
			"samrad: config: slack.port: unknown key; the keys here are mode (samrad.yaml, line 3)"}},
		{name: "same key twice", args: manifest, config: "language: en\nlanguage: sv\n", want: []string{
			"samrad: config: language: stands twice, first on line 1; remove one (samrad.yaml, line 2)"}},
		{name: "token in the file", args: manifest, config: "slack:\n  bot_token: " + botSecret + "\n", want: []string{
			"samrad: config: slack.bot_token: is not a key of the file; tokens, secrets and the store's address belong in the environment (samrad.yaml, line 2)"}},
		{name: "token for a value", args: manifest, config: "timezone: " + botSecret + "\n", want: []string{
			"samrad: config: timezone: a token is not a time zone; write one such as Europe/Stockholm (samrad.yaml, line 1)"}},
		{name: "everything at once, in the order of lines", args: manifest,
			config: "language: fi\ntimezone: Mars/Olympus\nholidays: no\nslack: {mode: pigeon}\n", want: []string{
				`samrad: config: language: "fi" is not allowed; write sv or en (samrad.yaml, line 1)`,
				`samrad: config: timezone: "Mars/Olympus" is not a time zone; write one such as Europe/Stockholm (samrad.yaml, line 2)`,
				`samrad: config: holidays: "no" is not allowed; write sv (samrad.yaml, line 3)`,
				`samrad: config: slack.mode: "pigeon" is not allowed; write socket or http (samrad.yaml, line 4)`}},
	})
}

func TestWrongSchedules(t *testing.T) {
	meeting := func(more string) string { return strings.TrimSuffix(soundConfig, "}\n") + ", " + more + "}\n" }
	tests := []wrong{
		{name: "not cron", config: "summary: every friday\n", want: []string{
			`summary: "every friday" has neither five fields nor six, with seconds first; write minute hour day month weekday, as in "0 9 * * MON", or none (samrad.yaml, line 1)`}},
		{name: "hour that is none", config: "schedule:\n  ask: 0 25 * * MON\n", want: []string{
			`schedule.ask: "0 25 * * MON": the hour cannot be "25"; write 0 to 23, as in 9, 8-16 or 8,16 (samrad.yaml, line 2)`}},
		{name: "only a zone", config: "summary: CRON_TZ=\n", want: []string{
			"summary: a time zone must be followed by a schedule, as in CRON_TZ=Europe/Stockholm 0 9 * * MON (samrad.yaml, line 1)"}},
		{name: "only a named zone", config: "summary: CRON_TZ=Europe/Stockholm\n", want: []string{
			"summary: a time zone must be followed by a schedule, as in CRON_TZ=Europe/Stockholm 0 9 * * MON (samrad.yaml, line 1)"}},
		{name: "zone that is none", config: "summary: CRON_TZ=Mars/Olympus 0 8 * * *\n", want: []string{
			`summary: time zone "Mars/Olympus" is not known; write one such as CRON_TZ=Europe/Stockholm (samrad.yaml, line 1)`}},
		{name: "30 February", config: "schedule: {remind: 0 8 30 2 *}\n", want: []string{
			`schedule.remind: "0 8 30 2 *" never comes; write a day that exists, or none (samrad.yaml, line 1)`}},
		{name: "interval of nothing", config: "summary: \"@every 0s\"\n", want: []string{
			`summary: "@every 0s": the interval must be whole seconds, at least one; write hours, minutes and seconds, as in @every 36h or @every 1h30m (samrad.yaml, line 1)`}},
		{name: "durations", config: "schedule: {opens: 4w, closes: -2d}\n", want: []string{
			`schedule.opens: "4w" is not a time before the meeting; write it as 28d, 36h, 90m or 90s (samrad.yaml, line 1)`,
			`schedule.closes: "-2d" is not a time before the meeting; write it as 28d, 36h, 90m or 90s (samrad.yaml, line 1)`}},
		{name: "opens after it closes", config: meeting("schedule: {opens: 2d, closes: 3d}"), want: []string{
			"meetings[0].schedule.opens: opens 2d before the start, which is not before it closes, 3d before; open earlier or close later (samrad.yaml, line 4)"}},
		{name: "window without a firing", config: meeting("schedule: {opens: 4d, closes: 3d}"), want: []string{
			`meetings[0].schedule.ask: "0 9 * * MON" does not fire between opens (2023-11-03 13:00:00) and closes (2023-11-04 13:00:00), so no question would be posted; ask more often or widen the window (samrad.yaml, line 4)`}},
		{name: "start that is no time", config: strings.Replace(soundConfig, "2023-11-07 13:00", "2023-02-30 13:00", 1), want: []string{
			`meetings[0].starts: "2023-02-30 13:00" is not a time; write it as 2023-11-07 13:00 or 2023-11-07T13:00:00+01:00 (samrad.yaml, line 4)`}},
	}
	for i := range tests {
		tests[i].args = words("check")
		for j, line := range tests[i].want {
			tests[i].want[j] = "samrad: config: " + line
		}
	}
	checkWrong(t, tests)
}

func TestWrongIDs(t *testing.T) {
	checkWrong(t, []wrong{
		{name: "same organisation", args: words("export m1"), config: "organisations:\n- {id: a, name: A}\n- {id: A, name: B}\n", want: []string{
			"samrad: config: organisations[1].id: the id A stands at organisations[0].id already (line 2); only one organisation can have it (samrad.yaml, line 3)"}},
		{name: "same meeting", args: words("export m1"), config: soundConfig + strings.Replace(soundConfig[strings.LastIndex(soundConfig, "- {id"):], "m1", "M1", 1), want: []string{
			"samrad: config: meetings[1].id: the id M1 stands at meetings[0].id already (line 4), whatever the case; give each meeting its own (samrad.yaml, line 5)"}},
		{name: "same question", args: words("export m1"), config: strings.Replace(soundConfig, "[Why?]", "[{id: Q2, text: Why?}, How?]", 1), want: []string{
			"samrad: config: meetings[0].themes[0].questions[1]: the id q2 stands at meetings[0].themes[0].questions[0] already (line 4), whatever the case; questions without one are q1, q2… counted through the meeting (samrad.yaml, line 4)"}},
		{name: "Slack ids", args: words("export m1"), config: "roles:\n  staff: {users: ['@anna'], usergroup: U1A, channel: '#staff'}\norganisations:\n- {id: a, name: A, members: [C1A], team: a}\n", want: []string{
			`samrad: config: roles.staff.users[0]: "@anna" is a name, not the id of a user; it begins with U or W, and stands in the profile's menu as the member ID (samrad.yaml, line 2)`,
			`samrad: config: roles.staff.usergroup: "U1A" is not the id of a user group; it begins with S, and stands in the user group's address (samrad.yaml, line 2)`,
			`samrad: config: roles.staff.channel: "#staff" is a name, not the id of a channel; it begins with C or G, and stands at the end of the channel's details (samrad.yaml, line 2)`,
			`samrad: config: organisations[0].members[0]: "C1A" is not the id of a user; it begins with U or W, and stands in the profile's menu as the member ID (samrad.yaml, line 4)`,
			`samrad: config: organisations[0].team: "a" is not the id of a workspace; it begins with T or E, and stands in the workspace's address (samrad.yaml, line 4)`}},
		{name: "channel of a meeting", args: words("export m1"), config: strings.Replace(soundConfig, "[C1A]", "[general]", 1), want: []string{
			`samrad: config: meetings[0].channels[0]: "general" is not the id of a channel; it begins with C or G, and stands at the end of the channel's details (samrad.yaml, line 4)`}},
	})
}

func TestWrongEnvironment(t *testing.T) {
	const (
		noBot    = "samrad: config: SLACK_BOT_TOKEN: is not set; give the bot token (xoxb-…) of the app's page OAuth & Permissions, or its file in SLACK_BOT_TOKEN_FILE"
		noApp    = "samrad: config: SLACK_APP_TOKEN: is not set; give an app-level token (xapp-…) with connections:write of the app's page Basic Information, or its file in SLACK_APP_TOKEN_FILE"
		noSecret = "samrad: config: SLACK_SIGNING_SECRET: is not set; give the signing secret of the app's page Basic Information, or its file in SLACK_SIGNING_SECRET_FILE"
		noStore  = "samrad: config: REDIS_URL: is not an address of a store; write redis://host:6379/0, rediss://…, redis+sentinel://host,host/master-name, redis+cluster://host,host or embedded:DIR"

		unknownOption = "samrad: config: REDIS_URL: has an option behind the ? that is not known, empty or given twice; known are sentinel_password and sentinel_username (write & in them as %26)"
		noOptions     = "samrad: config: REDIS_URL: has options behind a ?, and takes none; rediss instead of redis stands for TLS"
	)
	http := "slack: {mode: http}\n" + soundConfig
	unset := map[string]string{"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": ""}
	with := func(name, value string) map[string]string { return map[string]string{name: value} }
	checkWrong(t, []wrong{
		{name: "no tokens in socket mode", args: words("run"), env: unset, want: []string{noBot, noApp}},
		{name: "no tokens in http mode", args: words("run"), env: unset, config: http, want: []string{noBot, noSecret}},
		{name: "only blanks", args: words("run"), env: with("SLACK_APP_TOKEN", " \n"), want: []string{noApp}},
		{name: "tokens the wrong way round", args: words("run"), env: map[string]string{"SLACK_BOT_TOKEN": appSecret, "SLACK_APP_TOKEN": botSecret}, want: []string{
			"samrad: config: SLACK_BOT_TOKEN: is another kind of token or secret; give the bot token (xoxb-…) of the app's page OAuth & Permissions",
			"samrad: config: SLACK_APP_TOKEN: is another kind of token or secret; give an app-level token (xapp-…) with connections:write of the app's page Basic Information"}},
		{name: "token for the signing secret", args: words("run"), env: with("SLACK_SIGNING_SECRET", botSecret), config: http, want: []string{
			"samrad: config: SLACK_SIGNING_SECRET: is another kind of token or secret; give the signing secret of the app's page Basic Information"}},
		{name: "token given twice", args: words("run"), env: with("SLACK_BOT_TOKEN_FILE", "DIR/token"), want: []string{
			"samrad: config: SLACK_BOT_TOKEN: is set, and so is SLACK_BOT_TOKEN_FILE; unset one of them"}},
		{name: "missing file", args: words("run"), env: map[string]string{"SLACK_APP_TOKEN": "", "SLACK_APP_TOKEN_FILE": "DIR/none"}, want: []string{
			"samrad: config: SLACK_APP_TOKEN_FILE: names a file that cannot be used: no such file or directory"}},
		{name: "directory for a file", args: words("run"), env: map[string]string{"SLACK_APP_TOKEN": "", "SLACK_APP_TOKEN_FILE": "DIR"}, want: []string{
			"samrad: config: SLACK_APP_TOKEN_FILE: names a file that cannot be used: is a directory"}},
		{name: "empty file", args: words("run"), env: map[string]string{"SLACK_BOT_TOKEN": "", "SLACK_BOT_TOKEN_FILE": "/dev/null"}, want: []string{
			"samrad: config: SLACK_BOT_TOKEN_FILE: names a file that cannot be used: it is empty"}},
		{name: "the secret for its file", args: words("run"), config: http, env: map[string]string{"SLACK_SIGNING_SECRET": "", "SLACK_SIGNING_SECRET_FILE": signingSecret}, want: []string{
			"samrad: config: SLACK_SIGNING_SECRET_FILE: is the secret itself, not the name of a file; use SLACK_SIGNING_SECRET"}},
		{name: "API that is no address", args: words("run"), env: with("SLACK_API_URL", "slack.com"), want: []string{
			"samrad: config: SLACK_API_URL: is not the address of an API; write it as https://slack.com/api/"}},
		{name: "unknown store", args: words("export m1"), env: with("REDIS_URL", "mysql://root:"+storeSecret+"@host"), want: []string{noStore}},
		{name: "store without a scheme", args: words("export m1"), env: with("REDIS_URL", storeSecret), want: []string{noStore}},
		{name: "store's database", args: words("export m1"), env: with("REDIS_URL", "redis://:"+storeSecret+"@host/first"), want: []string{
			"samrad: config: REDIS_URL: has a database that is not a number; write it as redis://host:6379/0"}},
		{name: "store's password", args: words("export m1"), env: with("REDIS_URL", "redis://:"+storeSecret+"%zz@host"), want: []string{
			"samrad: config: REDIS_URL: has a user name or password that cannot be read; write @ / : ? # % in them as %40 %2F %3A %3F %23 %25"}},
		{name: "store's port", args: words("export m1"), env: with("REDIS_URL", "redis://:"+storeSecret+"@host:70000"), want: []string{
			"samrad: config: REDIS_URL: has a host that cannot be read; write host or host:port, several with commas, IPv6 as [::1]:6379"}},
		{name: "sentinel without a master", args: words("export m1"), env: with("REDIS_URL", "redis+sentinel://:"+storeSecret+"@host"), want: []string{
			"samrad: config: REDIS_URL: names no master; write redis+sentinel://host,host/master-name"}},
		{name: "option of sentinels that is none", args: words("export m1"), env: with("REDIS_URL", "redis+sentinel://host/m?sentinel_password=a&"+storeSecret), want: []string{unknownOption}},
		{name: "password of sentinels given twice", args: words("export m1"), env: with("REDIS_URL", "redis+sentinel://host/m?sentinel_password=a&sentinel_password="+storeSecret), want: []string{unknownOption}},
		{name: "password of sentinels that is empty", args: words("export m1"), env: with("REDIS_URL", "redis+sentinel://host/m?sentinel_password="), want: []string{unknownOption}},
		{name: "password of sentinels that cannot be read", args: words("export m1"), env: with("REDIS_URL", "redis+sentinel://host/m?sentinel_password="+storeSecret+"%zz"), want: []string{
			"samrad: config: REDIS_URL: has a user name or password that cannot be read; write @ / : ? # % in them as %40 %2F %3A %3F %23 %25"}},
		{name: "user of sentinels without a password", args: words("export m1"), env: with("REDIS_URL", "redis+sentinel://host/m?sentinel_username="+storeSecret), want: []string{
			"samrad: config: REDIS_URL: has a sentinel_username without a sentinel_password; give both, or the password alone"}},
		{name: "server with an option", args: words("export m1"), env: with("REDIS_URL", "redis://host?sentinel_password="+storeSecret), want: []string{noOptions}},
		{name: "cluster with an option", args: words("export m1"), env: with("REDIS_URL", "redis+cluster://host?password="+storeSecret), want: []string{noOptions}},
		{name: "cluster with a database", args: words("export m1"), env: with("REDIS_URL", "redis+cluster://:"+storeSecret+"@host/1"), want: []string{
			"samrad: config: REDIS_URL: names a database, and a cluster has none; write redis+cluster://host,host"}},
		{name: "nowhere to keep the store", args: words("export m1"), env: with("REDIS_URL", ""), want: []string{
			"samrad: config: REDIS_URL: is not set, and there is no home directory to keep the store in; write REDIS_URL=embedded:DIR"}},
		{name: "address to listen on", args: words("run"), env: with("SAMRAD_LISTEN", "8080"), want: []string{
			"samrad: config: SAMRAD_LISTEN: is not an address to listen on; write it as :8080 or 127.0.0.1:8080"}},
		{name: "file and environment at once", args: words("run"), config: "language: fi\n", env: with("SAMRAD_LISTEN", "8080"), want: []string{
			`samrad: config: language: "fi" is not allowed; write sv or en (samrad.yaml, line 1)`,
			"samrad: config: SAMRAD_LISTEN: is not an address to listen on; write it as :8080 or 127.0.0.1:8080"}},
	})
}
