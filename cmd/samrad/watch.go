package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/samrad/samrad/flows"
)

// watchEvery is how often it is seen whether the store takes writes.
const watchEvery = 2 * time.Second

// storeWatch tells the log once when the store comes into trouble, and once
// when that is over: what fails meanwhile is told quietly, or the log would be
// flooded.
type storeWatch struct {
	ready func(ctx context.Context) error
	log   *slog.Logger
}

func (w *storeWatch) run(ctx context.Context) {
	var trouble string
	var since time.Time
	for {
		now := w.look(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case now != "" && trouble == "":
			since = time.Now()
			fallthrough
		case now != "" && now != trouble:
			w.log.ErrorContext(ctx, "the store takes no writes; what people write is kept by Slack meanwhile", "finding", now)
		case now == "" && trouble != "":
			w.log.InfoContext(ctx, "the store takes writes again", "after", time.Since(since).Round(time.Second).String())
		}
		trouble = now
		if (flows.WallClock{}).SleepUntil(ctx, time.Now().Add(watchEvery)) != nil {
			return
		}
	}
}

// look returns what is wrong, in plain words and without what changes from one
// try to the next.
func (w *storeWatch) look(ctx context.Context) string {
	err := w.ready(ctx)
	var e *flows.Error
	if !errors.As(err, &e) {
		return ""
	}
	return finding(e)
}

// finding is what an error says is wrong, and how to mend it.
func finding(e *flows.Error) string {
	if hint := flows.HintOf(e); hint != "" {
		return e.What + " (" + hint + ")"
	}
	return e.What
}
