package redistest

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
)

// MasterName is what the sentinels call the master.
const MasterName = "samrad"

const (
	replicas  = 2
	sentinels = 3
	quorum    = 2
	// downAfter is how long, in milliseconds, a master may be silent: short,
	// for quick tests, and long enough for a loaded machine.
	downAfter = 1000
	// failoverTimeout, in milliseconds, is when a failed failover is begun
	// anew (after twice as long).
	failoverTimeout = 3000
)

// Sentinel is a master, its replicas and the sentinels that watch them.
type Sentinel struct {
	Nodes    []*Server // the first is the first master
	Watchers []*Server
}

// StartSentinel starts a master, two replicas and three sentinels of which two
// decide. args are for the master and replicas.
func StartSentinel(t testing.TB, args ...string) *Sentinel {
	t.Helper()
	return startSentinel(t, replicas, nil, args...)
}

// StartGuardedSentinel is StartSentinel where the sentinels have arguments too.
func StartGuardedSentinel(t testing.TB, own []string, args ...string) *Sentinel {
	t.Helper()
	return startSentinel(t, replicas, own, args...)
}

// StartLoneSentinel is StartSentinel without replicas: nothing can take over.
func StartLoneSentinel(t testing.TB) *Sentinel {
	t.Helper()
	return startSentinel(t, 0, nil)
}

// StartReplicated starts a master, which is the first, and its replicas.
func StartReplicated(t testing.TB, replicas int, args ...string) []*Server {
	t.Helper()
	args = append([]string{"--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1"}, args...)
	nodes := []*Server{Start(t, args...)}
	host, port, _ := net.SplitHostPort(nodes[0].Addr)
	for range replicas {
		nodes = append(nodes, start(t, func(own string) []string {
			return dataArgs(t, own, "replicaof "+host+" "+port+"\n", args...)
		}))
	}
	until(t, "the replicas are in step", func() bool { return nodes[0].inStep(nodes[1:]...) })
	return nodes
}

// inStep tells whether a server leads replicas that are done with writing to disk
// what they got from it.
func (s *Server) inStep(replicas ...*Server) bool {
	return s.leads(len(replicas)) && !slices.ContainsFunc(replicas, func(r *Server) bool {
		info := r.TryInfo("persistence")
		return !strings.Contains(info, "aof_rewrite_in_progress:0") || !strings.Contains(info, "aof_rewrite_scheduled:0")
	})
}

// leads tells whether a server is a master with so many replicas that have all
// its data.
func (s *Server) leads(replicas int) bool {
	info := s.TryInfo("replication")
	return strings.Contains(info, "role:master") && strings.Count(info, "state=online") == replicas
}

func startSentinel(t testing.TB, replicas int, own []string, args ...string) *Sentinel {
	t.Helper()
	s := &Sentinel{Nodes: StartReplicated(t, replicas, args...)}
	_, port, _ := net.SplitHostPort(s.Nodes[0].Addr)
	for range sentinels {
		s.Watchers = append(s.Watchers, start(t, func(at string) []string {
			file := sentinelFile(t, port, argument(own, passwordArg), argument(args, passwordArg))
			return slices.Concat([]string{file, "--sentinel", "--bind", "127.0.0.1"}, portArgs(at, own), own)
		}))
	}
	for _, w := range s.Watchers {
		until(t, "sentinel "+w.Addr+" knows all", func() bool {
			view := w.ask(t)
			return view["num-slaves"] == fmt.Sprint(replicas) && view["num-other-sentinels"] == fmt.Sprint(sentinels-1)
		})
	}
	return s
}

// sentinelFile is a sentinel's file, with the password that sentinels have, and that of the servers.
func sentinelFile(t testing.TB, master, own, servers string) string {
	t.Helper()
	text := fmt.Sprintf("sentinel monitor %[1]s 127.0.0.1 %[2]s %[3]d\n"+
		"sentinel down-after-milliseconds %[1]s %[4]d\nsentinel failover-timeout %[1]s %[5]d\nsentinel parallel-syncs %[1]s %[6]d\n",
		MasterName, master, quorum, downAfter, failoverTimeout, replicas)
	if own != "" {
		text += "sentinel sentinel-pass " + own + "\n"
	}
	if servers != "" {
		text += "sentinel auth-pass " + MasterName + " " + servers + "\n"
	}
	return configFile(t, text)
}

// ask asks a sentinel about the master. The answer is empty while there is
// none.
func (s *Server) ask(t testing.TB) map[string]string {
	t.Helper()
	c := redis.NewSentinelClient(s.options())
	defer c.Close()
	view, err := c.Master(context.Background(), MasterName).Result()
	if err != nil {
		return nil
	}
	return view
}

// Master is the node that the sentinels call the master now.
func (s *Sentinel) Master(t testing.TB) *Server {
	t.Helper()
	return found(t, "the sentinels agree on a master", func() *Server { return s.named(t) })
}

// Elected waits for the Successor of a master.
func (s *Sentinel) Elected(t testing.TB, before *Server) *Server {
	t.Helper()
	return found(t, "the sentinels agree on another master", func() *Server { return s.Successor(t, before) })
}

// Successor is the master after another one, once the sentinels agree on it and
// it has taken its office; nil until then.
func (s *Sentinel) Successor(t testing.TB, before *Server) *Server {
	t.Helper()
	if now := s.named(t); now != before && now != nil && now.isMaster() {
		return now
	}
	return nil
}

// Whole waits until every other node has the data of the master that all
// sentinels name: any one of them may be lost then.
func (s *Sentinel) Whole(t testing.TB) *Server {
	t.Helper()
	return found(t, "all nodes follow one master", func() *Server { return s.WholeNow(t) })
}

// WholeNow is Whole that does not wait: nil if it is not so.
func (s *Sentinel) WholeNow(t testing.TB) *Server {
	t.Helper()
	if now := s.named(t); now != nil && now.leads(len(s.Nodes)-1) {
		return now
	}
	return nil
}

// found waits for a server.
func found(t testing.TB, what string, look func() *Server) *Server {
	t.Helper()
	var s *Server
	until(t, what, func() bool {
		s = look()
		return s != nil
	})
	return s
}

// named is the node that all sentinels that answer call the master; nil if they
// do not agree.
func (s *Sentinel) named(t testing.TB) *Server {
	t.Helper()
	names := make(map[string]bool)
	for _, w := range s.Watchers {
		if view := w.ask(t); view != nil {
			names[net.JoinHostPort(view["ip"], view["port"])] = true
		}
	}
	for _, n := range s.Nodes {
		if len(names) == 1 && names[n.Addr] {
			return n
		}
	}
	return nil
}

func (s *Server) isMaster() bool { return strings.Contains(s.TryInfo("replication"), "role:master") }

// Addrs are the addresses of the sentinels.
func (s *Sentinel) Addrs() []string {
	var out []string
	for _, w := range s.Watchers {
		out = append(out, w.Addr)
	}
	return out
}

// URL is the address as REDIS_URL has it, with the passwords.
func (s *Sentinel) URL() string {
	u := url.URL{Scheme: scheme(s.Nodes[0].args) + "+sentinel", Host: strings.Join(s.Addrs(), ","), Path: "/" + MasterName}
	if password := s.Nodes[0].password; password != "" {
		u.User = url.UserPassword("", password)
	}
	if password := s.Watchers[0].password; password != "" {
		u.RawQuery = "sentinel_password=" + url.QueryEscape(password)
	}
	return u.String()
}
