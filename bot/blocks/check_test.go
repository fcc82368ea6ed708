package blocks_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/bot/slacksim/blockkit"
)

// maxText is the longest text that Slack shows whole beside blocks; see
// https://docs.slack.dev/reference/methods/chat.postMessage#truncating.
const maxText = 4000

// check holds a message or a form to every rule that Slack has.
func check(t *testing.T, v any) {
	t.Helper()
	var problems []blockkit.Problem
	switch v := v.(type) {
	case blocks.Message:
		if strings.TrimSpace(v.Text) == "" {
			t.Error("the message has no text")
		}
		if n := len(utf16.Encode([]rune(v.Text))); n > maxText {
			t.Errorf("the text has %d characters, at most %d are shown", n, maxText)
		}
		checkMarkup(t, "text", v.Text)
		if v.Blocks == nil {
			t.Error("the message has no blocks")
		}
		problems = blockkit.Message(marshal(t, v.Blocks))
		checkTexts(t, "blocks", decoded(t, marshal(t, v.Blocks)))
	case blocks.Form:
		raw := marshal(t, v)
		problems = blockkit.View(raw)
		if len(raw) > blockkit.MaxView {
			t.Errorf("the view has %d bytes", len(raw))
		}
		checkTexts(t, "view", decoded(t, raw))
	default:
		t.Fatalf("a %T is neither a message nor a form", v)
	}
	for _, p := range problems {
		t.Error(p)
	}
}

func marshal(t *testing.T, v any) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func decoded(t *testing.T, raw json.RawMessage) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// checkTexts walks to each text object that Slack reads markup in.
func checkTexts(t *testing.T, path string, v any) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			checkTexts(t, path, e)
		}
	case map[string]any:
		if s, ok := v["text"].(string); ok && v["type"] == "mrkdwn" {
			checkMarkup(t, path, s)
		}
		for key, e := range v {
			checkTexts(t, path+"/"+key, e)
		}
	}
}

var (
	// ours is the markup that the bot itself writes: a person or a channel by
	// its id, and a link with words. No broadcast is among it.
	ours = regexp.MustCompile(`<(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|https://example\.slack\.com/[^<>|]+\|[^<>|]+)>`)
	// entity is one of the three that Slack knows.
	entity = regexp.MustCompile(`&(?:amp|lt|gt);`)
)

// checkMarkup holds that nobody's words take effect: what has angle brackets is
// ours, and each ampersand begins a whole entity, also where a text was cut.
func checkMarkup(t *testing.T, path, s string) {
	t.Helper()
	rest := entity.ReplaceAllString(ours.ReplaceAllString(s, ""), "")
	if i := strings.IndexAny(rest, "<>&"); i >= 0 {
		t.Errorf("%s has markup that is not ours: …%.60s", path, rest[i:])
	}
}
