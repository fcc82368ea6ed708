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
	s.commits.lapse.at(time.Now().Add(-time.Millisecond))
	if err := s.SaveChoice(t.Context(), "U1", "kompis"); !errors.Is(err, errLapsed) {
		t.Errorf("a write: %v", err)
	}
	if _, _, err := s.ClaimFiring(t.Context(), "job", "now", time.Now(), "bot", time.Minute); !errors.Is(err, errLapsed) {
		t.Errorf("a script: %v", err)
	}
	if err := s.attend(t.Context(), "bot"); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveChoice(t.Context(), "U1", "kompis"); err != nil {
		t.Errorf("a write after the store was seen: %v", err)
	}
}
