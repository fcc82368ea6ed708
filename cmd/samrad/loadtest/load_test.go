package loadtest_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"
)

// transport is a way in which Slack delivers.
type transport int

const (
	overHTTP transport = iota
	overSocket
)

func (t transport) mode() string { return [...]string{"http", "socket"}[t] }

// load keeps inFlight deliveries in flight for a while, and returns how long
// each took to its acknowledgement.
func (t transport) load(b testing.TB, p *process, slack *slackServer, target string, span time.Duration) []time.Duration {
	b.Helper()
	until := time.Now().Add(span)
	var mu sync.Mutex
	var all []time.Duration
	var senders sync.WaitGroup
	for i := range inFlight {
		senders.Go(func() {
			mine, err := t.sender(i, p, slack, target, until)
			mu.Lock()
			defer mu.Unlock()
			all = append(all, mine...)
			if err != nil {
				b.Error(err)
			}
		})
	}
	senders.Wait()
	slack.acked.Add(int64(len(all)))
	return all
}

// sender delivers one after another until a time.
func (t transport) sender(number int, p *process, slack *slackServer, target string, until time.Time) ([]time.Duration, error) {
	deliver, end, err := t.delivery(number, p, slack)
	if err != nil {
		return nil, err
	}
	defer end()
	var out []time.Duration
	var body []byte
	for time.Now().Before(until) {
		body = event(body[:0], target)
		sent := time.Now()
		if err := deliver(body); err != nil {
			return out, err
		}
		out = append(out, time.Since(sent))
	}
	return out, nil
}

// delivery is what a sender delivers by.
func (t transport) delivery(number int, p *process, slack *slackServer) (deliver func([]byte) error, end func(), err error) {
	if t == overSocket {
		return func(body []byte) error { return slack.deliver(number, body) }, func() {}, nil
	}
	c, err := dial(p.listen)
	if err != nil {
		return nil, nil, err
	}
	return c.deliver, func() { _ = c.conn.Close() }, nil
}

// connection is one kept-alive HTTP connection.
type connection struct {
	conn net.Conn
	r    *bufio.Reader
	out  []byte
	host string
}

func dial(address string) (*connection, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return &connection{conn: conn, r: bufio.NewReader(conn), host: address}, nil
}

func (c *connection) deliver(body []byte) error {
	stamp, signature := sign(body)
	c.out = fmt.Appendf(c.out[:0], "POST /slack/events HTTP/1.1\r\nHost: %s\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\nAccept: */*\r\n"+
		"Content-Type: application/json\r\nX-Slack-Request-Timestamp: %s\r\nX-Slack-Signature: %s\r\nContent-Length: %d\r\n\r\n", c.host, stamp, signature, len(body))
	c.out = append(c.out, body...)
	if err := c.conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return err
	}
	if _, err := c.conn.Write(c.out); err != nil {
		return err
	}
	res, err := http.ReadResponse(c.r, nil)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	return nil
}
