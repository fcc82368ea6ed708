package config

import (
	"fmt"
	"strings"
	"time"
)

// localForms are the ways to write a start in the file's time zone.
var localForms = []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05"}

// The years between which a meeting may lie: another is a slip of the pen.
const firstYear, lastYear = 1970, 2199

// starts reads a local time, or one with its offset (RFC 3339).
func (d *decoder) starts(f field, loc *time.Location) time.Time {
	text := d.text(f)
	if text == "" {
		return time.Time{}
	}
	t, ok := d.startTime(f, text, loc)
	switch {
	case !ok:
		d.wrong(f, shown(text)+" is not a time; write it as 2023-11-07 13:00 or 2023-11-07T13:00:00+01:00")
		return time.Time{}
	case t.Year() < firstYear || t.Year() > lastYear || t.Nanosecond() != 0:
		d.wrong(f, fmt.Sprintf("%s is not a time of a meeting; write whole seconds of a year from %d to %d", shown(text), firstYear, lastYear))
		return time.Time{}
	}
	return t
}

func (d *decoder) startTime(f field, text string, loc *time.Location) (time.Time, bool) {
	// RFC 3339 lets a blank stand for the T.
	if t, err := time.Parse(time.RFC3339, strings.ToUpper(strings.Replace(text, " ", "T", 1))); err == nil {
		return t.In(loc), true
	}
	for _, form := range localForms {
		wall, err := time.Parse(form, text)
		if err != nil {
			continue
		}
		times := instants(wall, loc)
		switch len(times) {
		case 0:
			t := gapEnd(wall, loc)
			d.warn(f, fmt.Sprintf("%s does not occur in %s, where the clocks go forward; it is taken as %s", text, loc, t.Format(time.RFC3339)))
			return t, true
		case 1:
			return times[0], true
		default:
			d.warn(f, fmt.Sprintf("%s occurs twice in %s, where the clocks go back; it is taken as the first, so write %s or %s",
				text, loc, times[0].Format(time.RFC3339), times[1].Format(time.RFC3339)))
			return times[0], true
		}
	}
	return time.Time{}, false
}

// instants lists when a clock in loc shows wall (written as UTC), in order.
func instants(wall time.Time, loc *time.Location) []time.Time {
	var all []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(near).In(loc).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second).In(loc)
		if _, o := t.Zone(); o == offset && (len(all) == 0 || !t.Equal(all[0])) {
			all = append(all, t)
		}
	}
	return all
}

// gapEnd is when the clocks have gone forward past wall, which they never show.
func gapEnd(wall time.Time, loc *time.Location) time.Time {
	_, before := wall.Add(-24 * time.Hour).In(loc).Zone()
	start, _ := wall.Add(-time.Duration(before) * time.Second).In(loc).ZoneBounds()
	return start
}
