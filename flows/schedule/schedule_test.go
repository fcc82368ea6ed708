package schedule_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows/schedule"
)

var stockholm = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic(err)
	}
	return loc
}()

func at(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04:05", s, stockholm)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func spec(t *testing.T, s string) schedule.Spec {
	t.Helper()
	v, err := schedule.Parse(s, stockholm)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestFirings(t *testing.T) {
	tests := []struct {
		name, spec, opens, closes string
		holidays                  bool
		want                      []string
	}{
		{"weekly", "0 9 * * MON", "2023-10-10 13:00:00", "2023-11-05 13:00:00", false,
			[]string{"2023-10-16 09:00:00 +0200", "2023-10-23 09:00:00 +0200", "2023-10-30 09:00:00 +0100"}},
		{"seconds field", "*/30 * * * * *", "2023-10-10 13:00:00", "2023-10-10 13:01:01", false,
			[]string{"2023-10-10 13:00:00 +0200", "2023-10-10 13:00:30 +0200", "2023-10-10 13:01:00 +0200"}},
		{"opens is inside, closes outside", "0 13 * * *", "2023-10-10 13:00:00", "2023-10-11 13:00:00", false,
			[]string{"2023-10-10 13:00:00 +0200"}},
		{"every counts from the anchor", "@every 10h", "2023-10-28 20:00:00", "2023-10-29 18:00:00", false,
			[]string{"2023-10-29 05:00:00 +0100", "2023-10-29 15:00:00 +0100"}},
		{"gap fires at its end, once", "30 2 * * *", "2023-03-25 12:00:00", "2023-03-27 12:00:00", false,
			[]string{"2023-03-26 03:00:00 +0200", "2023-03-27 02:30:00 +0200"}},
		{"many in the gap collapse", "*/15 2 * * *", "2023-03-26 00:00:00", "2023-03-26 12:00:00", false,
			[]string{"2023-03-26 03:00:00 +0200"}},
		{"overlap fires the first time only", "30 2 * * *", "2023-10-28 12:00:00", "2023-10-30 12:00:00", false,
			[]string{"2023-10-29 02:30:00 +0200", "2023-10-30 02:30:00 +0100"}},
		{"zone of the spec", "CRON_TZ=America/New_York 0 9 * * *", "2023-10-10 00:00:00", "2023-10-11 00:00:00", false,
			[]string{"2023-10-10 15:00:00 +0200"}},
		{"Easter Monday moves to Tuesday", "0 9 * * MON", "2023-04-09 00:00:00", "2023-04-14 00:00:00", true,
			[]string{"2023-04-11 09:00:00 +0200"}},
		{"Christmas moves over the weekend", "0 9 25 * *", "2026-12-20 00:00:00", "2026-12-31 00:00:00", true,
			[]string{"2026-12-28 09:00:00 +0100"}},
		{"a move past closes goes to the working day before", "0 9 * * MON", "2023-04-03 12:00:00", "2023-04-11 08:00:00", true,
			[]string{"2023-04-06 09:00:00 +0200"}},
		{"a moved firing meets the next day's", "0 9 * * *", "2023-05-01 00:00:00", "2023-05-03 00:00:00", true,
			[]string{"2023-05-02 09:00:00 +0200"}},
		{"weekends alone do not move", "0 9 * * SAT", "2023-10-06 00:00:00", "2023-10-09 00:00:00", true,
			[]string{"2023-10-07 09:00:00 +0200"}},
		{"hourly does not move", "0 */8 * * *", "2023-05-01 00:00:00", "2023-05-01 12:00:00", true,
			[]string{"2023-05-01 00:00:00 +0200", "2023-05-01 08:00:00 +0200"}},
		{"never", "0 0 30 2 *", "2023-05-01 00:00:00", "2033-05-01 12:00:00", false, nil},
		{"off", "none", "2023-05-01 00:00:00", "2023-05-01 12:00:00", false, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := schedule.Window{Opens: at(t, tt.opens), Closes: at(t, tt.closes)}
			o := schedule.Options{Anchor: w.Opens}
			if tt.holidays {
				o.Calendar = schedule.Sweden()
			}
			var got []string
			for _, f := range schedule.Firings(spec(t, tt.spec), w, o, 100) {
				got = append(got, f.At.In(stockholm).Format("2006-01-02 15:04:05 -0700"))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("firings (-want +got):\n%s", diff)
			}
		})
	}
}

