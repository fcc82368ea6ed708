package schedule

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Lead is a time before a meeting: calendar days, and elapsed time.
type Lead struct {
	Days int
	Rest time.Duration
}

// maxLeadDays bounds a lead: ten years.
const maxLeadDays = 3660

// ParseLead reads "28d", "36h", "90s" or "1d12h".
func ParseLead(s string) (Lead, error) {
	text := strings.TrimSpace(s)
	if text == "" {
		return Lead{}, errors.New("empty; write a time such as 28d or 36h")
	}
	var l Lead
	days, rest, ok := strings.Cut(text, "d")
	if ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > maxLeadDays || strings.HasPrefix(days, "+") {
			return Lead{}, badLead(s)
		}
		l.Days, text = n, rest
	}
	if text != "" {
		d, err := time.ParseDuration(text)
		if err != nil || d < 0 || d > maxLeadDays*24*time.Hour {
			return Lead{}, badLead(s)
		}
		l.Rest = d
	}
	return l, nil
}

func badLead(s string) error {
	return fmt.Errorf("%q is not a time before the meeting; write it as 28d, 36h, 90m or 90s", s)
}

// Before returns the time that lies l before t: the same local time on an
// earlier day of t's location, less the elapsed part.
func (l Lead) Before(t time.Time) time.Time { return t.AddDate(0, 0, -l.Days).Add(-l.Rest) }

// Window is a stretch of time, [Opens, Closes).
type Window struct{ Opens, Closes time.Time }

// Contains reports whether t lies in the window. A zero bound does not bind.
func (w Window) Contains(t time.Time) bool {
	return (w.Opens.IsZero() || !t.Before(w.Opens)) && (w.Closes.IsZero() || t.Before(w.Closes))
}
