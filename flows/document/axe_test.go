package document_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/samrad/samrad/flows"
)

// axe is pinned in testdata/axe; .ci/install puts it there.
const axe = "testdata/axe/node_modules/axe-core/axe.min.js"

// audit says of the page what breaks WCAG 2.1 at the levels A and AA or good
// practice, a line each, and how many rules it passes.
const audit = `axe.run(document, {runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}).then(r => ({
	passes: r.passes.length,
	violations: r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.map(n => n.html.slice(0, 120)).slice(0, 5).join(" | ")),
}))`

type audited struct {
	Passes     int      `json:"passes"`
	Violations []string `json:"violations"`
}

// view is how somebody looks at a document.
type view struct {
	name   string
	media  string
	width  int64
	height int64
}

var views = []view{{"desktop", "screen", 1280, 900}, {"phone", "screen", 360, 740}, {"print", "print", 1280, 900}}

// TestAxe holds that the documents have no violation that axe-core finds, on a
// screen, on a phone and printed, in both languages.
func TestAxe(t *testing.T) {
	script, err := os.ReadFile(axe)
	if err != nil {
		t.Fatalf("%v; .ci/install puts it there", err)
	}
	tab := browser(t)
	for _, lang := range []string{"sv", "en"} {
		for name, d := range map[string]flows.Digest{
			"draft": sample(lang, flows.DigestDraft).Unattributed(), "published": sample(lang, flows.DigestPublished).Unattributed(),
			"attributed": sample(lang, flows.DigestDraft), "nothing": nothing(lang),
		} {
			checkViews(t, tab, string(script), lang+" "+name, render(t, d, "html"))
		}
	}
	t.Run("it finds what is wrong", func(t *testing.T) {
		wrong := `<!DOCTYPE html><html><head><title></title></head><body><h3>a</h3><img src="x"/><p style="color: #ccc; background: #fff">pale</p></body></html>`
		load(t, tab, string(script), []byte(wrong))
		found := auditOf(t, tab, views[0])
		for _, rule := range []string{"html-has-lang", "document-title", "image-alt", "color-contrast", "region"} {
			if !strings.Contains(strings.Join(found.Violations, "\n"), rule+":") {
				t.Errorf("%s is not among %q", rule, found.Violations)
			}
		}
	})
}

func checkViews(t *testing.T, tab context.Context, script, name string, html []byte) {
	t.Helper()
	load(t, tab, script, html)
	for _, v := range views {
		t.Run(name+" "+v.name, func(t *testing.T) {
			found := auditOf(t, tab, v)
			for _, violation := range found.Violations {
				t.Error(violation)
			}
			if found.Passes < 15 {
				t.Errorf("only %d rules found anything to look at", found.Passes)
			}
			wide, err := chromedp.Run(tab, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
			if err != nil {
				t.Fatal(err)
			}
			if wide > v.width {
				t.Errorf("the page is %d wide, the screen %d", wide, v.width)
			}
		})
	}
}

func load(t *testing.T, tab context.Context, script string, html []byte) {
	t.Helper()
	if err := chromedp.Do(tab, show(html)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(tab, chromedp.Evaluate[bool](fmt.Sprintf("%s; true", script))); err != nil {
		t.Fatal(err)
	}
}

func auditOf(t *testing.T, tab context.Context, v view) audited {
	t.Helper()
	media := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: v.media,
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}})
		return err
	})
	if err := chromedp.Do(tab, chromedp.EmulateViewport(v.width, v.height), media); err != nil {
		t.Fatal(err)
	}
	found, err := chromedp.Run(tab, chromedp.Evaluate[audited](audit, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return found
}
