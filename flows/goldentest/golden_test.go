package goldentest_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/samrad/samrad/flows/goldentest"
)

// heard is a test whose faults are listened to.
type heard struct {
	testing.TB
	said string
}

func (h *heard) Errorf(format string, args ...any) { h.said += fmt.Sprintf(format, args...) }

// TestCompare holds that the helper can fail.
func TestCompare(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("testdata", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("testdata/a.txt", []byte("as it was\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for got, fails := range map[string]bool{"as it was\n": false, "as it was": true, "another\n": true} {
		h := &heard{TB: t}
		goldentest.Compare(h, "a.txt", []byte(got))
		if strings.Contains(h.said, "testdata/a.txt (-want +got)") != fails {
			t.Errorf("%q: said %q", got, h.said)
		}
	}
}
