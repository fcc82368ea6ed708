package locale

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMatch(t *testing.T) {
	tests := []struct{ name, slack, fallback, want string }{
		{"Swedish", "sv-SE", "en", "sv"},
		{"Swedish of Finland", "sv-FI", "en", "sv"},
		{"British", "en-GB", "sv", "en"},
		{"American", "en-US", "sv", "en"},
		{"no region", "sv", "en", "sv"},
		{"capitals", "SV-se", "en", "sv"},
		{"Finnish takes the fallback", "fi-FI", "sv", "sv"},
		{"Finnish takes the other fallback", "fi-FI", "en", "en"},
		{"unknown to Slack", "", "sv", "sv"},
		{"a language whose name begins alike", "svx-SE", "en", "en"},
		{"neither is known", "fi-FI", "de", "en"},
		{"nothing", "", "", "en"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Match(tt.slack, tt.fallback).Lang(); got != tt.want {
				t.Errorf("Match(%q, %q) = %s, want %s", tt.slack, tt.fallback, got, tt.want)
			}
		})
	}
}

func TestFor(t *testing.T) {
	for lang, want := range map[string]string{"sv": "sv", "sv-SE": "sv", "en": "en", "": "en", "nb": "en"} {
		if got := For(lang).Lang(); got != want {
			t.Errorf("For(%q) = %s, want %s", lang, got, want)
		}
	}
}

func TestText(t *testing.T) {
	tests := []struct {
		name, lang, key string
		args            Args
		want            string
	}{
		{"Swedish", "sv", "document.title", Args{"Title": "Samråd"}, "Underlag: Samråd"},
		{"English", "en", "document.title", Args{"Title": "Samråd"}, "Digest: Samråd"},
		{"an argument is not a template", "en", "document.title", Args{"Title": "{{.Count}}"}, "Digest: {{.Count}}"},
		{"an argument is not encoded", "en", "document.title", Args{"Title": `<a> & "b"`}, `Digest: <a> & "b"`},
		{"no arguments", "sv", "quantifier.most", nil, "de flesta organisationerna"},
		{"a missing key shows", "sv", "no.such", nil, "[no.such]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, For(tt.lang).Text(tt.key, tt.args)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCount(t *testing.T) {
	tests := []struct {
		lang string
		n    int
		want string
	}{
		{"sv", 0, "0 organisationer"},
		{"sv", 1, "1 organisation"},
		{"sv", 2, "2 organisationer"},
		{"sv", 21, "21 organisationer"},
		{"sv", 101, "101 organisationer"},
		{"en", 0, "0 organisations"},
		{"en", 1, "1 organisation"},
		{"en", 2, "2 organisations"},
		{"en", 21, "21 organisations"},
	}
	for _, tt := range tests {
		if got := For(tt.lang).Count("blocks.digest.answered", tt.n, nil); got != tt.want {
			t.Errorf("%s, %d = %q, want %q", tt.lang, tt.n, got, tt.want)
		}
	}
	if got, want := For("sv").Count("no.such", 1, nil), "[no.such]"; got != want {
		t.Errorf("missing key = %q, want %q", got, want)
	}
}

// TestCountKeepsArguments holds that Count leaves the caller's arguments as
// they were.
func TestCountKeepsArguments(t *testing.T) {
	args := Args{"Other": "x"}
	For("sv").Count("blocks.digest.answered", 3, args)
	if diff := cmp.Diff(Args{"Other": "x"}, args); diff != "" {
		t.Errorf("arguments (-want +got):\n%s", diff)
	}
}

func TestDates(t *testing.T) {
	at := func(s string) time.Time {
		t.Helper()
		v, err := time.Parse("2006-01-02 15:04:05", s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	tests := []struct {
		name, at                  string
		day, date, clock, instant map[string]string
	}{
		{
			"a meeting", "2023-11-07 13:00:00",
			map[string]string{"sv": "7 november 2023", "en": "7 November 2023"},
			map[string]string{"sv": "tisdagen den 7 november 2023", "en": "Tuesday 7 November 2023"},
			map[string]string{"sv": "13.00", "en": "13:00"},
			map[string]string{"sv": "tisdagen den 7 november 2023 kl. 13.00", "en": "Tuesday 7 November 2023, 13:00"},
		},
		{
			"a leap day before nine", "2024-02-29 08:05:59",
			map[string]string{"sv": "29 februari 2024", "en": "29 February 2024"},
			map[string]string{"sv": "torsdagen den 29 februari 2024", "en": "Thursday 29 February 2024"},
			map[string]string{"sv": "08.05", "en": "08:05"},
			map[string]string{"sv": "torsdagen den 29 februari 2024 kl. 08.05", "en": "Thursday 29 February 2024, 08:05"},
		},
		{
			"midnight", "2026-01-01 00:00:00",
			map[string]string{"sv": "1 januari 2026", "en": "1 January 2026"},
			map[string]string{"sv": "torsdagen den 1 januari 2026", "en": "Thursday 1 January 2026"},
			map[string]string{"sv": "00.00", "en": "00:00"},
			map[string]string{"sv": "torsdagen den 1 januari 2026 kl. 00.00", "en": "Thursday 1 January 2026, 00:00"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, lang := range Languages {
				l, v := For(lang), at(tt.at)
				want := []string{tt.day[lang], tt.date[lang], tt.clock[lang], tt.instant[lang]}
				if diff := cmp.Diff(want, []string{l.Day(v), l.Date(v), l.Time(v), l.DateTime(v)}); diff != "" {
					t.Errorf("%s (-want +got):\n%s", lang, diff)
				}
			}
		})
	}
}

// TestCalendars holds that the English names are the standard library's, and
// that the Swedish ones are as many and all different.
func TestCalendars(t *testing.T) {
	seen := map[string]bool{}
	for m := time.January; m <= time.December; m++ {
		if got := calendars["en"].months[m-1]; got != m.String() {
			t.Errorf("month %d = %q, want %q", m, got, m)
		}
		seen[calendars["sv"].months[m-1]] = true
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if got := calendars["en"].weekdays[d]; got != d.String() {
			t.Errorf("weekday %d = %q, want %q", d, got, d)
		}
		seen[calendars["sv"].weekdays[d]] = true
	}
	if len(seen) != 12+7 || seen[""] {
		t.Errorf("the Swedish calendar has %d different names, want 19", len(seen))
	}
}

// TestTimesKeepTheirZone holds that the caller chooses the zone.
func TestTimesKeepTheirZone(t *testing.T) {
	zone := time.FixedZone("CET", 3600)
	at := time.Date(2023, 11, 6, 23, 30, 0, 0, time.UTC)
	if got, want := For("sv").DateTime(at.In(zone)), "tisdagen den 7 november 2023 kl. 00.30"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestList(t *testing.T) {
	tests := []struct {
		name   string
		words  []string
		sv, en string
	}{
		{"none", nil, "", ""},
		{"one", []string{"a"}, "a", "a"},
		{"two", []string{"a", "b"}, "a och b", "a and b"},
		{"three", []string{"a", "b", "c"}, "a, b och c", "a, b and c"},
		{"words with commas", []string{"a, b", "c"}, "a, b och c", "a, b and c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := []string{For("sv").List(tt.words), For("en").List(tt.words)}
			if diff := cmp.Diff([]string{tt.sv, tt.en}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
