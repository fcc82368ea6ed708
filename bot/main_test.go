package bot

import (
	"testing"

	"go.uber.org/goleak"
)

// A pool of go-redis's whose server is gone looks for it once a second, and sees
// only then that it was closed: longer than goleak waits.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/redis/go-redis/v9/internal/pool.(*ConnPool).tryDial"))
}
