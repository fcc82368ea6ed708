package e2e_test

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"
)

// seedsAsked is which seeds TestChaos runs. The environment may ask for more,
// or for one that failed:
//
//	SAMRAD_CHAOS_SEEDS=100 .ci/test -run 'TestChaos$' -timeout 5h ./cmd/samrad/e2e
//	SAMRAD_CHAOS_SEED=42 .ci/test -run 'TestChaos$' ./cmd/samrad/e2e
func seedsAsked(t *testing.T) (first, n uint64) {
	t.Helper()
	first, n = 1, 2
	for name, value := range map[string]*uint64{"SAMRAD_CHAOS_SEED": &first, "SAMRAD_CHAOS_SEEDS": &n} {
		s := os.Getenv(name)
		if s == "" {
			continue
		}
		v, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if *value = v; name == "SAMRAD_CHAOS_SEED" && os.Getenv("SAMRAD_CHAOS_SEEDS") == "" {
			n = 1
		}
	}
	return first, n
}

// TestChaos: three bots on one store are killed, stopped and started again, the
// store is killed and frozen, Slack loses, doubles, delays and shuffles what it
// delivers, refuses calls and cuts connections after it has done what was
// asked; meanwhile people answer, correct, delete and react. When all is calm
// again, every invariant holds.
func TestChaos(t *testing.T) {
	t.Parallel()
	first, n := seedsAsked(t)
	atOnce(t, int(n), func(i int) (string, func(*testing.T)) {
		seed := first + uint64(i)
		return fmt.Sprint(seed), func(t *testing.T) {
			if err := runChaos(t, binary, seed); err != nil {
				t.Errorf("seed %d: %v\nrepeat: SAMRAD_CHAOS_SEED=%d .ci/test -run 'TestChaos$' ./cmd/samrad/e2e", seed, err, seed)
			}
		}
	})
}

// atOnce runs n subtests, several at once: a run mostly waits, so that more of
// them fit a machine than it has cores.
func atOnce(t *testing.T, n int, test func(i int) (name string, run func(*testing.T))) {
	t.Helper()
	slots := make(chan struct{}, 2*runtime.NumCPU())
	var runs sync.WaitGroup
	for i := range n {
		slots <- struct{}{}
		runs.Go(func() {
			defer func() { <-slots }()
			name, run := test(i)
			t.Run(name, run)
		})
	}
	runs.Wait()
}
