package slacksim

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Workspace is a running simulated workspace.
type Workspace struct {
	o      Options
	server *http.Server
	url    string
	ctx    context.Context // ends with Close; owned by the workspace's own goroutines
	cancel context.CancelFunc
	wg     sync.WaitGroup

	mu       sync.Mutex
	changed  chan struct{} // closed and renewed at every change
	fresh    []Violation   // not yet reported
	violated []Violation
	lastTS   int64
	counter  int

	app        App
	revoked    string // error that the bot token gets: token_revoked, account_inactive
	users      map[string]*User
	channels   map[string]*channel
	order      []string // channel ids in order of creation
	moved      map[string]string
	groups     map[string][]string
	files      map[string]*file
	fileOrder  []string
	ephemerals map[string][]*message
	views      map[string]*view
	viewOrder  []string
	homes      map[string]*view
	triggers   map[string]*trigger
	responses  map[string]*responseURL
	faults     []*Fault
	limits     map[string]*bucket
	notBefore  map[string]time.Time
	httpBase   string
	tickets    map[string]time.Time
	sockets    []*socket
	nextSocket int
	stalled    bool
	envelopes  map[string]*delivery
	events     []*delivery // with KeepEvents
	policy     *policy
}

// Start listens and serves. Close ends it.
func Start(o Options) (*Workspace, error) {
	o = o.withDefaults()
	ln, err := net.Listen("tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("start simulated workspace: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	w := &Workspace{
		o: o, url: "http://" + ln.Addr().String(), ctx: ctx, cancel: cancel,
		changed: make(chan struct{}),
		users:   map[string]*User{}, channels: map[string]*channel{}, moved: map[string]string{}, groups: map[string][]string{},
		files: map[string]*file{}, ephemerals: map[string][]*message{}, views: map[string]*view{}, homes: map[string]*view{},
		triggers: map[string]*trigger{}, responses: map[string]*responseURL{}, limits: map[string]*bucket{},
		notBefore: map[string]time.Time{}, tickets: map[string]time.Time{}, envelopes: map[string]*delivery{},
	}
	w.Install(App{})
	w.server = &http.Server{Handler: w.routes(), ReadHeaderTimeout: 10 * time.Second}
	w.wg.Go(func() {
		// Serve returns ErrServerClosed on Close; any other end shows as refused connections.
		_ = w.server.Serve(ln)
	})
	return w, nil
}

func (w *Workspace) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method...}", w.serveAPI)
	mux.HandleFunc("GET /socket", w.serveSocket)
	mux.HandleFunc("POST /files/upload/{id}/{secret}", w.serveUpload)
	mux.HandleFunc("GET /files/download/{id}/{name}", w.serveDownload)
	mux.HandleFunc("POST /response/{secret}", w.serveResponse)
	return mux
}

// Close cuts every connection and waits for the workspace's goroutines.
func (w *Workspace) Close() error {
	w.cancel()
	w.mu.Lock()
	sockets := slices.Clone(w.sockets)
	w.mu.Unlock()
	for _, s := range sockets {
		s.cut()
	}
	err := w.server.Close()
	w.wg.Wait()
	return err
}

// URL is the server's address, http://127.0.0.1:port.
func (w *Workspace) URL() string { return w.url }

// APIURL is the Web API's address, what SLACK_API_URL is set to.
func (w *Workspace) APIURL() string { return w.url + "/api/" }

// unlock ends a change: it wakes who waits and reports new violations.
func (w *Workspace) unlock() {
	fresh := w.fresh
	w.fresh = nil
	close(w.changed)
	w.changed = make(chan struct{})
	w.mu.Unlock()
	for _, v := range fresh {
		w.o.Logger.Warn("slack_violation", "method", v.Method, "what", v.What, "why", v.Why)
		w.o.OnViolation(v)
	}
}

// violate notes a violation; the caller holds the lock.
func (w *Workspace) violate(method, what, format string, args ...any) {
	v := Violation{Method: method, What: what, Why: fmt.Sprintf(format, args...)}
	w.violated = append(w.violated, v)
	w.fresh = append(w.fresh, v)
}

// Violations lists what the bot did wrong so far, in order.
func (w *Workspace) Violations() []Violation {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.violated)
}

// WaitFor waits until cond holds; it looks again at every change of the
// workspace. cond may call any method of the workspace. The error says what.
func (w *Workspace) WaitFor(ctx context.Context, what string, cond func() bool) error {
	for {
		w.mu.Lock()
		changed := w.changed
		w.mu.Unlock()
		if cond() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w", what, ctx.Err())
		case <-w.ctx.Done():
			return fmt.Errorf("wait for %s: workspace closed", what)
		}
	}
}
