package schedule

import (
	"cmp"
	"iter"
	"slices"
	"time"
)

// Firing is one time at which a spec fires.
type Firing struct {
	At time.Time
	// Local is the scheduled local second: the name by which replicas agree on
	// the firing.
	Local string
	// Moved is true where a holiday moved it.
	Moved bool
}

// Options are what a spec does not say.
type Options struct {
	// Anchor is what @every counts from: its first firing is one interval later.
	Anchor time.Time
	// Calendar moves daily and rarer firings off holidays; nil moves none.
	Calendar Calendar
}

// All yields the firings in the window, in order, each second once. It ends
// with the window, or after the last firing that the spec has.
func All(s Spec, w Window, o Options) iter.Seq[Firing] { return s.from(w.Opens, w, o) }

// from yields the firings of the window at or after a time.
func (s Spec) from(from time.Time, w Window, o Options) iter.Seq[Firing] {
	if from.Before(w.Opens) {
		from = w.Opens
	}
	switch {
	case s.Off():
		return func(func(Firing) bool) {}
	case o.Calendar != nil && s.daily():
		return s.movedFirings(from, w, o)
	}
	return func(yield func(Firing) bool) {
		for f := range s.raw(from, o.Anchor) {
			if !w.Contains(f.At) || !yield(f) {
				return
			}
		}
	}
}

// movedFirings yields in order although moves can overtake: it looks maxMove
// days ahead before it lets a firing go.
func (s Spec) movedFirings(from time.Time, w Window, o Options) iter.Seq[Firing] {
	return func(yield func(Firing) bool) {
		var held []Firing
		release := func(until time.Time) bool {
			slices.SortFunc(held, func(a, b Firing) int {
				return cmp.Or(a.At.Compare(b.At), compareBool(a.Moved, b.Moved))
			})
			held = slices.CompactFunc(held, func(a, b Firing) bool { return a.At.Equal(b.At) })
			for len(held) > 0 && (until.IsZero() || held[0].At.Before(until)) {
				f := held[0]
				held = held[1:]
				if !yield(f) {
					return false
				}
			}
			return true
		}
		for f := range s.raw(from.AddDate(0, 0, -maxMove), o.Anchor) {
			if !w.Closes.IsZero() && f.At.After(w.Closes.AddDate(0, 0, maxMove)) {
				break
			}
			scheduled := f.At
			if !w.Contains(scheduled) {
				continue
			}
			if f = s.offHoliday(f, w, o.Calendar); w.Contains(f.At) && !f.At.Before(from) {
				held = append(held, f)
			}
			if !release(scheduled.AddDate(0, 0, -maxMove)) {
				return
			}
		}
		release(time.Time{})
	}
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// offHoliday moves a firing on a public holiday to the next working day, or,
// where that is past the window, to the working day before. Weekends alone do
// not move, but a moved firing does not land on one.
func (s Spec) offHoliday(f Firing, w Window, c Calendar) Firing {
	wall := wallClock(f.At, s.loc)
	if !c.Holiday(wall) {
		return f
	}
	later, ok := moved(c, wall, 1)
	at := instant(later, s.loc)
	if !ok || (!w.Closes.IsZero() && !at.Before(w.Closes) && f.At.Before(w.Closes)) {
		earlier, ok := moved(c, wall, -1)
		at = instant(earlier, s.loc)
		if !ok || (!w.Opens.IsZero() && at.Before(w.Opens)) {
			return f
		}
		later = earlier
	}
	return Firing{At: at, Local: local(later), Moved: true}
}

// raw yields the firings at or after from, unmoved and without end.
func (s Spec) raw(from, anchor time.Time) iter.Seq[Firing] {
	if s.every > 0 {
		return s.rawEvery(from, anchor)
	}
	return func(yield func(Firing) bool) {
		var last time.Time
		// A gap's wall-clock times lie before the instant that they fire at.
		wall := wallClock(from.Add(-3*time.Hour), s.loc).Add(-time.Second)
		for {
			if wall = s.wall.Next(wall); wall.IsZero() {
				return
			}
			at := instant(wall, s.loc)
			if at.Before(from) || !at.After(last) {
				continue
			}
			last = at
			if !yield(Firing{At: at, Local: local(wall)}) {
				return
			}
		}
	}
}

func (s Spec) rawEvery(from, anchor time.Time) iter.Seq[Firing] {
	return func(yield func(Firing) bool) {
		n := max(int64(from.Sub(anchor)/s.every)-1, 1)
		if from.Before(anchor) {
			n = 1
		}
		for ; ; n++ {
			at := anchor.Add(time.Duration(n) * s.every)
			if at.Before(from) {
				continue
			}
			// UTC: an interval has no local time, and its name must not repeat
			// when the clocks go back.
			if !yield(Firing{At: at.In(s.loc), Local: local(at.UTC()) + "Z"}) {
				return
			}
		}
	}
}

const localLayout = "2006-01-02T15:04:05"

func local(wall time.Time) string { return wall.Format(localLayout) }

// wallClock writes what a clock in loc shows at t as a time in UTC.
func wallClock(t time.Time, loc *time.Location) time.Time {
	t = t.In(loc)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// instant is when a clock in loc shows wall: the first time where it does so
// twice, and the end of the gap where it never does.
func instant(wall time.Time, loc *time.Location) time.Time {
	t := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), loc)
	if wallClock(t, loc).Equal(wall) {
		// time.Date does not say which of two it gives.
		if earlier := t.Add(-time.Hour); wallClock(earlier, loc).Equal(wall) {
			return earlier
		}
		return t
	}
	return gapEnd(t, loc)
}

// gapEnd finds the first instant after the transition nearest to t.
func gapEnd(t time.Time, loc *time.Location) time.Time {
	before, after := t.Add(-3*time.Hour), t.Add(3*time.Hour)
	_, offset := before.In(loc).Zone()
	for after.Sub(before) > time.Second {
		middle := before.Add(after.Sub(before) / 2).Truncate(time.Second)
		if _, o := middle.In(loc).Zone(); o == offset {
			before = middle
		} else {
			after = middle
		}
	}
	return after.In(loc)
}
