package page_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"go.uber.org/goleak"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/bot/slacksim/page"
	"github.com/samrad/samrad/flows/locale"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site is a workspace with a channel, and its page.
func site(t *testing.T) (*slacksim.Workspace, *httptest.Server) {
	t.Helper()
	return siteUntil(t, nil)
}

// siteUntil is a site in which nothing more happens once over is closed.
func siteUntil(t *testing.T, over <-chan struct{}) (*slacksim.Workspace, *httptest.Server) {
	t.Helper()
	w, err := slacksim.Start(slacksim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	w.AddUser(slacksim.User{ID: "U1", RealName: "Anna <Ek>"})
	w.AddChannel(slacksim.Channel{ID: "C1", Name: "samråd", Members: []string{"U1"}})
	handler, err := page.Handler(w, page.Options{Locale: locale.For("sv"), Location: time.UTC, About: "Om sidan.", Over: over})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return w, server
}

// browser is a tab of a real browser.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatal("no browser on PATH; install one: apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	allocated, freed := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(freed)
	tab, closed := chromedp.NewContext(allocated)
	t.Cleanup(closed)
	if err := chromedp.Do(tab); err != nil { // starts the browser, which lives as long as tab
		t.Fatal(err)
	}
	bounded, cancel := context.WithTimeout(tab, 90*time.Second)
	t.Cleanup(cancel)
	return bounded
}

func do(t *testing.T, tab context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(tab, actions...); err != nil {
		t.Fatal(err)
	}
}

func read[T any](t *testing.T, tab context.Context, action chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(tab, action)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func main(t *testing.T, tab context.Context) string {
	t.Helper()
	return read(t, tab, chromedp.Text("main"))
}

// TestLive: what is written while somebody watches appears without a reload,
// as the words that were written and nothing else.
func TestLive(t *testing.T) {
	w, server := site(t)
	root := w.Post("U1", "C1", "Först *fet* & <https://example.org/a?b=1&c=2|en länk>")
	tab := browser(t)
	do(t, tab, chromedp.Navigate(server.URL+"/conversation/C1"), chromedp.WaitVisible("main li"))
	link := read(t, tab, chromedp.Evaluate[string](`document.querySelector('main a[href^="https"]').href`))
	if text := main(t, tab); !strings.Contains(text, "Först fet & en länk") || link != "https://example.org/a?b=1&c=2" {
		t.Errorf("the page shows %q with the link %q", text, link)
	}
	lang := read(t, tab, chromedp.Evaluate[string]("document.documentElement.lang"))
	if title := read(t, tab, chromedp.Title()); !strings.Contains(title, "#samråd") || lang != "sv" {
		t.Errorf("title %q, language %q", title, lang)
	}
	w.Reply("U1", "C1", root, "Ett svar.")
	w.Post("U1", "C1", "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>")
	do(t, tab, chromedp.WaitVisible("main li:nth-child(2)"))
	if text, title := main(t, tab), read(t, tab, chromedp.Title()); strings.Contains(title, "hacked") || !strings.Contains(text, "<img src=x onerror=") {
		t.Errorf("title %q; the page shows %q", title, text)
	}
	do(t, tab, chromedp.Click(`main a[href$="`+root+`"]`), chromedp.WaitVisible(`main p a[href="/conversation/C1"]`), chromedp.WaitVisible("main li:nth-child(2)"))
	path := read(t, tab, chromedp.Evaluate[string]("location.pathname"))
	if text := main(t, tab); !strings.Contains(text, "Ett svar.") || path != "/conversation/C1/"+root {
		t.Errorf("the thread at %s shows %q", path, text)
	}
}

// TestOver: whoever watches reads, on any page and without a reload, that nothing
// more happens, and so does who comes later.
func TestOver(t *testing.T) {
	over := make(chan struct{})
	w, server := siteUntil(t, over)
	w.Post("U1", "C1", "Ett inlägg.")
	tab := browser(t)
	do(t, tab, chromedp.Navigate(server.URL+"/conversation/C1"), chromedp.WaitVisible("main li"))
	if n := read(t, tab, chromedp.Evaluate[int](`document.querySelectorAll("#over strong").length`)); n != 0 {
		t.Error("it is over before it is")
	}
	close(over)
	do(t, tab, chromedp.WaitVisible("#over strong"))
	want := locale.For("sv").Text("page.over", nil)
	if text := read(t, tab, chromedp.Text("#over")); text != want {
		t.Errorf("the page says %q, want %q", text, want)
	}
	do(t, tab, chromedp.Navigate(server.URL+"/"), chromedp.WaitVisible("#over strong"))
	w.Post("U1", "C1", "Ändå ett till.")
	do(t, tab, chromedp.WaitVisible("main li:nth-child(2)"))
}

// open has a bot open a modal for a person.
func open(t *testing.T, w *slacksim.Workspace, user, view string) {
	t.Helper()
	app := w.Install(slacksim.App{})
	in := w.Slash(user, "C1", "help")
	body := `{"trigger_id":"` + in.TriggerID + `","view":` + view + `}`
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.APIURL()+"views.open", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+app.BotToken)
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if n := len(w.Views(user)); n != 1 {
		t.Fatalf("%d modals are open", n)
	}
}

