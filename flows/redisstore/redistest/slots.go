package redistest

import (
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Owner is the node that has a key's slot.
func (c *Cluster) Owner(t testing.TB, key string) *Server {
	t.Helper()
	owner := c.Nodes[0].ownerOf(t, c.slotOf(t, key))
	for _, s := range c.Nodes {
		if s.Addr == owner.addr {
			return s
		}
	}
	t.Fatalf("nobody has the slot of %s", key)
	return nil
}

// seen is a node as another sees it.
type seen struct {
	id, addr, epoch string
	slots           []string // "7", "0-5460", "[93->-…]"
}

// sees reads https://redis.io/docs/latest/commands/cluster-nodes/.
func (s *Server) sees(t testing.TB) []seen {
	t.Helper()
	var out []seen
	for line := range strings.Lines(s.Do(t, "CLUSTER", "NODES")) {
		if f := strings.Fields(line); len(f) > 7 {
			addr, _, _ := strings.Cut(f[1], "@")
			out = append(out, seen{id: f[0], addr: addr, epoch: f[6], slots: f[8:]})
		}
	}
	return out
}

func (n seen) has(slot int) bool {
	return slices.ContainsFunc(n.slots, func(r string) bool {
		from, to, ok := strings.Cut(r, "-")
		first, err1 := strconv.Atoi(from)
		if !ok {
			to = from
		}
		last, err2 := strconv.Atoi(to)
		return err1 == nil && err2 == nil && first <= slot && slot <= last
	})
}

// ownerOf is the node that has a slot, as this one sees it.
func (s *Server) ownerOf(t testing.TB, slot int) seen {
	t.Helper()
	for _, n := range s.sees(t) {
		if n.has(slot) {
			return n
		}
	}
	return seen{}
}

func (c *Cluster) slotOf(t testing.TB, key string) int {
	t.Helper()
	client := c.Nodes[0].dial()
	defer client.Close()
	slot, err := client.ClusterKeySlot(t.Context(), key).Result()
	if err != nil {
		t.Fatal(err)
	}
	return int(slot)
}

// Other is a node that has not the key's slot.
func (c *Cluster) Other(t testing.TB, key string) *Server {
	t.Helper()
	owner := c.Owner(t, key)
	for _, s := range c.Nodes {
		if s != owner {
			return s
		}
	}
	t.Fatal("the cluster has one node")
	return nil
}

// MoveSlot moves the slot of a key, with all keys in it, to another node while
// both are in use, as redis-cli --cluster reshard does: so many keys at once.
// between is called after each step: the slot is then on both, and clients are
// told ASK.
func (c *Cluster) MoveSlot(t testing.TB, key string, to *Server, atOnce int, between func()) {
	t.Helper()
	slot, from := c.slotOf(t, key), c.Owner(t, key)
	fromID, toID := from.Do(t, "CLUSTER", "MYID"), to.Do(t, "CLUSTER", "MYID")
	to.Do(t, "CLUSTER", "SETSLOT", slot, "IMPORTING", fromID)
	from.Do(t, "CLUSTER", "SETSLOT", slot, "MIGRATING", toID)
	between()
	for c.migrate(t, slot, from, to, atOnce) {
		between()
	}
	for _, s := range append([]*Server{to, from}, c.Nodes...) {
		s.Do(t, "CLUSTER", "SETSLOT", slot, "NODE", toID)
	}
	// A node that is given the slot back before it has heard of the last move
	// takes no higher epoch, and then the two name each other for ever.
	until(t, "all nodes know who has the slot", func() bool {
		epoch := to.ownerOf(t, slot).epoch
		return !slices.ContainsFunc(c.Nodes, func(s *Server) bool {
			owner := s.ownerOf(t, slot)
			return owner.id != toID || owner.epoch != epoch
		})
	})
}

// migrate moves some keys of a slot. It reports whether there were any.
func (c *Cluster) migrate(t testing.TB, slot int, from, to *Server, atOnce int) bool {
	t.Helper()
	client := from.dial()
	defer client.Close()
	keys, err := client.ClusterGetKeysInSlot(t.Context(), slot, atOnce).Result()
	if err != nil {
		t.Fatal(err)
	}
	if len(keys) == 0 {
		return false
	}
	host, port, _ := net.SplitHostPort(to.Addr)
	const database, milliseconds = 0, 5000
	args := []any{"MIGRATE", host, port, "", database, milliseconds, "KEYS"}
	for _, k := range keys {
		args = append(args, k)
	}
	from.Do(t, args...)
	return true
}
