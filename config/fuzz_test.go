package config_test

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/schedule"
)

// FuzzParse: a file is a sound config or gives problems, each of one line that
// says where, and no token among them; read again it gives the same; and a
// config that is written out and read is the config that it was.
func FuzzParse(f *testing.F) {
	f.Add(config.Example)
	for _, s := range []string{"meetings: [{id: a, themes: [x]}]", "a: &a [*a]", "summary: CRON_TZ=", "? [a]\n: b", "roles: {staff: 3}",
		"schedule: {opens: 1d, ask: '@every 1s'}\nmeetings:\n" + meeting + "}", "\ufeff? a\n: b?", "meetings:\n-\n- starts: 0001-01-01 00:00",
		"a: *xoxb-1-2\n", "a: !xoxb-1-2 b\n", "language: [\n  'xoxb-1-2\n", "organisations: [{id: xoxb-1, name: A}, {id: xoxb-1, name: B}]\n",
		"organisations: [{id: a, name: \"A\\a\\u2028B\"}]\n", "summary: 'CRON_TZ=xoxb-1 0 8 * * *'\n", "roles: {staff: {users: [xoxb-1]}}\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := config.Parse(data)
		again, againErr := config.Parse(data)
		if diff := cmp.Diff(c, again, alike); diff != "" || (err == nil) != (againErr == nil) {
			t.Fatalf("read again, error %v and then %v:\n%s", err, againErr, diff)
		}
		if err == nil {
			checkProblems(t, data, c.Warnings)
			checkSound(t, c)
			return
		}
		all, ok := errors.AsType[config.Problems](err)
		if !ok || len(all) == 0 || c != nil {
			t.Fatalf("not Problems: %v", err)
		}
		checkProblems(t, data, all)
	})
}

// alike compares time zones by their names, and calendars by there being one;
// a list without anything is none.
var alike = cmp.Options{
	cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b schedule.Calendar) bool { return (a == nil) == (b == nil) }),
	cmpopts.EquateEmpty(),
}

// tokens are Slack's, as https://docs.slack.dev/authentication/tokens shows them.
var tokens = regexp.MustCompile(`\b(xox[a-z][-.]|xapp-|xwfp-)[^ ]*`)

var yamlBreak = regexp.MustCompile("\r\n|[\r\n\u0085\u2028\u2029]")

// checkProblems fails unless each problem is a line that tells where, and that
// repeats no token.
func checkProblems(t *testing.T, data []byte, all config.Problems) {
	t.Helper()
	last := 1 + len(yamlBreak.FindAllIndex(data, -1))
	for _, p := range all {
		if p.Path == "" || p.What == "" || p.Line < 0 || p.Line > last {
			t.Errorf("%+v does not say what is wrong where, in a file of %d lines", p, last)
		}
		if i := strings.IndexFunc(p.String(), unprintable); i >= 0 {
			t.Errorf("%q is not one line of text", p.String())
		}
		if token := tokens.FindString(p.String()); token != "" {
			t.Errorf("the problem %q shows a token", p.String())
		}
	}
}

func unprintable(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }

// checkSound fails unless the meetings of a config can be held, and the config
// comes back when it is written out.
func checkSound(t *testing.T, c *config.Config) {
	t.Helper()
	for _, m := range c.Meetings {
		if w, err := m.Window(); err != nil || !w.Opens.Before(w.Closes) || len(m.Questions()) == 0 {
			t.Fatalf("an unsound meeting: %+v", m)
		}
	}
	file := written(t, c)
	back, err := config.Parse(file)
	if err != nil {
		t.Fatalf("written out it is refused: %v\n%s", err, file)
	}
	c.Warnings, back.Warnings = nil, nil // they name lines
	if diff := cmp.Diff(c, back, alike); diff != "" {
		t.Fatalf("written out it is another (-was +is):\n%s", diff)
	}
}

// written writes a config as a file. JSON is YAML.
func written(t *testing.T, c *config.Config) []byte {
	t.Helper()
	type object = map[string]any
	timing := func(s flows.Schedule) object {
		return object{"opens": s.Opens, "closes": s.Closes, "ask": s.Ask, "remind": s.Remind, "digest": s.Digest}
	}
	set := func(o object, key, value string) {
		if value != "" {
			o[key] = value
		}
	}
	team := func(of flows.Team) object {
		o := object{"users": of.Users}
		set(o, "usergroup", string(of.Usergroup))
		set(o, "channel", string(of.Channel))
		return o
	}
	file := object{
		"language": c.Language, "timezone": c.Location.String(), "slack": object{"mode": c.Mode}, "summary": c.Summary, "schedule": timing(c.Schedule),
		"roles": object{"working_group": team(c.Roles.WorkingGroup), "staff": team(c.Roles.Staff)},
	}
	if c.Calendar != nil {
		file["holidays"] = "sv"
	}
	organisations := make([]object, len(c.Organisations))
	for i, of := range c.Organisations {
		o := object{"id": of.ID, "name": of.Name, "aliases": of.Aliases, "members": of.Members}
		set(o, "sector", of.Sector)
		set(o, "team", string(of.Team))
		set(o, "channel", string(of.Channel))
		organisations[i] = o
	}
	meetings := make([]object, len(c.Meetings))
	for i, of := range c.Meetings {
		themes := make([]object, len(of.Themes))
		for j, theme := range of.Themes {
			questions := make([]object, len(theme.Questions))
			for k, q := range theme.Questions {
				questions[k] = object{"id": q.ID, "text": q.Text}
			}
			themes[j] = object{"title": theme.Title, "questions": questions}
		}
		meetings[i] = object{"id": of.ID, "title": of.Title, "starts": of.Starts.Format(time.RFC3339), "channels": of.Channels,
			"organisation_channels": of.OrganisationChannels, "themes": themes, "schedule": timing(of.Schedule)}
	}
	if c.Organisations != nil {
		file["organisations"] = organisations
	}
	if c.Meetings != nil {
		file["meetings"] = meetings
	}
	data, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// FuzzEnvironment: whatever the variables hold, a password or secret among them
// is never repeated, and what is said of it is one line.
func FuzzEnvironment(f *testing.F) {
	for _, s := range []string{"redis://u:%s@host/0", "redis+sentinel://:%s@a,b:1/m", "redis+sentinel://a/m?sentinel_password=%s", "redis+sentinel://a/m?%s=", "rediss+cluster://%s@[::1]:6379", "redis://u:%s@host:port/0", "redis://u:%s#@h", "embedded:%s", "%s", "redis://h/%s?x", "http://u:%s@h"} {
		before, after, _ := strings.Cut(s, "%s")
		f.Add(before, after)
	}
	const secret = "kq7Zt93vX1"
	f.Fuzz(func(t *testing.T, before, after string) {
		value := before + secret + after
		if strings.ContainsRune(value, 0) {
			return // no variable holds one
		}
		for _, name := range []string{"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "REDIS_URL"} {
			env, err := config.Environment(func(asked string) string {
				return map[string]string{name: value, "HOME": "/home/samrad"}[asked]
			})
			for _, err := range []error{err, env.RequireSlack(config.ModeSocket), env.RequireSlack(config.ModeHTTP)} {
				if err == nil {
					continue
				}
				if strings.Contains(err.Error(), secret) || strings.ContainsFunc(err.Error(), unprintable) {
					t.Errorf("%s=%q: %q", name, value, err)
				}
			}
		}
	})
}
