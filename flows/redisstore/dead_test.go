package redisstore_test

import (
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// An event of a reply that nobody understood holds its words: they go with it,
// while its letter still counts, and is not kept once more.
func TestDeadLettersOfAWithdrawnReply(t *testing.T) {
	server := redistest.Start(t)
	s, err := redisstore.Open(t.Context(), redisstore.Target{URL: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	post(t, s, thread)
	letter := func(words, channel, ts string) flows.DeadLetter {
		return flows.DeadLetter{At: time.Now(), Source: "socket", Reason: "unexpected type at blocks",
			Raw: []byte(`{"event":{"type":"message","channel":"` + channel + `","text":"` + words + `","blocks":7,"ts":"` + ts + `"}}`)}
	}
	mine := letter("secret", string(room), "1700000001.000200")
	all := []flows.DeadLetter{mine, letter("elsewhere", "C0OTHER", "1700000001.000200"), letter("another", string(room), "1700000001.000300")}
	for _, d := range append(all, mine) {
		if err := s.KeepDeadLetter(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	gone := flows.Deletion{Place: flows.Place{Channel: room, TS: "1700000001.000200"}, Thread: thread, EventTS: "1700000009.000100"}
	for range 2 {
		if _, err := s.SaveDeletion(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.KeepDeadLetter(t.Context(), mine); err != nil {
		t.Fatal(err)
	}
	kept := server.Do(t, "XRANGE", "samrad:{dead}:letters", "-", "+")
	if strings.Contains(kept, "secret") || !strings.Contains(kept, "elsewhere") || !strings.Contains(kept, "another") {
		t.Errorf("kept: %s", kept)
	}
	if n, err := s.CountDeadLetters(t.Context(), time.Time{}); err != nil || n != len(all) {
		t.Errorf("%d letters counted, %v, want %d", n, err, len(all))
	}
}
