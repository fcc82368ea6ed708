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
	eventually(t, "a write", func() bool { return s.SaveChoice(t.Context(), "U1", "kompis") == nil })
	post(t, s, thread)
	other := open(t, redisstore.Target{URL: nodes[0].URL()})
	signalled(t, nodes[1].Freeze())
	signalled(t, nodes[2].Freeze())
	for _, tt := range []struct {
		what string
		by   *redisstore.Store
	}{{"first", s}, {"repeated", s}, {"repeated to another", other}} {
		t.Log(tt.what)
		wantNoReplica(t, tt.by)
		wantNumbered(t, s, 1) // the master has it
	}
	signalled(t, nodes[1].Thaw())
	saveInTheEnd(t, other, numbered(0))
	saveInTheEnd(t, s, numbered(1))
	wantNumbered(t, s, 2)
}

// A write is not said to be stored where the one that WAIT counts from was
// refused: what is promised then is of an older one.
func TestWaitCountsFromAWrite(t *testing.T) {
	t.Parallel()
	nodes := redistest.StartReplicated(t, 1)
	s := open(t, redisstore.Target{URL: nodes[0].URL()})
	save := func() error { return s.SaveChoice(t.Context(), "U1", "kompis") }
	eventually(t, "a write", func() bool { return save() == nil })
	nodes[0].Do(t, "ACL", "SETUSER", "default", "-incr")
	if err := save(); flows.CodeOf(err) != flows.CodeStoreDown || !strings.Contains(err.Error(), "it forbids this to the user") {
		t.Errorf("a write that nothing makes sure of: %v", err)
	}
	nodes[0].Do(t, "ACL", "SETUSER", "default", "+incr")
	eventually(t, "a write", func() bool { return save() == nil })
}

// A master that lost sight of its replicas is not believed at once that it is
// alone: each failed write takes so long that the last finds none in INFO.
func TestLostReplicasAreWaitedFor(t *testing.T) {
	t.Parallel()
	nodes := redistest.StartReplicated(t, 1)
	s := open(t, redisstore.Target{URL: nodes[0].URL()})
	eventually(t, "a write", func() bool { return s.SaveChoice(t.Context(), "U1", "kompis") == nil })
	post(t, s, thread)
	signalled(t, nodes[1].Freeze())
	nodes[0].Do(t, "CLIENT", "KILL", "TYPE", "replica")
	eventually(t, "no replica", func() bool { return strings.Contains(nodes[0].TryInfo("replication"), "connected_slaves:0") })
	for range 4 {
		wantNoReplica(t, s)
	}
	signalled(t, nodes[1].Thaw())
	saveInTheEnd(t, s, numbered(0))
}

// A master that is started anew takes no writes before all replicas have them:
// the sentinels may be about to make any one of them the master.
func TestRestartedMasterWaitsForAllReplicas(t *testing.T) {
	t.Parallel()
	sentinel := redistest.StartSentinel(t)
	for _, n := range sentinel.Nodes[1:] {
		signalled(t, n.Freeze())
	}
	sentinel.Nodes[0].Restart(t)
	s := open(t, sentinelTarget(sentinel)) // by a bot that has seen no replica
	wantNoReplica(t, s)
	signalled(t, sentinel.Nodes[1].Thaw())
	eventually(t, "one replica", func() bool { return strings.Contains(sentinel.Nodes[0].TryInfo("replication"), "state=online") })
	wantNoReplica(t, s)
	signalled(t, sentinel.Nodes[2].Thaw())
	eventually(t, "a write", func() bool { return s.Enqueue(t.Context(), notice) == nil })
}

var notice = flows.Intent{ID: "n", Lane: flows.Lane(room), Content: flows.Notice{Key: "n"}}

// wantNoReplica wants a write not to be stored, and Slack answered in time.
func wantNoReplica(t *testing.T, s *redisstore.Store) {
	t.Helper()
	begun := time.Now()
	_, err := s.SaveReply(t.Context(), numbered(0))
	if took := time.Since(begun); took > slackWaits {
		t.Errorf("it took %v", took)
	}
	if flows.CodeOf(err) != flows.CodeStoreDown || !strings.Contains(err.Error(), "no replica has the write yet") {
		t.Errorf("a reply that one machine has is stored: %v", err)
	}
}
