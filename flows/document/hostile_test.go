package document_test

import (
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/points"
	"github.com/samrad/samrad/flows/text"
)

// hostile are texts that try to be more than text, by name.
var hostile = map[string]string{
	"html":             htmlText,
	"unclosed html":    "a <b",
	"closing tags":     "</p></blockquote></li></section></style></title></svg><h1>x</h1>",
	"comment":          "<!-- a",
	"processing":       "<?php x ?> <![CDATA[ y ]]>",
	"entities":         "&lt;b&gt; &amp;amp; &#60;b&#62; &nbsp;. &copy",
	"attributes":       `" onmouseover="alert(1)" x='`,
	"template":         "{{.Digest}} {{template \"quote\"}} %s %d %!",
	"markdown":         markdownText,
	"heading":          "## rubrik ##",
	"setext":           "rubrik\n======",
	"rule":             "rubrik\n---\n***\n___\n- - -",
	"list":             "- a\n* b\n+ c\n1. d\n2) e",
	"numbers":          "1986. Ett år\n10) tio\n1.5 procent\n2",
	"quote":            "> a\n>> b",
	"fence":            "```go\nx\n```\n~~~\ny\n~~~",
	"indented":         "a\n\n    kod\n\tkod",
	"table":            "| a | b |\n|---|---|\n| 1 | 2 |",
	"bare table":       "a | b\n--|--\n1 | 2",
	"task":             "[ ] att göra\n[x] gjort",
	"footnote":         "[^1] och\n[^1]: not",
	"reference":        "[a][b] [a]\n[b]: https://example.org \"titel\"",
	"link":             "[a](https://example.org 'x') ![b](c) <https://example.org> <a@example.org>",
	"emphasis":         "*a* **b** _c_ __d__ ***e*** ~~f~~ ~g~",
	"code":             "`a` ``b`` `c",
	"escapes":          `\* \\ \< \`,
	"hard breaks":      "a  \nb\\\nc",
	"formula":          formulaText,
	"dde":              "=cmd|' /C calc'!A0",
	"plus":             "+46 8 123",
	"minus":            "-2+3",
	"at":               "@SUM(1+1)",
	"tab":              "\t=1+1",
	"return":           "\r=1+1",
	"line ends":        "a\r# b\r\n## c\r- d\n\re",
	"newline":          "\n=1+1",
	"full width":       "＝1+1",
	"quotes":           `a "b" ""c"", d; e`,
	"right to left":    rightToLeft,
	"line separators":  "a\u2028b\u2029c\u0085d\u00a0e",
	"blank lines":      "a\n\n\n\nb",
	"long":             long,
	"one long word":    strings.Repeat("å", 300),
	"emoji":            "👩‍👩‍👧‍👦 🇸🇪 é",
	"slack":            "<!everyone> <@U1> &lt;!here&gt; *a*",
	"path":             `C:\temp\ny \u0041`,
	"only a backslash": `\`,
	"only a bracket":   "<",
	"only a hash":      "#",
	"only a mark":      "-",
	"a number first":   "7) sju",
	"a year first":     "1986. Ett år",
}

// holding is a digest with a text everywhere where people's text may stand.
func holding(lang, text string) flows.Digest {
	s := said("c1", text, "a", text, named, late)
	return flows.Digest{
		Meeting: "m", Title: text, Starts: starts, Version: 1, State: flows.DigestApproved, Language: lang, AsOf: asOf,
		Participation: flows.Participation{Invited: 3, Answered: 3},
		Themes: []flows.DigestTheme{{
			Title: text, Answered: 3,
			KeyMessages: []flows.KeyMessage{{Text: text, Contribution: "c1", Organisation: "a", Name: text, Named: true}},
			Questions: []flows.DigestQuestion{{
				ID: "q1", Text: text, Answered: 3, WithoutPoint: []flows.DigestStatement{s},
				Points: []flows.DigestPoint{
					point("p1", text, points.QuantifierMost, 3, []int{0}, s),
					point("p2", text, points.QuantifierOne, 1, []int{0}, s),
				},
			}},
		}},
	}
}

// plain stands for a text that is nothing else: what is written of it has the
// form that every text's must have.
const plain = "Ett stycke text."

// withText puts a text in the place of the plain one. The first page cuts a key
// message that is long.
func withText(words, of string) string {
	const keyMessage = "Medskick 1 av 1: ”"
	words = strings.ReplaceAll(words, keyMessage+plain, keyMessage+text.Truncate(collapse(of), max(150-text.Length(of), 40)))
	return strings.ReplaceAll(words, plain, collapse(of))
}
