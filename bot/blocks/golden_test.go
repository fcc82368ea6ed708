package blocks_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows/goldentest"
	"github.com/samrad/samrad/flows/locale"
)

// pretty is JSON as people read it in a difference.
func pretty(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shape is a message or a form as the golden files hold it.
func shape(v any) any {
	if m, ok := v.(blocks.Message); ok {
		return map[string]any{"text": m.Text, "blocks": m.Blocks}
	}
	return v
}

func TestGolden(t *testing.T) {
	for _, lang := range locale.Languages {
		for _, s := range samples() {
			t.Run(s.name+"."+lang, func(t *testing.T) {
				goldentest.Compare(t, s.name+"."+lang+".json", pretty(t, shape(s.render(t, renderer(), locale.For(lang)))))
			})
		}
	}
}

// TestGoldenFiles holds that no file of testdata is of a sample that is gone.
func TestGoldenFiles(t *testing.T) {
	want := map[string]bool{}
	for _, s := range samples() {
		for _, lang := range locale.Languages {
			want[s.name+"."+lang+".json"] = true
		}
	}
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !want[f.Name()] {
			t.Errorf("testdata/%s is of no sample", f.Name())
		}
	}
}

// TestSamplesAreAllowed holds that Slack takes the ordinary ones too.
func TestSamplesAreAllowed(t *testing.T) {
	for _, lang := range locale.Languages {
		for _, s := range samples() {
			t.Run(s.name+"."+lang, func(t *testing.T) { check(t, s.render(t, renderer(), locale.For(lang))) })
		}
	}
}
