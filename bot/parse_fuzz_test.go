package bot

import (
	"encoding/json"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/samrad/samrad/flows"
)

// samples are shapes of Slack's deliveries by name.
func samples(t testing.TB) []txtar.File {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", "samples.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return a.Files
}

// FuzzParseEvent: whatever comes, the parser ends with an event or an error,
// and an event that would be stored names its message.
func FuzzParseEvent(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.Data)
	}
	f.Add([]byte(callback(typed(`,"files":[null,{}],"edited":{}`))))
	f.Add([]byte(callback(change(inThread("x", ""), `{}`))))
	f.Add([]byte(callback(`{"type":"message","subtype":"message_deleted","previous_message":{}}`)))
	f.Fuzz(func(t *testing.T, payload []byte) {
		event, err := parseEvent(payload, botself, nobody)
		if (err == nil) != (event != nil) {
			t.Fatalf("event %v, error %v", event, err)
		}
		switch e := event.(type) {
		case flows.Reply:
			if e.Place.TS == "" || e.User == "" || e.User == botself.User || e.EventTS == "" || !utf8.ValidString(e.Text) {
				t.Errorf("reply %+v", e)
			}
		case flows.Deletion:
			if e.Place.TS == "" {
				t.Errorf("deletion %+v", e)
			}
		case flows.Reaction:
			if e.User == "" || e.User == botself.User {
				t.Errorf("reaction %+v", e)
			}
		}
	})
}

// FuzzInteraction: a payload that can be read at all gives the values of its
// inputs without a panic.
func FuzzInteraction(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.Data)
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		var i wireInteraction
		if json.Unmarshal(payload, &i) != nil {
			return
		}
		if got := parts(string(i.channel()), 4); len(got) != 4 {
			t.Errorf("%d parts", len(got))
		}
		if i.View == nil {
			return
		}
		for field := range i.View.State.Values {
			_, _ = i.View.one(field), i.View.many(field)
		}
	})
}
