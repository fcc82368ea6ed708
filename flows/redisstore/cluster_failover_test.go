package redisstore_test

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// A master of a cluster is lost in the middle of writes, and the others elect its
// replica: threads are read back, and every write that was not refused is there,
// once, before the old master comes back and after.
func TestClusterFailover(t *testing.T) {
	for _, tt := range []struct {
		name string
		lose func(t *testing.T, s *redisstore.Store, master, replica *redistest.Server)
		back func(t *testing.T, s *redistest.Server)
	}{
		{"killed", func(_ *testing.T, _ *redisstore.Store, master, _ *redistest.Server) { master.Kill() }, restarted},
		// Frozen, it still believes that it is the master when it comes back.
		{"frozen", func(t *testing.T, _ *redisstore.Store, master, _ *redistest.Server) { signalled(t, master.Freeze()) }, thawed},
		{"killed ahead of its replica", killedAhead, restarted},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := redistest.StartReplicatedNodes(t, 3)
			s := open(t, clusterTarget(c))
			changes := watch(t, s)
			post(t, s, thread)
			w := write(t, s, 0)
			w.until(t, 20)
			old, heir := pair(t, c, roomKey)
			if n := changes.Load(); n > 0 {
				t.Errorf("%d changes of a master before one was lost", n)
			}
			tt.lose(t, s, old, heir)
			c.Elected(t, old, heir)
			w.until(t, 20) // by the new master
			eventually(t, "the change of the master is seen", func() bool { return changes.Load() > 0 })
			w.stop()
			wantNumbered(t, s, w.saved())
			tt.back(t, old)
			eventually(t, "the old master follows the new one", func() bool { return strings.Contains(heir.TryInfo("replication"), "state=online") })
			w = write(t, s, w.saved())
			w.until(t, 20)
			w.stop()
			wantNumbered(t, s, w.saved())
		})
	}
}

// killedAhead kills a master that has taken writes which its replica lacks, and
// never gets: what is on its way to a process is lost with that.
func killedAhead(t *testing.T, s *redisstore.Store, master, replica *redistest.Server) {
	signalled(t, replica.Freeze())
	wantNoReplica(t, s)
	master.Kill()
	replica.Restart(t)
}

// watch counts how often a cluster's store sees another master, once it has seen
// the first ones, which all have a replica.
func watch(t *testing.T, s *redisstore.Store) *atomic.Int64 {
	t.Helper()
	var changes atomic.Int64
	var work sync.WaitGroup
	t.Cleanup(work.Wait) // after the test's context has ended
	work.Go(func() { s.Watch(t.Context(), func() { changes.Add(1) }) })
	eventually(t, "all replicas are seen", func() bool { return s.Replicas() == 1 })
	return &changes
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
