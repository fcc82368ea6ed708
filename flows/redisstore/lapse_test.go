package redisstore

import (
	"errors"
	"testing"
	"time"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// A process that was paused for longer than its presence counts writes nothing
// until it has seen that the store is still where it was.
func TestLapse(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Target{URL: redistest.Start(t).URL()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.commits.lapse.at(now().add(-time.Millisecond))
	if err := s.SaveChoice(t.Context(), "U1", "kompis"); !errors.Is(err, errLapsed) {
		t.Errorf("a write: %v", err)
	}
	if _, _, err := s.ClaimFiring(t.Context(), "job", "now", time.Now(), "bot", time.Minute); !errors.Is(err, errLapsed) {
		t.Errorf("a script: %v", err)
	}
	said := now()
	if err := s.attend(t.Context(), "bot"); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveChoice(t.Context(), "U1", "kompis"); err != nil {
		t.Errorf("a write after the store was seen: %v", err)
	}
	// What is let through last has landed before a move may begin.
	heard := now()
	if s.commits.lapse.over(said.add(presenceLease - presenceMargin - time.Millisecond)) {
		t.Error("refused before its time")
	}
	if !s.commits.lapse.over(heard.add(presenceLease - presenceMargin + time.Millisecond)) {
		t.Error("not refused when a move may begin before the write has landed")
	}
}

// A lease ends by the clock that is ahead: one stands still while the machine
// sleeps, and the other may be set back.
func TestLapseGoesByTheClockThatIsAhead(t *testing.T) {
	t.Parallel()
	said := now()
	for _, tt := range []struct {
		name          string
		wall, running time.Duration
		over          bool
	}{
		{"soon after", time.Second, time.Second, false},
		{"at its end", time.Minute, time.Minute, false},
		{"after its end", time.Minute + 1, time.Minute + 1, true},
		{"the machine slept", time.Hour, time.Second, true},
		{"the clock was set back", -time.Hour, time.Minute + 1, true},
	} {
		var l lapse
		l.at(said.add(time.Minute))
		if got := l.over(instant{said.wall.Add(tt.wall), said.running + tt.running}); got != tt.over {
			t.Errorf("%s: over %v, want %v", tt.name, got, tt.over)
		}
	}
}
