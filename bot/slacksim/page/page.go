// Package page shows a simulated workspace in a browser: its conversations,
// threads and files, as they come. It only reads; who looks at it changes
// nothing.
package page

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/locale"
)

// Options say how the page is written.
type Options struct {
	Locale   *locale.Locale
	Location *time.Location
	// About is said at the top of the first page.
	About string
	// Over is closed when nothing more happens in the workspace, which every page
	// says then; nil: nobody knows.
	Over <-chan struct{}
}

//go:embed page.html style.css live.js
var assets embed.FS

type site struct {
	workspace *slacksim.Workspace
	options   Options
	template  *template.Template
}

// Handler serves the page.
func Handler(w *slacksim.Workspace, o Options) (http.Handler, error) {
	s := &site{workspace: w, options: o}
	t, err := template.New("page.html").Funcs(template.FuncMap{
		"text":  func(key string) string { return o.Locale.Text("page."+key, nil) },
		"count": func(key string, n int) string { return o.Locale.Count("page."+key, n, nil) },
	}).ParseFS(assets, "page.html")
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	s.template = t
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.overview)
	mux.HandleFunc("GET /conversation/{channel}", s.conversation)
	mux.HandleFunc("GET /conversation/{channel}/{ts}", s.thread)
	mux.HandleFunc("GET /modal/{user}", s.modal)
	mux.HandleFunc("GET /file/{id}/{name}", s.file)
	mux.HandleFunc("GET /changes", s.changes)
	mux.Handle("GET /style.css", http.FileServerFS(assets))
	mux.Handle("GET /live.js", http.FileServerFS(assets))
	return secured(mux), nil
}

// secured lets the page load nothing from elsewhere, and run no script but its
// own: what people write is shown here.
func secured(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		h.ServeHTTP(w, r)
	})
}

func (s *site) overview(w http.ResponseWriter, _ *http.Request) {
	v := s.view()
	v.About, v.Title = s.options.About, s.options.Locale.Text("page.overview", nil)
	v.Latest = v.latest(latestShown)
	s.write(w, v)
}

func (s *site) conversation(w http.ResponseWriter, r *http.Request) {
	v := s.view()
	if !v.choose(r.PathValue("channel")) {
		http.NotFound(w, r)
		return
	}
	for _, m := range s.workspace.Messages(v.Chosen.ID) {
		v.Messages = append(v.Messages, v.message(m))
	}
	v.Messages = append(v.Messages, v.ephemerals(v.Chosen.ID)...)
	slices.SortStableFunc(v.Messages, func(a, b message) int { return cmp.Compare(a.ts, b.ts) })
	s.write(w, v)
}

func (s *site) thread(w http.ResponseWriter, r *http.Request) {
	v := s.view()
	if !v.choose(r.PathValue("channel")) {
		http.NotFound(w, r)
		return
	}
	messages := s.workspace.Thread(v.Chosen.ID, r.PathValue("ts"))
	if len(messages) == 0 {
		http.NotFound(w, r)
		return
	}
	for _, m := range messages {
		v.Messages = append(v.Messages, v.message(m))
	}
	v.Thread = true
	s.write(w, v)
}

func (s *site) write(w http.ResponseWriter, v *view) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	// A browser that went away is nobody's trouble.
	_ = s.template.Execute(w, v)
}

// file serves a file's bytes, in a sandbox of its own.
func (s *site) file(w http.ResponseWriter, r *http.Request) {
	for _, f := range s.workspace.Files() {
		if f.ID != r.PathValue("id") {
			continue
		}
		w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'")
		w.Header().Set("Content-Type", f.Mimetype)
		_, _ = w.Write(f.Bytes)
		return
	}
	http.NotFound(w, r)
}

// settle is how long changes are gathered before the browser is told.
const settle = 300 * time.Millisecond

// changes tells a browser, as server-sent events, that something changed.
func (s *site) changes(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flush := http.NewResponseController(w)
	_ = flush.SetWriteDeadline(time.Time{})
	over := s.options.Over
	for {
		if s.over() {
			over = nil // it is told now, once
		}
		if _, err := fmt.Fprint(w, "data: changed\n\n"); err != nil || flush.Flush() != nil {
			return
		}
		if s.change(r.Context(), over) != nil {
			return
		}
	}
}

// over reports whether nothing more happens.
func (s *site) over() bool {
	select {
	case <-s.options.Over:
		return true
	default:
		return false
	}
}

// change waits for a change of the workspace, or for the end of all changes.
func (s *site) change(ctx context.Context, over <-chan struct{}) error {
	timer := time.NewTimer(settle)
	defer timer.Stop()
	waiting, stop := context.WithCancel(ctx)
	var ending sync.WaitGroup
	ending.Go(func() {
		select {
		case <-over:
			stop()
		case <-waiting.Done():
		}
	})
	looks := 0
	err := s.workspace.WaitFor(waiting, "a change", func() bool { looks++; return looks > 1 })
	stop()
	ending.Wait()
	if err != nil && (over == nil || !s.over()) {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
