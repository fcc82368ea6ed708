package schedule

import "time"

// Next is the first firing after a time, within the window.
func Next(s Spec, after time.Time, w Window, o Options) (Firing, bool) {
	for f := range s.from(after.Add(time.Nanosecond), w, o) {
		return f, true
	}
	return Firing{}, false
}

// Firings lists at most limit firings of the window.
func Firings(s Spec, w Window, o Options, limit int) []Firing {
	var out []Firing
	for f := range All(s, w, o) {
		if len(out) >= limit {
			break
		}
		out = append(out, f)
	}
	return out
}

// Count counts the firings of the window, at most limit: a schedule that fires
// every second for a month need not be walked through.
func Count(s Spec, w Window, o Options, limit int) int {
	n := 0
	for range All(s, w, o) {
		if n++; n >= limit {
			break
		}
	}
	return n
}

// lookBacks are the stretches in which Latest looks for a firing, each holding
// few firings if the one before held none.
var lookBacks = []time.Duration{
	time.Minute, time.Hour, 24 * time.Hour, 8 * 24 * time.Hour, 40 * 24 * time.Hour, 400 * 24 * time.Hour, 4000 * 24 * time.Hour,
}

// Latest is the newest firing at or before now in the window: what a process
// that was down has to catch up.
func Latest(s Spec, w Window, now time.Time, o Options) (Firing, bool) {
	for _, back := range lookBacks {
		from := now.Add(-back)
		var latest Firing
		for f := range s.from(from, w, o) {
			if f.At.After(now) {
				break
			}
			latest = f
		}
		if !latest.At.IsZero() {
			return latest, true
		}
		if from.Before(w.Opens) {
			break
		}
	}
	return Firing{}, false
}

// ThemesNow is how many themes a firing posts: the themes left divided by the
// firings left (this one included), rounded up, so that every theme is out in
// time.
func ThemesNow(firingsLeft, themesLeft int) int {
	if firingsLeft < 1 {
		firingsLeft = 1
	}
	return (themesLeft + firingsLeft - 1) / firingsLeft
}

// Plan is how many themes each of the firings posts.
func Plan(firings, themes int) []int {
	plan := make([]int, firings)
	for i := range plan {
		plan[i] = ThemesNow(firings-i, themes)
		themes -= plan[i]
	}
	return plan
}
