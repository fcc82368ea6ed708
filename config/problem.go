package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong, or looks wrong, in the file or the
// environment.
type Problem struct {
	Path string // meetings[0].themes[1].title, or a variable's name
	Line int    // 0: not in the file
	What string // what is wrong and how to mend it
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.Path + ": " + p.What
	}
	return fmt.Sprintf("%s (line %d): %s", p.Path, p.Line, p.What)
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

func (p Problems) sorted() Problems {
	slices.SortStableFunc(p, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Path, b.Path)) })
	return p
}
