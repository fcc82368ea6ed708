package bot

import (
	"fmt"
	"testing"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
)

// A message of ours is found by its intent's id, also when much was written
// since, and nothing else is taken for it.
func TestFind(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	post := func(thread flows.MessageTS, intent string) flows.MessageTS {
		t.Helper()
		ts, err := w.slack.Post(t.Context(), room, thread, blocks.Message{Text: "x"}, intent)
		if err != nil {
			t.Fatal(err)
		}
		return ts
	}
	early := post("", "early")
	one := post("", "one")
	post(one, "inside")
	for i := range 450 { // more than two pages
		w.Post(alfa, room, fmt.Sprintf("one %d", i))
	}
	late := post("", "late")
	cases := []struct {
		name   string
		oldest flows.MessageTS
		intent string
		want   flows.MessageTS
	}{
		{"newest", early, "late", late},
		{"behind much talk", early, "one", one},
		{"the oldest itself", early, "early", early},
		{"older than looked for", one, "early", ""},
		{"never posted", early, "two", ""},
		{"what people wrote", early, "one 7", ""},
		{"in a thread", early, "inside", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ts, ok, _, err := w.slack.Find(t.Context(), room, c.oldest, "", c.intent)
			if err != nil || ts != c.want || ok != (c.want != "") {
				t.Errorf("found %q, %v (%v), want %q", ts, ok, err, c.want)
			}
		})
	}
	if _, _, _, err := w.slack.Find(t.Context(), "C0GONE", early, "", "one"); errorWord(err) != "channel_not_found" {
		t.Errorf("error %v", err)
	}
}
