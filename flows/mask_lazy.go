package flows

import (
	"regexp"
	"sync"
)

// lazyRegexp is compiled when it is used first: the masks take megabytes, which
// a process that only takes answers in has no use for.
type lazyRegexp func() *regexp.Regexp

func lazily(expression string) lazyRegexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
