package text

import (
	"regexp"
	"strings"
)

var (
	// bulletSign is a list sign that people and Slack's composer write.
	bulletSign = regexp.MustCompile(`^([ \t]*)[•◦▪▫‣⁃●○■–—*-][ \t]+`)
	blankRun   = regexp.MustCompile(`[ \t]{2,}`)
	blankLines = regexp.MustCompile(`\n{3,}`)
)

// tidy normalises bullets and blanks: what markup left behind when its signs
// went (two blanks around an emoji, empty lines around a block). Every reply
// goes through here, and most have nothing to replace, which is seen faster
// without the expressions. Names and labels come from people too.
func tidy(s string) string {
	lines := strings.Split(Printable(s), "\n")
	for i, line := range lines {
		line = strings.TrimRight(line, " \t")
		if m := bulletSign.FindStringSubmatch(line + " "); m != nil {
			line = strings.TrimRight(m[1]+"- "+strings.TrimLeft(line[min(len(m[0]), len(line)):], " \t"), " \t")
		}
		body := strings.TrimLeft(line, " \t")
		indent := line[:len(line)-len(body)]
		if strings.ContainsRune(body, '\t') || strings.Contains(body, "  ") {
			body = blankRun.ReplaceAllString(body, " ")
		}
		lines[i] = indent + body
	}
	s = strings.Join(lines, "\n")
	if strings.Contains(s, "\n\n\n") {
		s = blankLines.ReplaceAllString(s, "\n\n")
	}
	return strings.TrimSpace(s)
}
