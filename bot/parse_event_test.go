package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

func TestParseReaction(t *testing.T) {
	t.Parallel()
	star := func(name flows.ReactionName, added bool) flows.Reaction {
		return flows.Reaction{EventID: "Ev1", Place: flows.Place{Channel: "C1", TS: "1700000001.000200"}, User: "U1", Name: name, Added: added, EventTS: "1700000006.000000"}
	}
	on := func(name string) string {
		return `{"type":"reaction_added","user":"U1","reaction":"` + name + `","item_user":"U1","event_ts":"1700000006.000000","item":{"type":"message","channel":"C1","ts":"1700000001.000200"}}`
	}
	testParse(t, []parseCase{
		{"added", on("star"), star("star", true)},
		{"removed", strings.Replace(on("no_entry_sign"), "_added", "_removed", 1), star("no_entry_sign", false)},
		{"with a skin tone", on("raised_hands::skin-tone-2"), star("raised_hands", true)},
		{"our own", strings.Replace(on("white_check_mark"), `"user":"U1"`, `"user":"U0SAMRAD"`, 1), ignored{"reaction_added"}},
		{"on a file", `{"type":"reaction_added","user":"U1","reaction":"star","item":{"type":"file","file":"F1"}}`, ignored{"reaction_added"}},
		{"nobody's", `{"type":"reaction_removed","reaction":"star","item":{"type":"message","channel":"C1","ts":"1700000001.000200"}}`, ignored{"reaction_removed"}},
		{"no item", `{"type":"reaction_added","user":"U1","reaction":"star"}`, ignored{"reaction_added"}},
		{"item a string", `{"type":"reaction_added","user":"U1","reaction":"star","item":"C1"}`, nil},
		{"ts a number", strings.Replace(on("star"), `"1700000001.000200"}`, `1700000001.0002}`, 1), nil},
	})
}

func TestParseOtherEvents(t *testing.T) {
	t.Parallel()
	testParse(t, []parseCase{
		{"channel has a new id", `{"type":"channel_id_changed","old_channel_id":"G1","new_channel_id":"C2","event_ts":"1700000006.000000"}`, channelMoved{"G1", "C2"}},
		{"Home opened", `{"type":"app_home_opened","user":"U1","channel":"D1","tab":"home","view":{"blocks":[]}}`, ignored{"app_home_opened"}},
		{"messages tab opened", `{"type":"app_home_opened","user":"U1","channel":"D1","tab":"messages"}`, ignored{"app_home_opened"}},
		{"Home with a view of a wrong type", `{"type":"app_home_opened","user":"U1","channel":"D1","tab":"home","view":"none"}`, ignored{"app_home_opened"}},
		{"Home with a tab of a wrong type", `{"type":"app_home_opened","user":"U1","tab":7}`, ignored{"app_home_opened"}},
		{"channel is an object", `{"type":"channel_rename","channel":{"id":"C1","name":"x","created":1e400}}`, ignored{"channel_rename"}},
		{"user is an object", `{"type":"user_change","user":{"id":"U1","profile":{}}}`, ignored{"user_change"}},
		{"joined", `{"type":"member_joined_channel","user":"U1","channel":"C1","channel_type":"C"}`, ignored{"member_joined_channel"}},
		{"type of tomorrow", `{"type":"telepathy_received","item":[1,2]}`, ignored{"telepathy_received"}},
		{"no type", `{"user":"U1"}`, ignored{""}},
		{"type a number", `{"type":7}`, nil},
		{"a string", `"message"`, nil},
		{"a list", `[]`, nil},
		{"a huge number", `1e999`, nil},
	})
}

func TestParseOuter(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, payload string
		want          any
	}{
		{"rate limited", `{"type":"app_rate_limited","team_id":"T0HOME","minute_rate_limited":1518467820}`, ignored{"app_rate_limited"}},
		{"type of tomorrow", `{"type":"telepathy"}`, ignored{"telepathy"}},
		{"empty object", `{}`, ignored{""}},
		{"null", `null`, ignored{""}},
		{"callback without event", `{"type":"event_callback","event_id":"Ev1"}`, nil},
		{"cut short", `{"type":"event_callback","event":{"type":"mess`, nil},
		{"nothing", ``, nil},
		{"a list", `[1]`, nil},
		{"id a number", `{"type":"event_callback","event_id":7,"event":{"type":"message"}}`, nil},
		{"not UTF-8", "{\"type\":\"\xff\xfe\"}", ignored{"\ufffd\ufffd"}},
		{"nested deeply", strings.Repeat(`[`, 20_000), nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := parseEvent([]byte(c.payload), botself, nobody)
			if (err != nil) != (c.want == nil) {
				t.Fatalf("error %v", err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("event (-want +got):\n%s", diff)
			}
		})
	}
}

// What is kept as a dead letter is raw; the reason beside it quotes none of it.
func TestReasonQuotesNothing(t *testing.T) {
	t.Parallel()
	const secret = "hemligt svar"
	for _, payload := range []string{
		`{"type":"event_callback","event":{"type":"message","text":["` + secret + `"]}}`,
		`{"type":"event_callback","event":{"type":"message","text":"` + secret + `" "x"}}`,
		`"` + secret + `"`,
		secret,
	} {
		_, err := parseEvent([]byte(payload), botself, nobody)
		if err == nil {
			t.Fatalf("%s: no error", payload)
		}
		if r := reasonOf(err); r == "" || strings.Contains(r, secret) {
			t.Errorf("%s: reason %q", payload, r)
		}
	}
}
