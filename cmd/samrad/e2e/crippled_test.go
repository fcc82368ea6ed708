package e2e_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// crippled are builds from each of which one safeguard is taken away.
var crippled = []struct {
	name, file, guard, without string
}{
	{"no version check", "flows/redisstore/scripts/save_reply.lua",
		"if edited < old[2] then return {'stale', post or ''} end", ""},
	{"no tombstone check", "flows/redisstore/scripts/save_reply.lua",
		"if old[1] == 'gone' then return {'stale', post or ''} end", "if old[1] == 'gone' then old[1] = false end"},
	{"no lease", "flows/redisstore/scripts/take.lua",
		"if until_ > now and not again then return {'held', until_ - now} end", ""},
	{"no look before posting again", "bot/look.go",
		"if !mayBeSent(t) {", "if true {"},
	{"acknowledged before it is stored", "flows/collect.go",
		"Check: true})\n\tif err != nil {\n\t\treturn \"\", err\n\t}", "Check: true})\n\tif err != nil {\n\t\treturn OutcomeDuplicate, nil\n\t}"},
}

// seedsToFail is up to which seed a crippled build must fail: most do in the
// first. Those that fail over take long, and show nothing that others do not.
const seedsToFail = 15

// TestChaosFindsCrippledBuilds is the test of the chaos test: without any one of
// the safeguards it fails.
func TestChaosFindsCrippledBuilds(t *testing.T) {
	t.Parallel()
	atOnce(t, len(crippled), func(i int) (string, func(*testing.T)) {
		c := crippled[i]
		return c.name, func(t *testing.T) {
			build := buildWithout(t, c.file, c.guard, c.without)
			for seed := uint64(1); seed <= seedsToFail; seed++ {
				if failsOver(seed) {
					continue
				}
				if err := runChaos(t, build, seed); err != nil {
					t.Logf("seed %d: %v", seed, err)
					return
				}
			}
			t.Errorf("%d seeds pass without the safeguard in %s", seedsToFail, c.file)
		}
	})
}

// buildWithout builds samrad from its source with one place of one file
// replaced, which must be there exactly once.
func buildWithout(t *testing.T, file, guard, without string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "..", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(source), guard); n != 1 {
		t.Fatalf("%s has %q %d times, want it once: the safeguard has moved, and so must this test", file, guard, n)
	}
	dir := t.TempDir()
	copied, overlay, build := filepath.Join(dir, filepath.Base(file)), filepath.Join(dir, "overlay.json"), filepath.Join(dir, "samrad")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {path: copied}})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{copied: []byte(strings.Replace(string(source), guard, without, 1)), overlay: replace} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// Without the race detector: what is to fail here is no race.
	out, err := exec.Command("go", "build", "-overlay", overlay, "-o", build, "github.com/samrad/samrad/cmd/samrad").CombinedOutput()
	if err != nil {
		t.Fatalf("build without the safeguard in %s: %v\n%s", file, err, out)
	}
	return build
}
