package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func testNames(id string) string {
	return map[string]string{"U1": "Anna", "C1": "samråd", "S1": "@arbetsgruppen"}[id]
}

func TestPlain(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"user", "Fråga <@U1> om det", "Fråga @Anna om det"},
		{"user with label", "<@U2|bo> kan", "@bo kan"},
		{"unknown user", "<@U9> kan", "@… kan"},
		{"channel", "i <#C1> och <#C2|allmänt>", "i #samråd och #allmänt"},
		{"user group", "<!subteam^S1> och <!subteam^S2|@styrelsen>", "@arbetsgruppen och @styrelsen"},
		{"broadcasts", "<!here> <!channel|@channel> <!everyone>", "@here @channel @everyone"},
		{"date", "<!date^1699362000^{date}|7 november 2023>", "7 november 2023"},
		{"link", "se <https://example.org/a_b_c?x=1&amp;y=2> nu", "se https://example.org/a_b_c?x=1&y=2 nu"},
		{"link with words", "se <https://example.org|vår *rapport*>.", "se vår *rapport*."},
		{"mail", "<mailto:a@example.org|a@example.org> <mailto:b@example.org>", "a@example.org b@example.org"},
		{"entities", "a &lt; b &amp;&amp; c &gt; d &amp;lt;", "a < b && c > d &lt;"},
		{"other entities stay", "&nbsp; &#8211;", "&nbsp; &#8211;"},
		{"styles", "*fet* _kursiv_ ~struken~ `kod` *_båda_*!", "fet kursiv struken kod båda!"},
		{"styles in brackets", "(*viktigt*), ”_så_”", "(viktigt), ”så”"},
		{"not styles", "3*4*5 snake_case_name 2 * 3 * 4 * ~ca 5 _ _", "3*4*5 snake_case_name 2 * 3 * 4 * ~ca 5 _ _"},
		{"a style ends with its line", "*ett\ntvå*", "*ett\ntvå*"},
		{"code is not formatted", "`*a* &lt;b&gt;` ```\n_x_ <https://e.org>\n```", "*a* <b>\n_x_ https://e.org"},
		{"style around a link", "*<https://e.org/*|text>*", "text"},
		{"emoji", "Bra :wave::skin-tone-2: jobbat :+1: :tack_så_mycket:", "Bra jobbat"},
		{"not emoji", "kl. 10:30:45, 1:2:3 och a:b:c", "kl. 10:30:45, 1:2:3 och a:b:c"},
		{"quotes", "&gt; citat\n&gt;&gt; mer\n> bart\nsvar", "citat\nmer\nbart\nsvar"},
		{"bullets", "• ett\n    ◦ två\n– tre\n• ", "- ett\n    - två\n- tre\n-"},
		{"lines", "a\r\nb\rc\n\n\n\nd  ", "a\nb\nc\n\nd"},
		{"not a token", "a < b och <inte en länk> eller <>", "a < b och <inte en länk> eller <>"},
		{"control characters", "a\x00b\x1b[31mc\u0085d\fe\tf", "ab[31mc\nd\ne\tf"},
		{"a name with control characters", "<@U2|b\x00o>", "@bo"},
		{"invalid bytes", "a\xffb", "a\uFFFDb"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Plain(tt.in, testNames)); diff != "" {
				t.Errorf("Plain (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPlainWithoutNames(t *testing.T) {
	if got, want := Plain("<@U1> <@U1|anna>", nil), "@… @anna"; got != want {
		t.Errorf("Plain without names = %q, want %q", got, want)
	}
}

func TestPlainRichText(t *testing.T) {
	const blocks = `[{"type":"rich_text","elements":[
		{"type":"rich_text_section","elements":[
			{"type":"text","text":"Hej "},{"type":"user","user_id":"U1"},{"type":"text","text":" ","style":{"bold":true}},
			{"type":"emoji","name":"wave"},{"type":"text","text":" *inte* fet &amp; "},{"type":"link","url":"https://e.org","text":"rapport"},
			{"type":"text","text":":\n"}]},
		{"type":"rich_text_list","style":"ordered","indent":0,"elements":[
			{"type":"rich_text_section","elements":[{"type":"text","text":"ett"}]}]},
		{"type":"rich_text_list","style":"bullet","indent":1,"elements":[
			{"type":"rich_text_section","elements":[{"type":"text","text":"under"}]}]},
		{"type":"rich_text_list","style":"ordered","indent":0,"offset":1,"elements":[
			{"type":"rich_text_section","elements":[{"type":"text","text":"två "},{"type":"usergroup","usergroup_id":"S1"}]}]},
		{"type":"rich_text_quote","elements":[{"type":"text","text":"citat"}]},
		{"type":"rich_text_preformatted","elements":[{"type":"text","text":"kod *x*"}]},
		{"type":"rich_text_section","elements":[
			{"type":"broadcast","range":"here"},{"type":"text","text":" "},{"type":"channel","channel_id":"C1"},{"type":"text","text":" "},
			{"type":"date","timestamp":1,"format":"{date}","fallback":"i dag"},{"type":"text","text":" "},{"type":"color","value":"#fff"},
			{"type":"text","text":" "},{"type":"something_new","text":"nytt"}]}]}]`
	const want = "Hej @Anna *inte* fet &amp; rapport:\n1. ett\n  - under\n2. två @arbetsgruppen\ncitat\nkod *x*\n@here #samråd i dag #fff nytt"
	got, ok := PlainRichText(blocks, testNames)
	if !ok {
		t.Fatal("PlainRichText found no rich text")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("PlainRichText (-want +got):\n%s", diff)
	}
}

func TestPlainRichTextWithout(t *testing.T) {
	for _, blocks := range []string{"", "null", "[]", `[{"type":"section"}]`, `{"type":"rich_text"}`, `[{"type":`} {
		if got, ok := PlainRichText(blocks, nil); ok {
			t.Errorf("PlainRichText(%s) = %q, true; want false", blocks, got)
		}
	}
}

func TestEscape(t *testing.T) {
	const hostile = "<!channel> & <@U1> <https://e.org|här> &lt;"
	got := Escape(hostile)
	if strings.ContainsAny(got, "<>") {
		t.Errorf("Escape left an angle bracket: %s", got)
	}
	if back := Plain(got, nil); back != hostile {
		t.Errorf("Plain(Escape(s)) = %q, want %q", back, hostile)
	}
}
