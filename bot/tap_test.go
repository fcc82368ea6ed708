package bot

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"
)

// wire is a connection that reads what a server sent.
type wire struct {
	net.Conn
	io.Reader
}

func (w wire) Read(p []byte) (int, error) { return w.Reader.Read(p) }

const handshake = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"

// frame makes a frame as a server sends it.
func frame(first byte, payload string) string {
	out := []byte{first}
	switch n := len(payload); {
	case n < 126:
		out = append(out, byte(n))
	case n < 1<<16:
		out = binary.BigEndian.AppendUint16(append(out, 126), uint16(n))
	default:
		out = binary.BigEndian.AppendUint64(append(out, 127), uint64(n))
	}
	return string(out) + payload
}

func textFrame(payload string) string { return frame(0x81, payload) }

// What the tap takes is gone from the connection, and all else stands there as
// it came, however it was cut on the way.
func TestTap(t *testing.T) {
	t.Parallel()
	event := func(n int) string { return "event " + strings.Repeat("x", n) }
	cases := []struct {
		name  string
		sent  string
		takes []string
		left  string
	}{
		{"nothing but the handshake", "", nil, ""},
		{"an event", textFrame(event(1)), []string{event(1)}, ""},
		{"not an event", textFrame("hello"), nil, textFrame("hello")},
		{"events of each length of a head", textFrame(event(100)) + textFrame(event(1000)) + textFrame(event(70_000)), []string{event(100), event(1000), event(70_000)}, ""},
		{"in between", textFrame("hello") + textFrame(event(200)) + frame(0x89, "ping") + textFrame(event(3)) + textFrame("goodbye"),
			[]string{event(200), event(3)}, textFrame("hello") + frame(0x89, "ping") + textFrame("goodbye")},
		{"an empty frame", textFrame("") + textFrame(event(1)), []string{event(1)}, textFrame("")},
		{"in parts", frame(0x01, event(1)) + frame(0x80, "rest") + textFrame(event(2)), []string{event(2)}, frame(0x01, event(1)) + frame(0x80, "rest")},
		{"binary", frame(0x82, event(1)) + textFrame(event(2)), []string{event(2)}, frame(0x82, event(1))},
		{"compressed", frame(0xc1, event(1)) + textFrame(event(2)), []string{event(2)}, frame(0xc1, event(1))},
		{"larger than anything of Slack's", textFrame(event(tapLimit)) + textFrame(event(2)), []string{event(2)}, textFrame(event(tapLimit))},
		{"masked", "\x82\x83abcdxyz" + textFrame(event(2)), []string{event(2)}, "\x82\x83abcdxyz"},
	}
	for _, c := range cases {
		for name, cut := range map[string]func(io.Reader) io.Reader{
			"whole": func(r io.Reader) io.Reader { return r }, "byte by byte": iotest.OneByteReader, "halves": iotest.HalfReader,
		} {
			t.Run(c.name+", "+name, func(t *testing.T) {
				t.Parallel()
				var taken []string
				conn := newTap(wire{Reader: cut(strings.NewReader(handshake + c.sent))}, func(message []byte) bool {
					if !bytes.HasPrefix(message, []byte("event ")) {
						return false
					}
					taken = append(taken, string(message))
					return true
				})
				left, err := io.ReadAll(conn)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(c.takes, taken); diff != "" {
					t.Errorf("taken (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(handshake+c.left, string(left)); diff != "" {
					t.Errorf("left (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// A connection that breaks is told as broken, wherever it does.
func TestTapBreaks(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection reset")
	whole := handshake + textFrame("event "+strings.Repeat("x", 200))
	for n := len(handshake); n < len(whole); n += 7 {
		conn := newTap(wire{Reader: io.MultiReader(strings.NewReader(whole[:n]), iotest.ErrReader(broken))}, func([]byte) bool {
			t.Errorf("a message of %d bytes was taken", n)
			return true
		})
		if _, err := io.ReadAll(conn); !errors.Is(err, broken) {
			t.Errorf("after %d bytes: error %v", n, err)
		}
	}
}

// The tap stands above TLS, as it must with Slack itself.
func TestTapOverTLS(t *testing.T) {
	t.Parallel()
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		for _, message := range []string{"hello", "event one", "goodbye"} {
			if err := conn.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
				t.Error(err)
			}
		}
		_, _, _ = conn.ReadMessage() // until the other end closes
	}))
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	taken := make(chan string, 1)
	d := tappedDialer(func(message []byte) bool {
		if !bytes.HasPrefix(message, []byte("event ")) {
			return false
		}
		taken <- string(message)
		return true
	}, &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12})
	conn, res, err := d.DialContext(t.Context(), "wss"+strings.TrimPrefix(server.URL, "https"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	defer conn.Close()
	for _, want := range []string{"hello", "goodbye"} {
		if _, got, err := conn.ReadMessage(); err != nil || string(got) != want {
			t.Fatalf("read %q (%v), want %q", got, err, want)
		}
	}
	if got := <-taken; got != "event one" {
		t.Errorf("took %q", got)
	}
}