// Next walked from the window's start gives what Firings lists, and Latest at
// each of them gives it back, whatever the spec.
func TestNextAndLatestAgreeWithFirings(t *testing.T) {
	w := schedule.Window{Opens: at(t, "2023-03-20 00:00:00"), Closes: at(t, "2023-05-10 00:00:00")}
	for _, text := range []string{"0 9 * * MON", "0 9 * * *", "30 2 * * *", "@every 36h", "0 17 1,6 * *", "0 */6 * * *"} {
		o := schedule.Options{Anchor: w.Opens, Calendar: schedule.Sweden()}
		s := spec(t, text)
		now := w.Opens.Add(-time.Second)
		for _, want := range schedule.Firings(s, w, o, 1000) {
			got, ok := schedule.Next(s, now, w, o)
			if !ok || !got.At.Equal(want.At) || got.Local != want.Local {
				t.Fatalf("%s: Next(%v) = %v, want %v", text, now, got, want)
			}
			if latest, ok := schedule.Latest(s, w, want.At, o); !ok || !latest.At.Equal(want.At) {
				t.Fatalf("%s: Latest(%v) = %v", text, want.At, latest)
			}
			now = got.At
		}
		if f, ok := schedule.Next(s, now, w, o); ok {
			t.Errorf("%s: Next after the last = %v", text, f)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{"CRON_TZ=", "TZ=Europe/Stockholm", "CRON_TZ=Nowhere/Land 0 9 * * *", "0 9 * *", "@every 0s",
		"@every 500ms", "@every x", "61 * * * *", "* * * * * * *", "@sometimes"} {
		if s, err := schedule.Parse(text, stockholm); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", text, s)
		}
	}
}

// What is wrong with a spec is told in words, by the field, with an example.
func TestParseTells(t *testing.T) {
	for _, c := range []struct{ name, spec, want string }{
		{"too few", "0 9 * *", `"0 9 * *" has neither five fields nor six, with seconds first; write minute hour day month weekday, as in "0 9 * * MON", or none`},
		{"second", "60 0 9 * * *", `"60 0 9 * * *": the second cannot be "60"; write 0 to 59, as in 0 or */10`},
		{"minute", "*/0 9 * * *", `"*/0 9 * * *": the minute cannot be "*/0"; write 0 to 59, as in 0, 0,30 or */10`},
		{"hour", "0 17-9 * * *", `"0 17-9 * * *": the hour cannot be "17-9"; write 0 to 23, as in 9, 8-16 or 8,16`},
		{"day", "0 9 0 * *", `"0 9 0 * *": the day cannot be "0"; write 1 to 31, as in 1 or 1,15`},
		{"month", "0 9 1 OKT *", `"0 9 1 OKT *": the month cannot be "OKT"; write 1 to 12 or JAN to DEC, as in 9 or SEP-NOV`},
		{"weekday", "0 9 * * 7", `"0 9 * * 7": the weekday cannot be "7"; write 0 (Sunday) to 6 or SUN to SAT, as in 1, MON or MON-FRI`},
		{"the first of two", "0 25 32 * *", `"0 25 32 * *": the hour cannot be "25"; write 0 to 23, as in 9, 8-16 or 8,16`},
		{"behind a zone", "CRON_TZ=Europe/Helsinki 0 x * * *", `"CRON_TZ=Europe/Helsinki 0 x * * *": the hour cannot be "x"; write 0 to 23, as in 9, 8-16 or 8,16`},
		{"descriptor", "@dayly", `"@dayly" is not known; write @hourly, @daily, @weekly, @monthly, @yearly or @every 36h`},
		{"interval", "@every 2d", `"@every 2d": the interval must be whole seconds, at least one; write hours, minutes and seconds, as in @every 36h or @every 1h30m`},
		{"zone", "CRON_TZ=Nowhere/Land 0 9 * * *", `time zone "Nowhere/Land" is not known; write one such as CRON_TZ=Europe/Stockholm`},
	} {
		if _, err := schedule.Parse(c.spec, stockholm); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0 9 * * MON", "CRON_TZ=", "@every 1s", "TZ= ", "0 0 30 2 *", "@yearly", "*/0 * * * *"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := schedule.Parse(text, stockholm)
		if err != nil {
			return
		}
		from := at(t, "2023-10-10 00:00:00")
		var last time.Time
		for _, fired := range schedule.Firings(s, schedule.Window{Opens: from, Closes: from.AddDate(0, 0, 2)}, schedule.Options{Anchor: from}, 50) {
			if !fired.At.After(last) {
				t.Fatalf("%q: %v is not after %v", text, fired.At, last)
			}
			last = fired.At
		}
	})
}

func TestLead(t *testing.T) {
	start := at(t, "2023-11-07 13:00:00")
	for text, want := range map[string]string{
		"28d":   "2023-10-10 13:00:00", // over the change of clocks: the same local time
		"36h":   "2023-11-06 01:00:00",
		"90s":   "2023-11-07 12:58:30",
		"1d12h": "2023-11-06 01:00:00",
		"0d":    "2023-11-07 13:00:00",
	} {
		l, err := schedule.ParseLead(text)
		if err != nil {
			t.Errorf("ParseLead(%q): %v", text, err)
			continue
		}
		if got := l.Before(start); !got.Equal(at(t, want)) {
			t.Errorf("%s before: got %v, want %s", text, got, want)
		}
	}
	for _, bad := range []string{"", "d", "-1d", "28", "1w", "99999d", "2d-3h"} {
		if l, err := schedule.ParseLead(bad); err == nil {
			t.Errorf("ParseLead(%q) = %v, want an error", bad, l)
		}
	}
}

func TestPlanPostsEveryThemeInTime(t *testing.T) {
	for firings := 1; firings < 6; firings++ {
		for themes := range 8 {
			sum := 0
			for _, n := range schedule.Plan(firings, themes) {
				sum += n
			}
			if sum != themes {
				t.Errorf("Plan(%d, %d) posts %d", firings, themes, sum)
			}
		}
	}
	if diff := cmp.Diff([]int{2, 2, 1}, schedule.Plan(3, 5)); diff != "" {
		t.Error(diff)
	}
}
