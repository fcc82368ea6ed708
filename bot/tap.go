package bot

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/net/http/httpproxy"
)

// tap is a Socket Mode connection from which events are taken before slack-go's
// client reads them: it parses each event several times, into types of its own,
// which costs more than all that samrad does with one. Everything else (the
// handshake, pings, hello and disconnect, commands, interactions, frames that
// nobody understands) goes through, and so slack-go still keeps the connection.
type tap struct {
	net.Conn
	in   *bufio.Reader
	take func(message []byte) bool // keeps the message if it takes it

	open    bool   // the handshake is over
	through int64  // bytes of a frame that are still to go through
	pending []byte // to go through before anything else
}

const (
	// tapBuffer is what one read takes: all deliveries that have come.
	tapBuffer = 64 << 10
	// tapLimit bounds a message that is taken, in bytes; Slack's are far smaller.
	tapLimit = 1 << 20
)

func newTap(conn net.Conn, take func([]byte) bool) *tap {
	return &tap{Conn: conn, in: bufio.NewReaderSize(conn, tapBuffer), take: take}
}

// Read implements net.Conn.
func (t *tap) Read(p []byte) (int, error) {
	for {
		switch {
		case len(t.pending) > 0:
			n := copy(p, t.pending)
			t.pending = t.pending[n:]
			return n, nil
		case t.through > 0:
			n, err := t.in.Read(p[:min(int64(len(p)), t.through)])
			t.through -= int64(n)
			return n, err
		}
		if err := t.next(); err != nil {
			return 0, err
		}
	}
}

// next reads a line of the handshake, or a frame's head and, if it may be an
// event, its message.
func (t *tap) next() error {
	if !t.open {
		line, err := t.in.ReadBytes('\n')
		t.pending, t.open = line, string(line) == "\r\n"
		return err
	}
	head, size, err := t.head()
	if err != nil {
		return err
	}
	const wholeText = 0x81 // FIN and the opcode of text, without extensions: RFC 6455, 5.2
	if head[0] != wholeText || size > tapLimit {
		t.pending, t.through = head, size
		return nil
	}
	frame := append(make([]byte, 0, len(head)+int(size)), head...)[:len(head)+int(size)]
	message := frame[len(head):]
	if _, err := io.ReadFull(t.in, message); err != nil {
		return err
	}
	if !t.take(message) {
		t.pending = frame
	}
	return nil
}

// head reads a frame's head, and tells the size of what follows it: RFC 6455,
// 5.2. What a server sends is not masked; a mask would be part of the rest.
func (t *tap) head() ([]byte, int64, error) {
	var whole [10]byte
	head := whole[:2]
	if _, err := io.ReadFull(t.in, head); err != nil {
		return nil, 0, err
	}
	var mask int64
	if head[1]&0x80 != 0 {
		mask = 4
	}
	size := int64(head[1] & 0x7f)
	switch size {
	case 126:
		head = whole[:4]
	case 127:
		head = whole[:10]
	default:
		return head, size + mask, nil
	}
	if _, err := io.ReadFull(t.in, head[2:]); err != nil {
		return nil, 0, err
	}
	if len(head) == 4 {
		return head, int64(binary.BigEndian.Uint16(head[2:])) + mask, nil
	}
	return head, int64(binary.BigEndian.Uint64(head[2:])&(1<<62-1)) + mask, nil
}

// dialer connects to Socket Mode, with a tap. Through a proxy, TLS lies between
// the connection and the messages; then slack-go reads them all.
func dialer(take func([]byte) bool) *websocket.Dialer {
	if proxied() {
		return untapped(nil)
	}
	return tappedDialer(take, &tls.Config{MinVersion: tls.VersionTLS12})
}

func tappedDialer(take func([]byte) bool, secure *tls.Config) *websocket.Dialer {
	d := &websocket.Dialer{HandshakeTimeout: dialTimeout, WriteBufferSize: writeBuffer}
	d.NetDialContext = tapped((&net.Dialer{}).DialContext, take)
	d.NetDialTLSContext = tapped((&tls.Dialer{Config: secure}).DialContext, take)
	return d
}

const (
	dialTimeout = 45 * time.Second
	// writeBuffer lets an acknowledgement, of 20 kB at most, leave in one frame,
	// as slack-go's own dialer does: it found that Slack drops those in parts.
	writeBuffer = 32 << 10
)

func untapped(func([]byte) bool) *websocket.Dialer {
	return &websocket.Dialer{HandshakeTimeout: dialTimeout, WriteBufferSize: writeBuffer, Proxy: http.ProxyFromEnvironment}
}

type dialFunc = func(ctx context.Context, network, addr string) (net.Conn, error)

func tapped(dial dialFunc, take func([]byte) bool) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return newTap(conn, take), nil
	}
}

// proxied reports whether the environment names a proxy. Which one is for Slack
// is seen only when its address is known, and it has several.
func proxied() bool {
	set := httpproxy.FromEnvironment()
	return set.HTTPProxy != "" || set.HTTPSProxy != ""
}
