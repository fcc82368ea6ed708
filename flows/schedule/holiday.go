package schedule

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/se"
)

// Calendar knows the days on which nobody is at work, besides weekends.
type Calendar interface {
	Holiday(day time.Time) bool
}

type swedish struct{ calendar *cal.Calendar }

// Sweden is the calendar of Swedish public holidays (SFS 1989:253), and of the
// three eves that are treated as holidays in the public sector (Midsummer's,
// Christmas and New Year's Eve).
func Sweden() Calendar {
	c := &cal.Calendar{}
	c.AddHoliday(se.Holidays...)
	return swedish{c}
}

// Holiday implements Calendar.
func (s swedish) Holiday(day time.Time) bool {
	date := time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, time.UTC)
	actual, observed, _ := s.calendar.IsHoliday(date)
	return actual || observed
}

func workingDay(c Calendar, day time.Time) bool {
	weekday := day.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && !c.Holiday(day)
}

// maxMove bounds how many days a firing is moved: no run of holidays and
// weekends is as long.
const maxMove = 15

// moved shifts a wall-clock time by whole days in one direction to the nearest
// working day.
func moved(c Calendar, wall time.Time, step int) (time.Time, bool) {
	for range maxMove {
		wall = wall.AddDate(0, 0, step)
		if workingDay(c, wall) {
			return wall, true
		}
	}
	return wall, false
}
