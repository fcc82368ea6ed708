package redisstore

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// Sentinels with a password tell how many replicas there are, too: a master that
// was started anew takes no writes while that is not known.
func TestGuardedSentinelsTellReplicas(t *testing.T) {
	t.Parallel()
	sentinel := redistest.StartGuardedSentinel(t, redistest.Password("w4tcher"))
	for password, want := range map[string]int{"w4tcher": 2, "other": math.MaxInt32} {
		target := SentinelTarget{Addrs: sentinel.Addrs(), Master: redistest.MasterName, SentinelPassword: password}
		if got := target.replicas(t.Context()); got != want {
			t.Errorf("%d replicas, want %d", got, want)
		}
	}
}

// One sentinel that watches another master is told by its address.
func TestSentinelOfAnotherMasterIsNamed(t *testing.T) {
	t.Parallel()
	sentinel := redistest.StartLoneSentinel(t)
	sentinel.Watchers[1].Do(t, "SENTINEL", "REMOVE", redistest.MasterName)
	target := SentinelTarget{Addrs: sentinel.Addrs(), Master: redistest.MasterName}
	want := []string{"the store's sentinel " + sentinel.Watchers[1].Addr + " is of no use: it knows no master of that name; see that all sentinels watch it"}
	if diff := cmp.Diff(want, target.unheard(t.Context())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
