package redistest

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
)

// Package stands for all tests of a package: what is started for it ends when
// they have ended. Sentinels and clusters take seconds to start, and tests that
// do not harm them can share one.
type Package struct {
	testing.TB // nil: only what is below may be called
	mu         sync.Mutex
	ends       []func()
}

// Run runs the tests, and then ends what was started.
func (p *Package) Run(m *testing.M) int {
	defer p.end()
	return m.Run()
}

func (p *Package) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range slices.Backward(p.ends) {
		f()
	}
	p.ends = nil
}

// Helper implements testing.TB.
func (p *Package) Helper() {}

// Cleanup implements testing.TB.
func (p *Package) Cleanup(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ends = append(p.ends, f)
}

// Context implements testing.TB.
func (p *Package) Context() context.Context { return context.Background() }

// TempDir implements testing.TB.
func (p *Package) TempDir() string {
	dir, err := os.MkdirTemp("", "samrad-redistest-")
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// Fatal implements testing.TB.
func (p *Package) Fatal(args ...any) {
	p.end() // a panic ends the process, and its servers would stay
	panic(fmt.Sprint(args...))
}

// Fatalf implements testing.TB.
func (p *Package) Fatalf(format string, args ...any) { p.Fatal(fmt.Sprintf(format, args...)) }
