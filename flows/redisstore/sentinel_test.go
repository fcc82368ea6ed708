package redisstore

import (
	"math"
	"testing"

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
