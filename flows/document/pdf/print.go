package pdf

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/samrad/samrad/flows"
)

// timeout is for all of it: a browser starts in a few seconds and prints a
// document of thousands of answers in some more.
const timeout = 2 * time.Minute

// browsers are the names of those that print, in the order they are looked for.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "headless_shell"}

// footer has the title and the page; a browser sets it too small to read unless
// it is told.
const footer = `<div style="font: 8px sans-serif; color: #404040; width: 100%; padding: 0 17mm; display: flex; justify-content: space-between; gap: 2em">` +
	`<span class="title"></span><span style="white-space: nowrap"><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`

// Print prints a page of HTML that needs nothing else, on the paper that its
// style asks for. Without a browser on PATH, or with one that fails, it is a
// flows.Error that offers the other formats.
func Print(ctx context.Context, html []byte) ([]byte, error) {
	browser, err := find(exec.LookPath)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	// chromedp gives the browser a profile of its own and removes it, and
	// starts it without its sandbox as root, where it has none.
	allocated, free := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.NoInheritEnv, chromedp.Env(environment(os.Environ())...),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))...)
	defer free()
	tab, closeTab := chromedp.NewContext(allocated, chromedp.WithErrorf(quiet))
	defer closeTab()
	data, err := chromedp.Run(tab, show(html))
	if stopped := chromedp.Cancel(tab); err == nil && stopped != nil && !errors.Is(stopped, context.Canceled) {
		err = stopped
	}
	if err != nil {
		return nil, &flows.Error{Code: flows.CodeInternal, What: fmt.Sprintf("digest as pdf: %s did not print it", browser), Hint: "use docx or html", Err: err}
	}
	return data, nil
}

// show puts the page in the tab, without an address, and prints it.
func show(html []byte) chromedp.Action[[]byte] {
	return func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return nil, err
		}
		if _, err := cdp.Call(ctx, t, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: tree.FrameTree.Frame.ID, HTML: string(html)}); err != nil {
			return nil, err
		}
		return chromedp.PrintToPDF(chromedp.PDFOutlineAndTagged(), chromedp.PDFPreferCSSPageSize(), chromedp.PDFPaper(chromedp.PaperA4),
			chromedp.PDFPrintBackground(), chromedp.PDFHeaderTemplate("<span></span>"), chromedp.PDFFooterTemplate(footer), chromedp.PDFStream())(ctx, t)
	}
}

// quiet keeps what chromedp makes of the browser's events, which nobody can mend,
// off standard error.
func quiet(string, ...any) {}

func find(lookPath func(string) (string, error)) (string, error) {
	for _, name := range browsers {
		if path, err := lookPath(name); err == nil {
			return path, nil
		}
	}
	return "", &flows.Error{Code: flows.CodeInvalid, What: "digest as pdf: no browser on PATH prints it: " + strings.Join(browsers, ", "),
		Hint: "install chromium, or use docx or html"}
}

// environment is what a browser needs of ours: no token, no password.
func environment(all []string) []string {
	var out []string
	for _, pair := range all {
		switch name, _, _ := strings.Cut(pair, "="); name {
		case "PATH", "HOME", "TMPDIR", "LANG", "XDG_RUNTIME_DIR", "FONTCONFIG_FILE", "FONTCONFIG_PATH":
			out = append(out, pair)
		}
	}
	return out
}
