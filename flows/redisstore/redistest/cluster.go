package redistest

import (
	"net"
	"slices"
	"strings"
	"testing"
)

// slots is the number of hash slots of a cluster: see
// https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/.
const slots = 16384

// StartCluster starts one server in cluster mode that has all slots: it
// refuses any command or script that touches two of them.
func StartCluster(t testing.TB) *Server {
	t.Helper()
	return StartNodes(t, 1).Nodes[0]
}

// Cluster is several masters that share the slots.
type Cluster struct {
	Nodes []*Server
}

// StartNodes starts a cluster of n masters.
func StartNodes(t testing.TB, n int) *Cluster {
	t.Helper()
	c := &Cluster{}
	for i := range n {
		// A bus port of its own: the default, the port and 10000, may be above
		// the highest there is.
		var bus string
		s := start(t, func(port string) []string {
			bus = freePort(t)
			return dataArgs(t, port, "--cluster-enabled", "yes", "--cluster-port", bus, "--cluster-node-timeout", "5000")
		})
		s.Do(t, "CLUSTER", "ADDSLOTSRANGE", slots*i/n, slots*(i+1)/n-1)
		s.Do(t, "CLUSTER", "SET-CONFIG-EPOCH", i+1)
		if i > 0 {
			_, port, _ := net.SplitHostPort(s.Addr)
			c.Nodes[0].Do(t, "CLUSTER", "MEET", "127.0.0.1", port, bus)
		}
		c.Nodes = append(c.Nodes, s)
	}
	for _, s := range c.Nodes {
		until(t, s.Addr+" knows the whole cluster", func() bool { return s.knows(t, n) })
	}
	return c
}

// knows tells whether a node sees n nodes and all slots.
func (s *Server) knows(t testing.TB, n int) bool {
	t.Helper()
	if !strings.Contains(s.Do(t, "CLUSTER", "INFO"), "cluster_state:ok") {
		return false
	}
	nodes := strings.Split(strings.TrimSpace(s.Do(t, "CLUSTER", "NODES")), "\n")
	return len(nodes) == n && !slices.ContainsFunc(nodes, func(line string) bool {
		return strings.Contains(line, "handshake") || !strings.Contains(line, "connected")
	})
}

// Addrs are the addresses of all nodes.
func (c *Cluster) Addrs() []string {
	var out []string
	for _, s := range c.Nodes {
		out = append(out, s.Addr)
	}
	return out
}

// URL is the cluster's address as REDIS_URL has it.
func (c *Cluster) URL() string { return "redis+cluster://" + strings.Join(c.Addrs(), ",") }
