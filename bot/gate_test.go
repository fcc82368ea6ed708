package bot

import (
	"io"
	"net"
	"sync"
	"testing"
)

// gate stands between the bot and its store, and can be shut: connections are
// then cut and refused, as when the store's machine restarts.
type gate struct {
	addr   string
	target string
	wg     sync.WaitGroup

	mu   sync.Mutex
	shut bool
	open map[net.Conn]bool
}

func newGate(t testing.TB, target string) *gate {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{addr: listener.Addr().String(), target: target, open: make(map[net.Conn]bool)}
	g.wg.Go(func() { g.accept(listener) })
	t.Cleanup(func() {
		listener.Close()
		g.close()
		g.wg.Wait()
	})
	return g
}

func (g *gate) accept(listener net.Listener) {
	for {
		in, err := listener.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("tcp", g.target)
		if err != nil {
			in.Close()
			continue
		}
		if !g.let(in, out) {
			continue
		}
		g.wg.Go(func() { g.pass(in, out) })
		g.wg.Go(func() { g.pass(out, in) })
	}
}

// let notes a pair of connections, or closes them when the gate is shut.
func (g *gate) let(pair ...net.Conn) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, c := range pair {
		if g.shut {
			c.Close()
			continue
		}
		g.open[c] = true
	}
	return !g.shut
}

func (g *gate) pass(from, to net.Conn) {
	_, _ = io.Copy(to, from)
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, c := range []net.Conn{from, to} {
		c.Close()
		delete(g.open, c)
	}
}

// close cuts every connection and refuses new ones until reopen.
func (g *gate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = true
	for c := range g.open {
		c.Close()
	}
}

func (g *gate) reopen() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = false
}
