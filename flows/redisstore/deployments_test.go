package redisstore_test

import (
	"os"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// shared is what deployments are started for.
var shared redistest.Package

// tlsArgs have servers speak TLS, with a certificate that this process trusts.
var tlsArgs []string

type lasting struct{ *testing.M }

func (l lasting) Run() int { return shared.Run(l.M) }

// A pool of go-redis's whose server is gone looks for it once a second, and sees
// only then that it was closed: longer than goleak waits.
func TestMain(m *testing.M) {
	var authority string
	tlsArgs, authority = redistest.TLS(&shared)
	// The machine's certificates are read once, before the first is looked at.
	if err := os.Setenv("SSL_CERT_FILE", authority); err != nil {
		shared.Fatal(err)
	}
	goleak.VerifyTestMain(lasting{m}, goleak.IgnoreAnyFunction("github.com/redis/go-redis/v9/internal/pool.(*ConnPool).tryDial"))
}

// deployment is a way to run Redis: where the store is, and the servers that
// have keys.
type deployment struct {
	target  redisstore.Target
	masters []*redistest.Server
}

// deployments are started when first used, and shared by the tests that do them
// no harm.
var deployments = map[string]func() deployment{
	"single": sync.OnceValue(func() deployment {
		s := redistest.Start(&shared)
		return deployment{redisstore.Target{URL: s.URL()}, []*redistest.Server{s}}
	}),
	// A cluster of one refuses a script that leaves its slot.
	"cluster of one": sync.OnceValue(func() deployment { return deployedCluster(redistest.StartNodes(&shared, 1)) }),
	"cluster":        sync.OnceValue(func() deployment { return deployedCluster(redistest.StartNodes(&shared, 3)) }),
	"sentinel": sync.OnceValue(func() deployment {
		s := redistest.StartSentinel(&shared)
		return deployment{sentinelTarget(s), []*redistest.Server{s.Master(&shared)}}
	}),
}

func deployedCluster(c *redistest.Cluster) deployment { return deployment{clusterTarget(c), c.Nodes} }

func clusterTarget(c *redistest.Cluster) redisstore.Target {
	return redisstore.Target{Cluster: &redisstore.ClusterTarget{Addrs: c.Addrs()}}
}

func sentinelTarget(s *redistest.Sentinel) redisstore.Target {
	return redisstore.Target{Sentinel: &redisstore.SentinelTarget{Addrs: s.Addrs(), Master: redistest.MasterName}}
}

// stores runs a test on every deployment, each time with an empty store that
// has forgotten the scripts.
func stores(t *testing.T, test func(t *testing.T, s *redisstore.Store)) {
	t.Helper()
	for name, start := range deployments {
		t.Run(name, func(t *testing.T) {
			d := start()
			for _, m := range d.masters {
				m.Do(t, "FLUSHALL")
				m.Do(t, "SCRIPT", "FLUSH")
			}
			test(t, open(t, d.target))
		})
	}
}

// open opens a store that is closed with the test.
func open(t *testing.T, target redisstore.Target) *redisstore.Store {
	t.Helper()
	s, err := redisstore.Open(t.Context(), target)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
