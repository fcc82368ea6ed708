package redisstore_test

import (
	"slices"
	"testing"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// A replica takes over from a master of a cluster that is lost in the middle of
// writes: every write that was not refused is there afterwards, once. The master
// comes back as its replica.
func TestClusterFailover(t *testing.T) {
	for _, tt := range []struct {
		name       string
		lose, back func(t *testing.T, s *redistest.Server)
	}{
		{"killed", func(_ *testing.T, s *redistest.Server) { s.Kill() }, func(t *testing.T, s *redistest.Server) { s.Restart(t) }},
		{"frozen", func(t *testing.T, s *redistest.Server) { signalled(t, s.Freeze()) }, func(t *testing.T, s *redistest.Server) { signalled(t, s.Thaw()) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := redistest.StartReplicatedNodes(t, 3)
			s := open(t, clusterTarget(c))
			post(t, s, thread)
			w := write(t, s)
			w.until(t, 20)
			old, heir := pair(t, c, roomKey)
			tt.lose(t, old)
			c.FailOver(t, heir)
			w.until(t, 20)
			tt.back(t, old)
			w.until(t, 20)
			w.stop()
			wantNumbered(t, s, w.saved())
		})
	}
}

// Each node's writes wait for its own replica, and for no other's.
func TestClusterWaitsForEachReplica(t *testing.T) {
	c := redistest.StartReplicatedNodes(t, 3)
	s := open(t, clusterTarget(c))
	post(t, s, thread)
	saveInTheEnd(t, s, numbered(0))
	owner, replica := pair(t, c, roomKey)
	signalled(t, replica.Freeze())
	wantNoReplica(t, s)
	if c.Owner(t, registryKey) == owner {
		t.Fatal("the registry is on the same node as the room")
	}
	eventually(t, "a write on another node", func() bool { return s.SaveChoice(t.Context(), "U1", "kompis") == nil })
	signalled(t, replica.Thaw())
	saveInTheEnd(t, s, numbered(0))
}

// registryKey is in the slot of what is of no channel.
const registryKey = "samrad:{registry}"

// pair is the master that has a key's slot, and its replica.
func pair(t *testing.T, c *redistest.Cluster, key string) (master, replica *redistest.Server) {
	t.Helper()
	master = c.Owner(t, key)
	return master, c.Replicas[slices.Index(c.Nodes, master)]
}
