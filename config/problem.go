package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Problem is one thing that is wrong, or looks wrong, in the file or the
// environment.
type Problem struct {
	Path string // meetings[0].themes[1].title, or a variable's name, or the file's
	File string // the file's name, where Path is of a key in one that was loaded
	Line int    // from 1; 0: not in the file
	What string // what is wrong; how to mend it
}

// String writes the problem as one line.
func (p Problem) String() string {
	switch {
	case p.Line == 0:
		return p.Path + ": " + p.What
	case p.File == "":
		return fmt.Sprintf("%s: %s (line %d)", p.Path, p.What, p.Line)
	default:
		return fmt.Sprintf("%s: %s (%s, line %d)", p.Path, p.What, p.File, p.Line)
	}
}

// Problems is every error at once.
type Problems []Problem

// Error gives one line for all of them; each has its own in Problems.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, one := range p {
		lines[i] = one.String()
	}
	return strings.Join(lines, "; ")
}

// orNil makes an error of them; nil if there are none.
func (p Problems) orNil() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// named has each problem tell the file's name: those of the whole file begin with
// it.
func (p Problems) named(path string) Problems {
	for i := range p {
		if p[i].Path == "file" {
			p[i].Path = path
		} else {
			p[i].File = path
		}
	}
	return p
}

func (p Problems) sorted() Problems {
	slices.SortStableFunc(p, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return p
}

// maxProblems is more than anybody mends before looking again.
const maxProblems = 200

// atMost keeps the first n, and says how many more there are.
func (p Problems) atMost(n int) Problems {
	if len(p) <= n {
		return p
	}
	return append(p[:n:n], Problem{Path: "file", What: fmt.Sprintf("has %d more problems; mend these first", len(p)-n)})
}

// maxShown is how many characters of a value a problem repeats.
const maxShown = 60

// shown quotes a value of the file for a problem: cut where it is long, and
// hidden where it is a token that stands in the wrong place.
func shown(value string) string {
	if looksLikeToken(value) {
		return "a token"
	}
	if r := []rune(value); len(r) > maxShown {
		value = string(r[:maxShown]) + "…"
	}
	return fmt.Sprintf("%q", value)
}

// oneLine shows what is no printed character as U+FFFD: escapes in quotes and
// tags can name any.
func oneLine(what string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return utf8.RuneError
		}
		return r
	}, what)
}
