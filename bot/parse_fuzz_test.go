package bot

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
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
// never both; the same bytes give the same event, however they are set out;
// and an event that would be stored says where it belongs.
func FuzzParseEvent(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.Data)
		if payload, ok := eventOf(s.Name, s.Data); ok {
			f.Add([]byte(payload))
		}
	}
	f.Add([]byte(callback(typed(`,"files":[null,{}],"edited":{}`))))
	f.Add([]byte(callback(typed(`,"blocks":[{"type":"rich_text","elements":[{"type":"text","text":"\u0000\u001b[31m"}]}]`))))
	f.Add([]byte(callback(change(inThread("x", ""), `{}`))))
	f.Add([]byte(callback(`{"type":"message","subtype":"message_deleted","previous_message":{}}`)))
	f.Add([]byte(callback(`{"type":"channel_id_changed","old_channel_id":"C1"}`)))
	f.Fuzz(func(t *testing.T, payload []byte) {
		buffer := bytes.Clone(payload)
		event, err := parseEvent(buffer, botself, nobody)
		if (err == nil) != (event != nil) {
			t.Fatalf("event %v, error %v", event, err)
		}
		if !bytes.Equal(payload, buffer) {
			t.Fatal("the parser changed what it was given")
		}
		sound(t, event)
		clear(buffer) // an event must not live on what the receiver uses again
		again, againErr := parseEvent(bytes.Clone(payload), botself, nobody)
		if diff := cmp.Diff(again, event); diff != "" || (err == nil) != (againErr == nil) {
			t.Fatalf("parsed again, error %v and then %v (-again +first):\n%s", err, againErr, diff)
		}
		var compact bytes.Buffer
		if json.Compact(&compact, payload) != nil {
			return
		}
		small, smallErr := parseEvent(compact.Bytes(), botself, nobody)
		if diff := cmp.Diff(small, event); diff != "" || (err == nil) != (smallErr == nil) {
			t.Fatalf("without blanks, error %v and then %v (-without +with):\n%s", err, smallErr, diff)
		}
	})
}

// sound fails unless an event can be stored where it says, and read by people.
func sound(t *testing.T, event any) {
	t.Helper()
	ok := true
	switch e := event.(type) {
	case flows.Reply:
		ok = soundPlace(e.Place) && soundUser(e.User) && soundTS(e.EventTS) && (e.Thread == "" || soundTS(e.Thread)) &&
			(e.EditedTS == "" || soundTS(e.EditedTS)) && soundText(e.Text)
	case flows.Deletion:
		ok = soundPlace(e.Place) && (e.Thread == "" || soundTS(e.Thread))
	case flows.Reaction:
		ok = soundPlace(e.Place) && soundUser(e.User)
	case channelMoved:
		ok = soundID(string(e.From)) && soundID(string(e.To))
	}
	if !ok {
		t.Errorf("unsound: %T %+v", event, event)
	}
}

func soundPlace(p flows.Place) bool { return soundID(string(p.Channel)) && soundTS(p.TS) }

func soundUser(u flows.UserID) bool { return soundID(string(u)) && u != botself.User }

// soundTS reports whether a ts is two numbers with a dot between them.
func soundTS(ts flows.MessageTS) bool {
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	before, after, _ := strings.Cut(string(ts), ".")
	return digits(before) && digits(after)
}

func soundID(id string) bool {
	for _, r := range id {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return id != ""
}

func soundText(s string) bool {
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return false
		}
	}
	return utf8.ValidString(s)
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
		for field, values := range i.View.State.Values {
			one, many := i.View.one(field), i.View.many(field)
			if len(values) == 0 && (one != "" || many != nil) {
				t.Errorf("an input without a value gives %q and %q", one, many)
			}
		}
	})
}
