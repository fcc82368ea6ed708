package schedule_test

import (
	"testing"
	"time"

	"github.com/samrad/samrad/flows/schedule"
)

// A schedule that fires every second for four weeks is asked for its latest
// firing and counted without being walked through.
func TestDenseScheduleIsBounded(t *testing.T) {
	w := schedule.Window{Opens: at(t, "2023-10-10 13:00:00"), Closes: at(t, "2023-11-05 13:00:00")}
	s := spec(t, "* * * * * *")
	if n := schedule.Count(s, w, schedule.Options{}, 500); n != 500 {
		t.Errorf("Count = %d, want the limit", n)
	}
	now := at(t, "2023-11-01 10:00:00").Add(300 * time.Millisecond)
	f, ok := schedule.Latest(s, w, now, schedule.Options{})
	if !ok || !f.At.Equal(at(t, "2023-11-01 10:00:00")) {
		t.Errorf("Latest = %v", f)
	}
}
