package bot

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// TestSampleClasses holds what becomes of every shape: testdata/samples.classes
// was written by reading them.
func TestSampleClasses(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile(filepath.Join("testdata", "samples.classes"))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, s := range samples(t) {
		if payload, ok := eventOf(s.Name, s.Data); ok {
			fmt.Fprintf(&got, "%s: %s\n", s.Name, classOf(payload))
		}
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("classes (-want +got):\n%s", diff)
	}
}

// eventOf is the Events API payload of a sample, if it is one.
func eventOf(name string, data []byte) (json.RawMessage, bool) {
	kind, _, _ := strings.Cut(name, ".")
	switch kind {
	case "event", "app_rate_limited":
		return data, true
	case "innerevent":
		return callback(strings.TrimSpace(string(data))), true
	case "socket_envelope":
		var e envelope
		if json.Unmarshal(data, &e) == nil && e.Type == "events_api" {
			return e.Payload, true
		}
	}
	return nil, false
}

func classOf(payload json.RawMessage) string {
	event, err := parseEvent(payload, botself, nobody)
	if err != nil {
		return "dead letter"
	}
	switch e := event.(type) {
	case flows.Reply:
		class := "stored: message"
		if e.EditedTS != "" {
			class = "stored: edit"
		}
		if e.Thread != "" && e.Thread != e.Place.TS {
			class += " in a thread"
		}
		if len(e.Files) > 0 {
			class += " with files"
		}
		return class
	case flows.Deletion:
		return "stored: deletion"
	case flows.Reaction:
		return "stored: reaction"
	case channelMoved:
		return "noted: channel moved"
	case ignored:
		return "ignored: " + e.Reason
	default:
		return fmt.Sprintf("%T", e)
	}
}
