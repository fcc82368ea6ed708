package document_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// TestJSONFields holds the names of the fields of the contract: a field is
// never renamed, only added.
func TestJSONFields(t *testing.T) {
	var doc map[string]any
	if err := json.Unmarshal(render(t, sample("sv", flows.DigestDraft), "json"), &doc); err != nil {
		t.Fatal(err)
	}
	theme := first(t, doc, "themes")
	question := first(t, theme, "questions")
	point := first(t, question, "points")
	participation, ok := doc["participation"].(map[string]any)
	if !ok {
		t.Fatal("no participation")
	}
	for name, tt := range map[string]struct {
		object map[string]any
		fields []string
	}{
		"digest":        {doc, []string{"meeting", "version", "state", "language", "as_of", "participation", "themes"}},
		"participation": {participation, []string{"invited", "answered", "late", "unassigned", "set_aside"}},
		"theme":         {theme, []string{"title", "key_messages", "questions"}},
		"key message":   {first(t, theme, "key_messages"), []string{"text", "contribution"}},
		"question":      {question, []string{"id", "text", "answered", "points", "without_point"}},
		"point":         {point, []string{"id", "label", "quantifier", "organisations", "statements", "quotes"}},
		"statement":     {first(t, point, "statements"), []string{"contribution", "start", "end", "text", "organisation"}},
		"without point": {first(t, question, "without_point"), []string{"contribution", "start", "end", "text"}},
	} {
		for _, f := range tt.fields {
			if _, ok := tt.object[f]; !ok {
				t.Errorf("%s has no %s; it has %v", name, f, slices.Sorted(maps.Keys(tt.object)))
			}
		}
	}
}

func first(t *testing.T, object map[string]any, list string) map[string]any {
	t.Helper()
	all, ok := object[list].([]any)
	if !ok || len(all) == 0 {
		t.Fatalf("no %s", list)
	}
	one, ok := all[0].(map[string]any)
	if !ok {
		t.Fatalf("%s holds no objects", list)
	}
	return one
}

// TestJSONKeepsAll holds that nothing is lost on the way: what is read is what
// was written, every text to the byte.
func TestJSONKeepsAll(t *testing.T) {
	for _, e := range editions() {
		t.Run(e.name, func(t *testing.T) {
			var got flows.Digest
			if err := json.Unmarshal(render(t, e.digest, "json"), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(e.digest, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			var got flows.Digest
			if err := json.Unmarshal(render(t, holding("sv", text), "json"), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(holding("sv", text), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestJSONTimes: times that are put out are in UTC, and a digest of nothing is
// as of the time from which answers come.
func TestJSONTimes(t *testing.T) {
	opens := time.Date(2023, 10, 10, 13, 0, 0, 0, starts.Location())
	changed := time.Date(2023, 10, 20, 10, 0, 0, 0, starts.Location())
	for _, c := range []struct {
		name string
		asOf time.Time
		want string
	}{
		{"nothing came", time.Time{}, "2023-10-10T12:00:00Z"},
		{"something came", changed, "2023-10-20T09:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got struct {
				AsOf   string `json:"as_of"`
				Starts string `json:"starts"`
			}
			d := flows.Digest{Meeting: "m", Starts: starts, Opens: opens, AsOf: c.asOf, Language: "sv"}
			if err := json.Unmarshal(render(t, d, "json"), &got); err != nil {
				t.Fatal(err)
			}
			if got.AsOf != c.want || got.Starts != "2023-11-07T12:00:00Z" {
				t.Errorf("as of %s, starts %s; want %s and 2023-11-07T12:00:00Z", got.AsOf, got.Starts, c.want)
			}
		})
	}
}