// aModal has an input of each kind, and words that would be markup.
const aModal = `{"type":"modal","title":{"type":"plain_text","text":"Synpunkt"},"submit":{"type":"plain_text","text":"Spara"},"blocks":[
	{"type":"input","block_id":"a","label":{"type":"plain_text","text":"Rubrik"},"hint":{"type":"plain_text","text":"Högst 140 tecken"},
	 "element":{"type":"plain_text_input","action_id":"a","initial_value":"Fler <b>turer</b>"}},
	{"type":"input","block_id":"b","label":{"type":"plain_text","text":"Motsatt till"},"element":{"type":"multi_static_select","action_id":"b",
	 "options":[{"text":{"type":"plain_text","text":"Ett & två"},"value":"1"}],"initial_options":[{"text":{"type":"plain_text","text":"Ett & två"},"value":"1"}]}},
	{"type":"input","block_id":"c","label":{"type":"plain_text","text":"Åtgärd"},"element":{"type":"checkboxes","action_id":"c",
	 "options":[{"text":{"type":"plain_text","text":"Vald"},"value":"1"},{"text":{"type":"plain_text","text":"Inte vald"},"value":"2"}],
	 "initial_options":[{"text":{"type":"plain_text","text":"Vald"},"value":"1"}]}},
	{"type":"input","block_id":"d","label":{"type":"plain_text","text":"Flytta till"},"element":{"type":"static_select","action_id":"d",
	 "placeholder":{"type":"plain_text","text":"Välj synpunkt"},"options":[{"text":{"type":"plain_text","text":"Ny"},"value":"1"}]}}]}`

// TestModal: what a person has open is shown with what stands in it.
func TestModal(t *testing.T) {
	w, server := site(t)
	open(t, w, "U1", aModal)
	tab := browser(t)
	do(t, tab, chromedp.Navigate(server.URL+"/"), chromedp.Click(`nav a[href="/modal/U1"]`), chromedp.WaitVisible(".modal"))
	text := main(t, tab)
	for _, want := range []string{"Synpunkt", "Rubrik", "Fler <b>turer</b>", "Högst 140 tecken", "Ett & två ▾", "☑ Vald", "☐ Inte vald", "Välj synpunkt ▾", "Spara"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %q", want, text)
		}
	}
}

// TestReadable: one first heading, a name for every region, and no sideways
// scrolling on a phone.
func TestReadable(t *testing.T) {
	w, server := site(t)
	w.Post("U1", "C1", strings.Repeat("Långtordutanblanksteg", 40))
	open(t, w, "U1", strings.Replace(aModal, "Fler ", strings.Repeat("Långtordutanblanksteg", 40), 1))
	tab := browser(t)
	for _, path := range []string{"/", "/conversation/C1", "/modal/U1"} {
		do(t, tab, chromedp.EmulateViewport(360, 740), chromedp.Navigate(server.URL+path), chromedp.WaitVisible("main"))
		headings := read(t, tab, chromedp.Evaluate[int](`document.querySelectorAll("h1").length`))
		sideways := read(t, tab, chromedp.Evaluate[int](`document.documentElement.scrollWidth - document.documentElement.clientWidth`))
		named := read(t, tab, chromedp.Evaluate[bool](`[...document.querySelectorAll("nav")].every(n => n.getAttribute("aria-label"))`))
		if headings != 1 || sideways > 0 || !named {
			t.Errorf("%s: %d first headings, %d pixels sideways, navigation named: %v", path, headings, sideways, named)
		}
	}
}

func TestUnknownPlaces(t *testing.T) {
	_, server := site(t)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for _, path := range []string{"/conversation/C9", "/conversation/C1/1.2", "/modal/U1", "/file/F9/x.html", "/other"} {
		res, err := client.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, res.StatusCode)
		}
	}
}
