package text

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// checkPlain fails unless a text can stand in any document: valid UTF-8, no
// control characters, nothing at its ends, and no line longer blank.
func checkPlain(t *testing.T, from, got string) {
	t.Helper()
	if !utf8.ValidString(got) {
		t.Errorf("%q became %q: not UTF-8", from, got)
	}
	if i := strings.IndexFunc(got, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); i >= 0 {
		t.Errorf("%q became %q: a control character at byte %d", from, got, i)
	}
	if strings.TrimSpace(got) != got || strings.Contains(got, "\n\n\n") {
		t.Errorf("%q became %q: blanks at its ends, or empty lines", from, got)
	}
}

// FuzzPlain: markup becomes plain text; a mention between two lines becomes its
// name whatever stands around it; and of escaped text nothing is markup.
func FuzzPlain(f *testing.F) {
	for _, s := range []string{"", "*a* _b_ <@U1|x> &amp; `c` :wave:", "```\n<!date^1^{d}|f>", "• a\r\n&gt; b", "*_~`", "<", "a\xff<\n>", ":+1::skin-tone-2:",
		"<@U1", "<<@U1>>", "*<@U1>*", "`<@U1>`", "```<@U1>", "<#C1|\x00>", "a\x1b[31mb\u0085c", "<!subteam^S1|@x>", "<https://e.org/<@U1>|b>", "&lt;@U1&gt;"} {
		f.Add(s, s)
	}
	const id, name = "U0FUZZED", "Åsa Öberg"
	mention := "<@" + id + ">"
	f.Fuzz(func(t *testing.T, before, after string) {
		got := Plain(before, testNames)
		checkPlain(t, before, got)
		if again := Plain(before, testNames); again != got {
			t.Errorf("Plain(%q) = %q and then %q", before, got, again)
		}
		if !strings.Contains(before+after, id) {
			names := func(asked string) string {
				if asked == id {
					return name
				}
				return ""
			}
			whole := Plain(before+"\n"+mention+"\n"+after, names)
			checkPlain(t, before+after, whole)
			if strings.Contains(whole, id) || !strings.Contains(whole, "@"+name) {
				t.Errorf("between %q and %q the mention stands as it was: %q", before, after, whole)
			}
		}
		escaped := Escape(before)
		if back := unescape(escaped); back != before || strings.ContainsAny(escaped, "<>") {
			t.Errorf("Escape(%q) = %q, which means %q", before, escaped, back)
		}
		Plain(escaped, func(asked string) string {
			t.Errorf("in escaped %q the id %q was looked up", before, asked)
			return ""
		})
	})
}

// FuzzPlainRichText: whatever blocks come, words that stand in a section of
// their own are in the text as they are.
func FuzzPlainRichText(f *testing.F) {
	for _, s := range []string{`[]`, `null`, `[{"type":"rich_text","elements":[{"type":"rich_text_list","style":"ordered","indent":-1,"offset":2147483647,"elements":[{"type":"rich_text_section"}]}]}]`,
		`[{"type":"rich_text","elements":[{"type":"rich_text_quote","elements":[{"type":"user","user_id":"U1"},{"type":"text","text":"\r\u0000\u2028x"}]}]}]`,
		`[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"link","url":"mailto:a"},{"type":"emoji"},{"type":"broadcast","range":"here"}]}]}]`} {
		f.Add([]byte(s), "Vi behöver <@U1> lokaler *nu*")
	}
	f.Fuzz(func(t *testing.T, blocks []byte, words string) {
		got, ok := PlainRichText(string(blocks), testNames)
		checkPlain(t, string(blocks), got)
		if !ok && got != "" {
			t.Errorf("no rich text, and the text %q", got)
		}
		words = strings.ToValidUTF8(words, "?")
		text, err := json.Marshal(words)
		if err != nil {
			t.Fatal(err)
		}
		section := `{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":` + string(text) + `}]}]}`
		said, ok := PlainRichText("["+section+"]", nil)
		checkPlain(t, words, said)
		if want := tidy(words); !ok || said != want {
			t.Errorf("%q became %q, want %q", words, said, want)
		}
	})
}

func FuzzStatements(f *testing.F) {
	for _, s := range []string{"", "Ett. Två!\n- Tre", "1. a\n(2) b", "bl.a. X", "t. ex. (A. b", "ǻ. é…  Ö\r\n\u2028x", "- - -", "a\x80. B"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, sp := range Statements(s) {
			if sp.Start < at || sp.End <= sp.Start || sp.End > len(s) {
				t.Fatalf("Statements(%q): span %v after %d", s, sp, at)
			}
			checkOutside(t, s[at:sp.Start])
			if part := s[sp.Start:sp.End]; utf8.ValidString(s) && !utf8.ValidString(part) {
				t.Errorf("Statements(%q): %q splits a character", s, part)
			} else if strings.TrimFunc(part, unicode.IsSpace) != part {
				t.Errorf("Statements(%q): blanks at the ends of %q", s, part)
			}
			at = sp.End
		}
		checkOutside(t, s[at:])
	})
}

// checkOutside fails unless between two statements there are only blanks and
// bullet markers.
func checkOutside(t *testing.T, gap string) {
	t.Helper()
	for gap = strings.TrimLeftFunc(gap, unicode.IsSpace); gap != ""; gap = strings.TrimLeftFunc(gap, unicode.IsSpace) {
		n := len(bulletMarker.FindString(gap))
		if n == 0 {
			t.Fatalf("%q is in no statement", gap)
		}
		gap = gap[n:]
	}
}
