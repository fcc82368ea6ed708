package locale

import (
	"strconv"
	"strings"
	"time"
)

type calendar struct {
	weekdays [7]string
	months   [12]string
}

var calendars = map[string]calendar{
	"sv": {
		[7]string{"söndagen", "måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen"},
		[12]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
	},
	"en": {
		[7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		[12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	},
}

// Day writes the day without its weekday: "7 november 2023", "7 November 2023".
func (l *Locale) Day(t time.Time) string {
	return strconv.Itoa(t.Day()) + " " + calendars[l.lang].months[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// Date writes "tisdagen den 7 november 2023", "Tuesday 7 November 2023".
func (l *Locale) Date(t time.Time) string {
	weekday := calendars[l.lang].weekdays[t.Weekday()]
	if l.lang == "sv" {
		return weekday + " den " + l.Day(t)
	}
	return weekday + " " + l.Day(t)
}

// Time writes the time of day: "13.00", "13:00".
func (l *Locale) Time(t time.Time) string {
	if l.lang == "sv" {
		return t.Format("15.04")
	}
	return t.Format("15:04")
}

// DateTime writes "tisdagen den 7 november 2023 kl. 13.00", "Tuesday 7
// November 2023, 13:00".
func (l *Locale) DateTime(t time.Time) string {
	if l.lang == "sv" {
		return l.Date(t) + " kl. " + l.Time(t)
	}
	return l.Date(t) + ", " + l.Time(t)
}

// List joins words: "a, b och c", "a, b and c".
func (l *Locale) List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	and := " and "
	if l.lang == "sv" {
		and = " och "
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + and + words[last]
}
