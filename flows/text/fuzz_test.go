package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"", "*a* _b_ <@U1|x> &amp; `c` :wave:", "```\n<!date^1^{d}|f>", "• a\r\n&gt; b", "*_~`", "<", "a\xff<\n>", ":+1::skin-tone-2:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Plain(s, testNames)
		if !utf8.ValidString(got) {
			t.Errorf("Plain(%q) = %q: not UTF-8", s, got)
		}
		if strings.ContainsRune(got, '\r') {
			t.Errorf("Plain(%q) = %q: holds a carriage return", s, got)
		}
		if strings.TrimSpace(got) != got {
			t.Errorf("Plain(%q) = %q: blanks at its ends", s, got)
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
