package redisstore_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// What is wrong with any node is found, and its node named.
func TestDurabilityOfEveryNode(t *testing.T) {
	t.Parallel()
	cluster := redistest.StartNodes(t, 3)
	s := open(t, clusterTarget(cluster))
	name := func(i int) string { return "the store's master " + cluster.Nodes[i].Addr }
	alone := " has no replica, so nothing takes over when it ends; give it one"
	cluster.Nodes[1].Do(t, "CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
	cluster.Nodes[2].Do(t, "CONFIG", "SET", "appendonly", "no")
	cluster.Nodes[0].Do(t, "CONFIG", "SET", "appendfsync", "everysec")
	d, err := s.Inspect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	errors := []string{
		name(1) + " throws keys away when memory is short (maxmemory-policy allkeys-lru); set maxmemory-policy noeviction",
		name(2) + " keeps nothing through a restart (appendonly no); set appendonly yes and appendfsync always",
	}
	warnings := []string{
		name(0) + " may lose the last second's answers in a crash (appendfsync everysec); set appendfsync always",
		name(0) + alone, name(1) + alone, name(2) + alone,
	}
	if diff := cmp.Diff(errors, d.Errors(), sorted); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(warnings, d.Warnings(), sorted); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	if d.Mode() != "off" {
		t.Errorf("mode %s, want that of the worst node", d.Mode())
	}
}

// A replica's faults are those of the next master, and a sentinel that tells
// nothing is missed once the others are lost.
func TestDurabilityBehindSentinels(t *testing.T) {
	t.Parallel()
	sentinel := redistest.StartSentinel(t)
	s := open(t, sentinelTarget(sentinel))
	sentinel.Nodes[1].Do(t, "CONFIG", "SET", "appendonly", "no")
	signalled(t, sentinel.Nodes[2].Freeze())
	sentinel.Watchers[0].Kill()
	sentinel.Watchers[1].Do(t, "ACL", "SETUSER", "default", "resetpass", ">w4tcher")
	d, err := s.Inspect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		fmt.Sprintf("the store's replica %s, once it has taken over, keeps nothing through a restart (appendonly no); set appendonly yes and appendfsync always", sentinel.Nodes[1].Addr),
		fmt.Sprintf("the store's replica %s does not answer, so nobody knows whether it may take over; see that it runs, and that the bot can reach it", sentinel.Nodes[2].Addr),
		fmt.Sprintf("the store's sentinel %s is of no use: it cannot be reached; see that it runs, and that REDIS_URL names it", sentinel.Watchers[0].Addr),
		fmt.Sprintf("the store's sentinel %s is of no use: the sentinels ask for a password of their own; put it at the end of REDIS_URL, as ?sentinel_password=…", sentinel.Watchers[1].Addr),
	}
	if diff := cmp.Diff(want, d.Warnings(), sorted); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	if len(d.Errors()) > 0 {
		t.Errorf("errors: %q", d.Errors())
	}
}

// A master that nothing can take over from is told of.
func TestLoneMasterIsTold(t *testing.T) {
	t.Parallel()
	s := open(t, sentinelTarget(redistest.StartLoneSentinel(t)))
	d, err := s.Inspect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(d.Warnings(), "\n"); !strings.Contains(got, "the store's master samrad has no replica") {
		t.Errorf("warnings: %q", got)
	}
}

// Sentinels that know no such master are no silence: the name is wrong.
func TestUnknownMasterIsNamed(t *testing.T) {
	t.Parallel()
	target := sentinelTarget(redistest.StartLoneSentinel(t))
	target.Sentinel.Master = "other"
	_, err := redisstore.Open(t.Context(), target)
	if err == nil || !strings.Contains(err.Error(), "the sentinels know no master of that name") {
		t.Errorf("got %v", err)
	}
}

var sorted = cmp.Transformer("sorted", func(in []string) map[string]bool {
	out := make(map[string]bool, len(in))
	for _, s := range in {
		out[s] = true
	}
	return out
})
