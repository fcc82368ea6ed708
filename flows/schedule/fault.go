package schedule

import (
	"fmt"
	"slices"
	"strings"
)

// cronFields are the fields of a cron spec, and what may stand in each: that of
// https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format.
var cronFields = []struct{ name, write string }{
	{"second", "0 to 59, as in 0 or */10"},
	{"minute", "0 to 59, as in 0, 0,30 or */10"},
	{"hour", "0 to 23, as in 9, 8-16 or 8,16"},
	{"day", "1 to 31, as in 1 or 1,15"},
	{"month", "1 to 12 or JAN to DEC, as in 9 or SEP-NOV"},
	{"weekday", "0 (Sunday) to 6 or SUN to SAT, as in 1, MON or MON-FRI"},
}

// fault says in words what is wrong with a spec that the parser refused. rest is
// the spec less its time zone.
func fault(spec, rest string, err error) error {
	const descriptors = "@hourly, @daily, @weekly, @monthly, @yearly or @every 36h"
	fields := strings.Fields(rest)
	switch n := len(fields); {
	case strings.HasPrefix(rest, "@every "):
		return badInterval(spec)
	case strings.HasPrefix(rest, "@"):
		return fmt.Errorf("%q is not known; write %s", spec, descriptors)
	case n == len(cronFields)-1:
		fields = slices.Insert(fields, 0, "0")
	case n != len(cronFields):
		return fmt.Errorf(`%q has neither five fields nor six, with seconds first; write minute hour day month weekday, as in "0 9 * * MON", or none`, spec)
	}
	for i, f := range fields {
		alone := slices.Repeat([]string{"*"}, len(fields))
		alone[i] = f
		if _, err := parser.Parse(strings.Join(alone, " ")); err != nil {
			return fmt.Errorf("%q: the %s cannot be %q; write %s", spec, cronFields[i].name, f, cronFields[i].write)
		}
	}
	return fmt.Errorf("%q cannot be read: %w", spec, err)
}

func badInterval(spec string) error {
	return fmt.Errorf("%q: the interval must be whole seconds, at least one; write hours, minutes and seconds, as in @every 36h or @every 1h30m", spec)
}
