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

// startTimeout is for the browser to answer; a test waits for less.
var startTimeout = 20 * time.Second

// errSilent is of a browser that runs and says nothing.
var errSilent = errors.New("it did not answer")

// closeTimeout is for the browser to close.
const closeTimeout = 5 * time.Second

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
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("digest as pdf: %w", err)
	}
	data, err := printWith(ctx, browser, html)
	if err != nil && ctx.Err() != nil {
		return nil, fmt.Errorf("digest as pdf: %w", err)
	}
	if err != nil {
		return nil, &flows.Error{Code: flows.CodeInternal, What: fmt.Sprintf("digest as pdf: %s did not print it", browser), Hint: "use docx or html", Err: brief{err}}
	}
	return data, nil
}

func printWith(ctx context.Context, browser string, html []byte) ([]byte, error) {
	// chromedp gives the browser a profile of its own and removes it, and
	// starts it without its sandbox as root, where it has none. A browser whose
	// context ends is killed, so it has one that ends only before it answers:
	// then it is asked to close. What the browser leaves goes with a directory.
	temporary, err := temporaryDir()
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temporary)
	starting, end := context.WithCancelCause(context.WithoutCancel(ctx))
	defer end(nil)
	allocated, free := chromedp.NewExecAllocator(starting, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.NoInheritEnv, chromedp.Env(append(environment(os.Environ()), "TMPDIR="+temporary)...),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))...)
	defer free()
	tab, closeTab := chromedp.NewContext(allocated, chromedp.WithErrorf(quiet))
	defer closeTab()
	silent := time.AfterFunc(startTimeout, func() { end(errSilent) })
	stop := context.AfterFunc(ctx, func() { end(context.Cause(ctx)) })
	err = chromedp.Do(tab)
	if answered, waited := silent.Stop(), stop(); !answered || !waited {
		err = context.Cause(starting)
	}
	if err != nil {
		return nil, err
	}
	bounded, cancel := context.WithTimeout(tab, timeout)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	data, err := chromedp.Run(bounded, show(html))
	// Asked to close, it ends its own processes; one that does not is ended.
	closing, give := context.WithTimeout(tab, closeTimeout)
	defer give()
	_ = chromedp.Cancel(closing)
	return data, err
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

// maxTemporary is how long the path of a directory may be in which a browser
// makes a socket: its own name for it is 41 bytes long, and a path may have 107.
// See unix(7).
const maxTemporary = 60

// temporaryDir is where the browser puts what it needs while it runs.
func temporaryDir() (string, error) {
	dir := os.TempDir()
	if len(dir) > maxTemporary-len("/pdf1234567890") {
		dir = "/tmp"
	}
	return os.MkdirTemp(dir, "pdf")
}

// brief is an error without the pages that a browser may say as it fails.
type brief struct{ error }

const maxReason = 300 // bytes: some lines of a terminal

func (b brief) Error() string {
	if s := b.error.Error(); len(s) > maxReason {
		return strings.ToValidUTF8(s[:maxReason], "") + "…"
	}
	return b.error.Error()
}

func (b brief) Unwrap() error { return b.error }

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
		case "PATH", "HOME", "LANG", "XDG_RUNTIME_DIR", "FONTCONFIG_FILE", "FONTCONFIG_PATH":
			out = append(out, pair)
		}
	}
	return out
}
