package bot

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// hostile is what somebody may have written where the bot quotes them.
const hostile = "<!channel> <!everyone|alla> <@U0ST1> <#C0SAMRAD> @everyone & <https://example.org|här>"

// Quoted words mention nobody and link to nothing, whatever carries them. The
// workspace notes unfurls, missing text and live mentions of everyone itself.
func TestQuotedWordsMentionNobody(t *testing.T) {
	t.Parallel()
	open := []flows.OpenQuestion{{ID: "q1", Text: hostile, Number: 1, Post: flows.Place{Channel: room, TS: "1700000000.000100"}}}
	digest := theDigest()
	digest.Document, digest.FileName, digest.Digest.Title = nil, "", hostile
	digest.Digest.Themes = []flows.DigestTheme{{Title: hostile, KeyMessages: []flows.KeyMessage{{Text: hostile, Contribution: "c1"}},
		Questions: []flows.DigestQuestion{{ID: "q1", Text: hostile}}}}
	contents := map[string]flows.Content{
		"question": flows.QuestionPost{Meeting: theMeeting, Title: hostile, Theme: hostile, Text: hostile, Question: "q1", Starts: time.Now(), Closes: time.Now()},
		"reminder": flows.Reminder{Meeting: theMeeting, Title: hostile, Name: hostile, Closes: time.Now(), Questions: open},
		"confirm":  flows.OrganisationConfirm{Organisation: "x", Name: hostile, By: stranger},
		"notice":   flows.Notice{Key: "sending_failed", Args: map[string]any{"Channel": hostile, "Reason": hostile}},
		"offer":    flows.CountOffer{User: alfa, Message: flows.Place{Channel: room, TS: "1700000000.000100"}, Meeting: theMeeting, Questions: open},
		"digest":   digest,
	}
	w := newWorld(t, nil)
	w.messenger("a")
	for id, c := range contents {
		w.queue(room, id, c)
	}
	w.settled()
	all := append(w.Messages(room), w.Ephemerals(alfa)...)
	if len(all) != len(contents) {
		t.Fatalf("%d messages, want %d", len(all), len(contents))
	}
	for _, m := range all {
		// The offer quotes in a menu only, whose options are plain text.
		if !m.Ephemeral && !strings.Contains(strings.Join(marked(m), "\n"), "&lt;!channel&gt;") {
			t.Errorf("nothing is quoted in %v", marked(m))
		}
		for _, s := range marked(m) {
			for _, live := range []string{"<!", "<@" + official, "<#", "<https://example.org"} {
				if strings.Contains(s, live) {
					t.Errorf("live %q in %q", live, s)
				}
			}
		}
	}
}

// marked are the texts of a message that Slack reads as markup.
func marked(m slacksim.Message) []string {
	out := []string{m.Text}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if s, ok := v["text"].(string); ok && v["type"] == "mrkdwn" {
				out = append(out, s)
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	var blocks any
	_ = json.Unmarshal(m.Blocks, &blocks) // no blocks hold no text
	walk(blocks)
	return out
}
