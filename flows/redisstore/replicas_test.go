package redisstore_test

import (
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// While no replica takes what the master has, no write is said to be stored: not
// one that the master took, and not its repetition, which changes nothing there.
func TestWriteWaitsForAReplica(t *testing.T) {
	t.Parallel()
	nodes := redistest.StartReplicated(t, 2)
	s := open(t, redisstore.Target{URL: nodes[0].URL()})
	post(t, s, thread)
	other := open(t, redisstore.Target{URL: nodes[0].URL()})
	signalled(t, nodes[1].Freeze())
	signalled(t, nodes[2].Freeze())
	for _, tt := range []struct {
		what string
		by   *redisstore.Store
	}{{"first", s}, {"repeated", s}, {"repeated to another", other}} {
		begun := time.Now()
		_, err := tt.by.SaveReply(t.Context(), numbered(0))
		if took := time.Since(begun); took > slackWaits {
			t.Errorf("%s: it took %v", tt.what, took)
		}
		if flows.CodeOf(err) != flows.CodeStoreDown || !strings.Contains(err.Error(), "no replica has the write yet") {
			t.Errorf("%s: a reply that one machine has is stored: %v", tt.what, err)
		}
		wantNumbered(t, s, 1) // and that machine has it
	}
	signalled(t, nodes[1].Thaw())
	saveInTheEnd(t, other, numbered(0))
	saveInTheEnd(t, s, numbered(1))
	wantNumbered(t, s, 2)
}
