package redistest

import (
	"net"
	"slices"
	"strconv"
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

// Cluster is several masters that share the slots, and perhaps their replicas.
type Cluster struct {
	Nodes    []*Server // the first masters
	Replicas []*Server // the first replica of each, if they have any
	args     []string  // of every node
}

const (
	// nodeTimeout, in milliseconds, is when a node that is silent is taken for
	// lost: long enough for a loaded machine.
	nodeTimeout = 5000
	// lostAfter is the same while one is lost.
	lostAfter = 1000
)

// StartNodes starts a cluster of n masters. args are for every node.
func StartNodes(t testing.TB, n int, args ...string) *Cluster {
	t.Helper()
	c := &Cluster{args: args}
	for i := range n {
		s := c.join(t, i+1)
		s.Do(t, "CLUSTER", "ADDSLOTSRANGE", slots*i/n, slots*(i+1)/n-1)
		c.Nodes = append(c.Nodes, s)
	}
	c.known(t)
	return c
}

// StartReplicatedNodes is StartNodes where each master has a replica.
func StartReplicatedNodes(t testing.TB, n int, args ...string) *Cluster {
	t.Helper()
	c := StartNodes(t, n, args...)
	for i := range n {
		c.Replicas = append(c.Replicas, c.join(t, n+i+1))
	}
	c.known(t)
	for i, s := range c.Replicas {
		s.Do(t, "CLUSTER", "REPLICATE", c.Nodes[i].Do(t, "CLUSTER", "MYID"))
	}
	for i, s := range c.Nodes {
		until(t, "the replica of "+s.Addr+" is in step", func() bool { return s.inStep(c.Replicas[i]) })
	}
	return c
}

// join starts a node and has it meet the others.
func (c *Cluster) join(t testing.TB, epoch int) *Server {
	t.Helper()
	// A bus port of its own: the default, the port and 10000, may be above the
	// highest there is.
	var bus string
	s := start(t, func(port string) []string {
		bus = freePort(t)
		return dataArgs(t, port, "", append([]string{"--cluster-enabled", "yes", "--cluster-port", bus, "--cluster-node-timeout", strconv.Itoa(nodeTimeout),
			"--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1"}, c.args...)...)
	})
	s.Do(t, "CLUSTER", "SET-CONFIG-EPOCH", epoch)
	if len(c.Nodes) > 0 {
		_, port, _ := net.SplitHostPort(s.Addr)
		c.Nodes[0].Do(t, "CLUSTER", "MEET", "127.0.0.1", port, bus)
	}
	return s
}

// known waits until all nodes know the whole cluster.
func (c *Cluster) known(t testing.TB) {
	t.Helper()
	all := slices.Concat(c.Nodes, c.Replicas)
	for _, s := range all {
		until(t, s.Addr+" knows the whole cluster", func() bool { return s.knows(t, len(all)) })
	}
}

// Elected has the masters take one of them that is lost for lost, sooner than they
// would, and waits until they have elected its replica, however long that has not
// heard of it.
func (c *Cluster) Elected(t testing.TB, lost, replica *Server) {
	t.Helper()
	patient := func(milliseconds int) {
		for _, s := range slices.Concat(c.Nodes, c.Replicas) {
			if s != lost {
				s.Do(t, "CONFIG", "SET", "cluster-node-timeout", milliseconds, "cluster-replica-validity-factor", 0)
			}
		}
	}
	patient(lostAfter)
	until(t, "the election of "+replica.Addr, replica.isMaster)
	patient(nodeTimeout)
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
func (c *Cluster) URL() string { return scheme(c.args) + "+cluster://" + strings.Join(c.Addrs(), ",") }
