package redistest

import (
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Proxy stands before a server, and loses what that answers when it is told to.
type Proxy struct {
	Addr   string
	server *Server
	lose   atomic.Bool

	mu    sync.Mutex
	conns []net.Conn
}

// StartProxy starts a proxy before a server. It ends with the test.
func StartProxy(t testing.TB, s *Server) *Proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{Addr: listener.Addr().String(), server: s}
	var work sync.WaitGroup
	work.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			work.Go(func() { p.serve(client) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close() // the clients end their connections
		p.hangUp()
		work.Wait()
	})
	return p
}

// URL is the proxy's address as REDIS_URL has it.
func (p *Proxy) URL() string { return "redis://" + p.Addr + "/0" }

// LoseAnswer has the next answer of the server, who has then done what it was
// asked, lost with its connection.
func (p *Proxy) LoseAnswer() { p.lose.Store(true) }

// Lost tells whether that has happened.
func (p *Proxy) Lost() bool { return !p.lose.Load() }

func (p *Proxy) serve(client net.Conn) {
	server, err := net.Dial("tcp", p.server.Addr)
	if err != nil {
		_ = client.Close() // as the server would
		return
	}
	p.mu.Lock()
	p.conns = append(p.conns, client, server)
	p.mu.Unlock()
	var asking sync.WaitGroup
	asking.Go(func() {
		_, _ = io.Copy(server, client) // until either has gone
		_ = server.Close()
	})
	_ = p.answer(client, server)
	_ = client.Close()
	asking.Wait()
}

var errLost = errors.New("the answer is lost")

func (p *Proxy) answer(client, server net.Conn) error {
	buffer := make([]byte, 1<<16)
	for {
		n, err := server.Read(buffer)
		if err != nil {
			return err
		}
		if p.lose.CompareAndSwap(true, false) {
			return errLost
		}
		if _, err := client.Write(buffer[:n]); err != nil {
			return err
		}
	}
}

func (p *Proxy) hangUp() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		_ = c.Close() // it may have ended
	}
}
