package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/samrad/samrad/flows"
)

// calmEvery is how often one message about a store that is down is told.
const calmEvery = time.Minute

// calm is a handler that tells of a store in trouble now and then, not for
// every delivery that fails meanwhile: storeWatch says what is wrong. At level
// debug everything is told.
type calm struct {
	slog.Handler
	told *told
}

// told is when each message was last written.
type told struct {
	mu sync.Mutex
	at map[string]time.Time
}

func calmed(log *slog.Logger) *slog.Logger {
	return slog.New(&calm{log.Handler(), &told{at: make(map[string]time.Time)}})
}

// Handle implements slog.Handler.
func (c *calm) Handle(ctx context.Context, r slog.Record) error {
	if aboutStore(r) && !c.Enabled(ctx, slog.LevelDebug) && !c.told.due(r.Message, r.Time) {
		return nil
	}
	return c.Handler.Handle(ctx, r)
}

func aboutStore(r slog.Record) bool {
	about := false
	r.Attrs(func(a slog.Attr) bool {
		err, ok := a.Value.Any().(error)
		about = ok && flows.CodeOf(err) == flows.CodeStoreDown
		return !about
	})
	return about
}

func (t *told) due(message string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if last, ok := t.at[message]; ok && now.Sub(last) < calmEvery {
		return false
	}
	t.at[message] = now
	return true
}

// WithAttrs implements slog.Handler.
func (c *calm) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &calm{c.Handler.WithAttrs(attrs), c.told}
}

// WithGroup implements slog.Handler.
func (c *calm) WithGroup(name string) slog.Handler {
	return &calm{c.Handler.WithGroup(name), c.told}
}
