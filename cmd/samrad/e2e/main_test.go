package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"
)

// binary is samrad, built once for all tests.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "samrad-e2e-")
	if err == nil {
		binary = filepath.Join(dir, "samrad")
		err = build(binary)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "build samrad:", err)
		os.Exit(1)
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(status int) {
		_ = os.RemoveAll(dir)
		os.Exit(status)
	}))
}

func build(path string) error {
	args := []string{"build", "-o", path}
	if raceDetector {
		args = append(args, "-race")
	}
	cmd := exec.Command("go", append(args, "github.com/samrad/samrad/cmd/samrad")...)
	cmd.Stderr = os.Stderr
	return cmd.Run()
}
