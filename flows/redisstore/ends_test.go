package redisstore_test

import (
	"log/slog"
	"testing"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// end is a store at one end of a move, and a way past it to its server's nodes.
type end struct {
	store *redisstore.Store
	raw   redis.UniversalClient
	nodes []*redis.Client
}

func node(t *testing.T, o *redis.Options) *redis.Client {
	t.Helper()
	c := redis.NewClient(o)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func openEnd(t *testing.T, target redisstore.Target, raw redis.UniversalClient, nodes ...*redis.Client) end {
	t.Helper()
	s, err := redisstore.Open(t.Context(), target)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return end{store: s, raw: raw, nodes: nodes}
}

func serverEnd(t *testing.T, s *redistest.Server) end {
	t.Helper()
	c := node(t, &redis.Options{Addr: s.Addr})
	return openEnd(t, redisstore.Target{URL: s.URL()}, c, c)
}

var ends = map[string]func(t *testing.T) end{
	"server": func(t *testing.T) end { return serverEnd(t, redistest.Start(t)) },
	"embedded": func(t *testing.T) end {
		e, err := redisstore.StartEmbedded(t.Context(), t.TempDir(), slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := e.Close(); err != nil {
				t.Error(err)
			}
		})
		c := node(t, &redis.Options{Network: "unix", Addr: e.Socket()})
		return openEnd(t, redisstore.Target{Socket: e.Socket()}, c, c)
	},
	"cluster": func(t *testing.T) end {
		cluster := redistest.StartNodes(t, 3)
		addrs := cluster.Addrs()
		var nodes []*redis.Client
		for _, s := range cluster.Nodes {
			nodes = append(nodes, node(t, &redis.Options{Addr: s.Addr}))
		}
		c := redis.NewClusterClient(&redis.ClusterOptions{Addrs: addrs})
		t.Cleanup(func() { _ = c.Close() })
		return openEnd(t, redisstore.Target{Cluster: &redisstore.ClusterTarget{Addrs: addrs[:1]}}, c, nodes...)
	},
}
