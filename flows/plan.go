package flows

import (
	"time"

	"github.com/samrad/samrad/flows/schedule"
)

// Plan is a meeting's schedule, parsed.
type Plan struct {
	Window       schedule.Window // [opens, closes)
	DigestWindow schedule.Window // [closes, start)
	Options      schedule.Options
	Ask          schedule.Spec
	Remind       schedule.Spec
	Digest       schedule.Spec
}

// PlanOf parses a meeting's schedule. An error names the key.
func PlanOf(m Meeting, loc *time.Location, calendar schedule.Calendar) (Plan, error) {
	window, err := m.Window()
	if err != nil {
		return Plan{}, err
	}
	p := Plan{
		Window:       window,
		DigestWindow: schedule.Window{Opens: window.Closes, Closes: m.Starts},
		Options:      schedule.Options{Anchor: window.Opens, Calendar: calendar},
	}
	for _, k := range []struct {
		key, spec string
		to        *schedule.Spec
	}{
		{"ask", m.Schedule.Ask, &p.Ask},
		{"remind", m.Schedule.Remind, &p.Remind},
		{"digest", m.Schedule.Digest, &p.Digest},
	} {
		if *k.to, err = schedule.Parse(k.spec, loc); err != nil {
			return Plan{}, &Error{Code: CodeInvalid, What: "meeting " + string(m.ID) + ": " + k.key, Err: err, Say: Notice{Key: "wrong_cron"}, Field: k.key}
		}
	}
	return p, nil
}

// Upcoming lists what happens to the meeting after now, in order of time: at
// most limit firings of each kind, the closing and the start. asked is what
// was asked before.
func (p Plan) Upcoming(m Meeting, asked map[QuestionID]string, now time.Time, limit int) []Upcoming {
	var out []Upcoming
	from := later(p.Window.Opens, now.Add(time.Nanosecond))
	firings := schedule.Firings(p.Ask, schedule.Window{Opens: from, Closes: p.Window.Closes}, p.Options, maxCountedFirings)
	titles := themesLeft(m, asked)
	for i, f := range firings {
		n := min(schedule.ThemesNow(len(firings)-i, len(titles)), len(titles))
		if n == 0 {
			break
		}
		out = append(out, Upcoming{Step: StepAsk, At: f.At, Themes: titles[:n]})
		titles = titles[n:]
	}
	for _, f := range schedule.Firings(p.Remind, schedule.Window{Opens: from, Closes: p.Window.Closes}, p.Options, limit) {
		out = append(out, Upcoming{Step: StepRemind, At: f.At})
	}
	if f, ok := schedule.Next(p.Digest, p.DigestWindow.Opens.Add(-time.Nanosecond), p.DigestWindow, p.Options); ok && f.At.After(now) {
		out = append(out, Upcoming{Step: StepDigest, At: f.At})
	}
	if p.Window.Closes.After(now) {
		out = append(out, Upcoming{Step: StepCloses, At: p.Window.Closes})
	}
	if m.Starts.After(now) {
		out = append(out, Upcoming{Step: StepStarts, At: m.Starts})
	}
	sortUpcoming(out)
	return out[:min(len(out), limit)]
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// themesLeft lists the titles of the themes with a question that was not asked.
func themesLeft(m Meeting, asked map[QuestionID]string) []string {
	var titles []string
	for _, t := range m.Themes {
		for _, q := range t.Questions {
			if _, ok := askedBy(asked, q.ID); !ok {
				titles = append(titles, t.Title)
				break
			}
		}
	}
	return titles
}
