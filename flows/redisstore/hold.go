package redisstore

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/samrad/samrad/flows"
)

// errHoldLost ends a move whose lease ended: it was paused, or cut off.
var errHoldLost = &flows.Error{Code: flows.CodeConflict, What: "the hold on the store was lost: it could not be renewed in time, or somebody else took it",
	Hint: "run samrad move again"}

// hold renews the lease of a mark, so that nothing writes to the store.
type hold struct {
	store *Store
	stop  context.CancelFunc
	lose  context.CancelCauseFunc
	done  sync.WaitGroup
	mark  mark // as it stands; the renewing goroutine's until done
}

// hold renews m's lease until its end is called. The context returned ends,
// with errHoldLost as its cause, once the lease may have ended.
func (s *Store) hold(ctx context.Context, m mark) (context.Context, *hold) {
	ctx, lose := context.WithCancelCause(ctx)
	renewing, stop := context.WithCancel(ctx)
	h := &hold{store: s, mark: m, stop: stop, lose: lose}
	h.done.Go(func() {
		if !h.renew(renewing) {
			lose(errHoldLost)
		}
	})
	return ctx, h
}

// renew returns false when the hold is lost.
func (h *hold) renew(ctx context.Context) bool {
	end, due := now().add(presenceLease), now().add(presenceEvery)
	look := time.NewTicker(presenceLook)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return true
		case <-look.C:
		}
		said := now()
		if said.left(end) <= 0 {
			return false
		}
		if said.left(due) > 0 {
			continue
		}
		one, cancel := context.WithTimeout(ctx, said.left(end))
		m, err := h.store.saveMark(one, h.mark, presenceLease, false)
		cancel()
		switch {
		case err == nil:
			h.mark, end, due = m, said.add(presenceLease), said.add(presenceEvery)
		case errors.Is(err, errMarkChanged), now().left(end) <= 0:
			return false
		}
	}
}

// end stops the renewing, ends the context, and returns the mark as it stands.
func (h *hold) end() mark {
	h.stop()
	h.done.Wait()
	h.lose(nil)
	return h.mark
}
