package config_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// roles are sound roles, so that a test sees only its own warnings.
const roles = "roles: {working_group: {users: [U1W], channel: C1W}, staff: {users: [U1S]}}\n"

func TestWarnings(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		want       []string
	}{
		{"no roles", "language: sv\n", []string{
			"roles.working_group: is missing, so nobody may ask, publish or see who is silent; name users or a usergroup",
			"roles.staff: is missing, so nobody may ask for the summary; name users or a usergroup",
		}},
		{"half the roles", "roles:\n  staff: {users: [U1S]}\n", []string{
			"roles.working_group: is missing, so nobody may ask, publish or see who is silent; name users or a usergroup (line 2)",
		}},
		{"only channels", "roles:\n  staff: {channel: C1S}\n  working_group: {channel: C1W}\n", []string{
			"roles.staff: has neither users nor a usergroup, so nobody may ask for the summary; a channel gives no rights (line 2)",
			"roles.working_group: has neither users nor a usergroup, so nobody may ask, publish or see who is silent; a channel gives no rights (line 3)",
		}},
		{"nowhere to send", "roles:\n  staff: {usergroup: S1S}\n  working_group: {usergroup: S1W, channel: C1W}\n", []string{
			"roles.staff: has neither a channel nor users, so the summary cannot be sent; name a channel (line 2)",
		}},
		{"listed twice", roles + "meetings:\n- {id: m1, title: T, starts: 2023-11-07 13:00, channels: [C1A, C1B, C1A], themes: [{title: A, questions: [Why?]}]}\n", []string{
			"meetings[0].channels[2]: C1A is listed twice; remove one (line 3)",
		}},
		{"an organisation's own channel", roles + "organisations: [{id: a, name: A, channel: C1A}]\nmeetings:\n- {id: m1, title: T, starts: 2023-11-07 13:00, channels: [C1A], themes: [{title: A, questions: [Why?]}]}\n", []string{
			"meetings[0].channels: C1A is the own channel of the organisation a: whoever answers there and is not known counts for it (line 4)",
		}},
		{"same question", roles + "meetings:\n- {id: m1, title: T, starts: 2023-11-07 13:00, channels: [C1A], themes: [{title: A, questions: [Why?, why?]}]}\n", []string{
			"meetings[0].themes[0].questions[1]: the same question stands at meetings[0].themes[0].questions[0] (line 3); an import by text means that one (line 3)",
		}},
		{"nowhere to post yet", roles + "organisations: [{id: a, name: A}]\nmeetings:\n- {id: m1, title: T, starts: 2023-11-07 13:00, organisation_channels: true, themes: [{title: A, questions: [Why?]}]}\n", []string{
			"meetings[0].organisation_channels: no organisation of the file has a channel; questions are posted where one has (line 4)",
		}},
		{"nobody is reminded, no draft", roles + "meetings:\n" + meeting + ", schedule: {opens: 2d, closes: 60s, ask: '@every 1h'}}\n", []string{
			`meetings[0].schedule.remind: "0 17 * * THU" does not fire between opens and closes, so nobody is reminded; write none if that is meant (line 3)`,
			`meetings[0].schedule.digest: "0 8 * * *" does not fire between closes and the start, so no draft is compiled by itself; write none if that is meant (line 3)`,
		}},
		{"all switched off", roles + "meetings:\n" + meeting + ", schedule: {opens: 2d, closes: 0d, ask: none, remind: none, digest: none}}\n", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lines(parse(t, tt.file).Warnings)); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}

// A file with hundreds of problems gives the first ones, and says so.
func TestProblemsAreBounded(t *testing.T) {
	var file strings.Builder
	for i := range 500 {
		fmt.Fprintf(&file, "key%d: x\n", i)
	}
	got := problems(t, file.String())
	if len(got) != 201 || got[200] != "file: has 300 more problems; mend these first" {
		t.Errorf("%d problems, the last %q", len(got), got[len(got)-1])
	}
}
