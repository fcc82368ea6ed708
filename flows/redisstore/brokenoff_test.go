package redisstore_test

import (
	"net"
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
)

// A server that ends in the middle, as Redis does when its disk is full and it
// writes always, is told of in more words than EOF.
func TestBrokenOff(t *testing.T) {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_ = conn.Close()
		}
	}()
	_, err = redisstore.Open(t.Context(), redisstore.Target{URL: "redis://" + listener.Addr().String()})
	if flows.CodeOf(err) != flows.CodeStoreDown || !strings.Contains(err.Error(), "it broke off") || !strings.Contains(flows.HintOf(err), "disk") {
		t.Errorf("got %v with the hint %q, want the store down, and that it broke off", err, flows.HintOf(err))
	}
	_ = listener.Close()
	<-done
}
