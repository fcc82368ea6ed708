package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
)

func parse(t *testing.T, file string) *config.Config {
	t.Helper()
	c, err := config.Parse([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestExampleIsAccepted(t *testing.T) {
	c := parse(t, string(config.Example))
	if len(c.Warnings) > 0 {
		t.Errorf("warnings: %v", c.Warnings)
	}
	m := c.Meetings[0]
	if len(m.Themes) != 3 || len(m.Questions()) != 5 || !m.Managed || !c.Organisations[0].Managed {
		t.Errorf("meeting: %+v", m)
	}
	if got := m.Starts.Format(time.RFC3339); got != "2023-11-07T13:00:00+01:00" {
		t.Errorf("starts %s", got)
	}
	if c.Calendar == nil || !c.Calendar.Holiday(time.Date(2023, 12, 25, 0, 0, 0, 0, time.UTC)) {
		t.Error("Christmas is no holiday")
	}
	want := flows.Roles{
		WorkingGroup: flows.Team{Users: []flows.UserID{"U0WG1"}, Usergroup: "S0WG", Channel: "C0WG"},
		Staff:        flows.Team{Users: []flows.UserID{"U0ST1"}, Channel: "C0STAFF"},
	}
	if diff := cmp.Diff(want, c.Settings().Roles); diff != "" {
		t.Errorf("roles (-want +got):\n%s", diff)
	}
}

func TestDefaults(t *testing.T) {
	c := parse(t, "meetings:\n"+meeting+"}\n")
	if c.Language != "sv" || c.Location.String() != "Europe/Stockholm" || c.Calendar != nil || c.Mode != config.ModeSocket || c.Summary != "0 8 * * FRI" {
		t.Errorf("defaults: %+v", c)
	}
	if diff := cmp.Diff(flows.DefaultSchedule(), c.Meetings[0].Schedule); diff != "" {
		t.Errorf("schedule (-want +got):\n%s", diff)
	}
}

func TestSchedulesMergeKeyByKey(t *testing.T) {
	c := parse(t, "schedule: {opens: 3d, ask: \"@every 1h\"}\nmeetings:\n"+meeting+", schedule: {closes: 90s, remind: none}}\n")
	want := flows.Schedule{Opens: "3d", Closes: "90s", Ask: "@every 1h", Remind: "none", Digest: "0 8 * * *"}
	got := c.Meetings[0].Schedule
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("meeting's schedule (-want +got):\n%s", diff)
	}
	if c.Schedule.Closes != "2d" || c.Schedule.Opens != "3d" {
		t.Errorf("default schedule: %+v", c.Schedule)
	}
}

func TestQuestions(t *testing.T) {
	c := parse(t, `meetings:
- id: 2023-11-07
  title: 2023
  starts: 2023-11-07 13:00:00
  organisation_channels: TRUE
  themes:
  - title: "A: b"
    questions:
    - Ja?
    - {id: why, text: Why? And how?}
  - title: C
    questions:
    - |
      Två rader
      i en fråga?
    - ? id
      : fourth
      text: Vad?
    - 2030
organisations:
- {id: a, name: A, channel: C1A, aliases: [a, AA]}
`)
	type row struct {
		ID   flows.QuestionID
		Text string
	}
	var got []row
	for _, q := range c.Meetings[0].Questions() {
		got = append(got, row{q.ID, q.Text})
	}
	want := []row{{"q1", "Ja?"}, {"why", "Why? And how?"}, {"q3", "Två rader\ni en fråga?"}, {"fourth", "Vad?"}, {"q5", "2030"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("questions (-want +got):\n%s", diff)
	}
	if m := c.Meetings[0]; m.ID != "2023-11-07" || m.Title != "2023" || !m.OrganisationChannels {
		t.Errorf("meeting: %+v", m)
	}
}

func TestStarts(t *testing.T) {
	for _, tt := range []struct{ name, starts, want, warning string }{
		{"local", "2023-11-07 13:00", "2023-11-07T13:00:00+01:00", ""},
		{"local with seconds", "2026-07-07 13:00:30", "2026-07-07T13:00:30+02:00", ""},
		{"local with a T", "2023-11-07T13:00", "2023-11-07T13:00:00+01:00", ""},
		{"in quotes", `"2023-11-07 13:00"`, "2023-11-07T13:00:00+01:00", ""},
		{"RFC 3339", "2023-11-07T12:00:00Z", "2023-11-07T13:00:00+01:00", ""},
		{"RFC 3339 in small letters", "2023-11-07t12:00:00z", "2023-11-07T13:00:00+01:00", ""},
		{"RFC 3339 with a blank", "2023-11-07 07:00:00-05:00", "2023-11-07T13:00:00+01:00", ""},
		{"gap", "2023-03-26 02:30", "2023-03-26T03:00:00+02:00",
			"meetings[0].starts: 2023-03-26 02:30 does not occur in Europe/Stockholm, where the clocks go forward; it is taken as 2023-03-26T03:00:00+02:00 (line 2)"},
		{"end of the gap", "2023-03-26 03:00", "2023-03-26T03:00:00+02:00", ""},
		{"overlap", "2023-10-29 02:30", "2023-10-29T02:30:00+02:00",
			"meetings[0].starts: 2023-10-29 02:30 occurs twice in Europe/Stockholm, where the clocks go back; it is taken as the first, so write 2023-10-29T02:30:00+02:00 or 2023-10-29T02:30:00+01:00 (line 2)"},
		{"the second of the overlap", "2023-10-29T02:30:00+01:00", "2023-10-29T02:30:00+01:00", ""},
		{"end of the overlap", "2023-10-29 03:00", "2023-10-29T03:00:00+01:00", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := parse(t, "meetings:\n- {id: m, title: T, starts: "+tt.starts+", channels: [C1A], themes: [{title: A, questions: [Why?]}]}\n"+roles)
			if got := c.Meetings[0].Starts.Format(time.RFC3339); got != tt.want {
				t.Errorf("starts %s, want %s", got, tt.want)
			}
			if got := strings.Join(lines(c.Warnings), "\n"); got != tt.warning {
				t.Errorf("warning %q, want %q", got, tt.warning)
			}
		})
	}
}

func TestBytesAroundTheText(t *testing.T) {
	for name, file := range map[string]string{
		"byte order mark": "\ufefflanguage: en\n",
		"CRLF":            "language: en\r\ntimezone: UTC\r\n",
		"end of document": "%YAML 1.1\n---\nlanguage: en\n...\n",
		"no last newline": "language: en",
		"explicit text":   "language: !!str en\n",
		"anchor unused":   "language: &l en\n",
		"nulls":           "language: en\nsummary:\nroles:\nmeetings: ~\n",
	} {
		if c := parse(t, file); c.Language != "en" {
			t.Errorf("%s: language %q", name, c.Language)
		}
	}
}

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "samrad.yaml")
	if err := os.WriteFile(path, config.Example, 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(path)
	if err != nil || c.Path != path || len(c.Meetings) != 1 {
		t.Errorf("Load = %+v, %v", c, err)
	}
	wrong, odd := filepath.Join(filepath.Dir(path), "wrong.yaml"), filepath.Join(filepath.Dir(path), "odd.yaml")
	for file, text := range map[string]string{wrong: "\ntimezon: UTC\n", odd: "roles: {working_group: {users: [U1]},\n  staff: {}}\n"} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err = config.Load(odd)
	if err != nil || len(c.Warnings) != 1 || !strings.HasSuffix(c.Warnings[0].String(), " ("+odd+", line 2)") {
		t.Errorf("warnings %v (%v), want one of line 2 of %s", c.Warnings, err, odd)
	}
	for name, tt := range map[string]struct{ path, want string }{
		"wrong key": {wrong, "timezon: unknown key; did you mean timezone? (" + wrong + ", line 2)"},
		"missing":   {path + "x", path + "x: cannot be read: no such file or directory; name the config file with --config or SAMRAD_CONFIG"},
		"directory": {filepath.Dir(path), filepath.Dir(path) + ": cannot be read: is a directory"},
	} {
		if _, err := config.Load(tt.path); err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
}
