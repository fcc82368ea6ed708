package redisstore_test

import (
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// Every kind of store speaks TLS: with sentinels also to them, and in a cluster
// to every node.
func TestTLS(t *testing.T) {
	for _, tt := range []struct {
		name   string
		target func(t *testing.T) redisstore.Target
	}{
		{"server", func(t *testing.T) redisstore.Target {
			return redisstore.Target{URL: redistest.Start(t, tlsArgs...).URL()}
		}},
		{"sentinel", func(t *testing.T) redisstore.Target {
			target := sentinelTarget(redistest.StartGuardedSentinel(t, tlsArgs, tlsArgs...))
			target.Sentinel.TLS = true
			return target
		}},
		{"cluster", func(t *testing.T) redisstore.Target {
			target := clusterTarget(redistest.StartNodes(t, 3, tlsArgs...))
			target.Cluster.Addrs = target.Cluster.Addrs[:1]
			target.Cluster.TLS = true
			return target
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, tt.target(t))
			post(t, s, thread)
			saveInTheEnd(t, s, numbered(0))
			wantNumbered(t, s, 1)
			if _, err := s.Inspect(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// A certificate that nobody who is trusted has signed is told of, and what to do.
func TestUntrustedCertificate(t *testing.T) {
	args, _ := redistest.TLS(t)
	_, err := redisstore.Open(t.Context(), redisstore.Target{URL: redistest.Start(t, args...).URL()})
	if flows.CodeOf(err) != flows.CodeStoreDown || !strings.Contains(err.Error(), "its certificate is not trusted") || !strings.Contains(flows.HintOf(err), "SSL_CERT_FILE") {
		t.Errorf("got %v (%s)", err, flows.HintOf(err))
	}
}
