package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
)

// heldLetters takes dead letters once it is let go.
type heldLetters struct {
	flows.DeadLetterStore
	waiting atomic.Int64
	release chan struct{}
}

func (h *heldLetters) KeepDeadLetter(context.Context, flows.DeadLetter) error {
	h.waiting.Add(1)
	<-h.release
	return nil
}

// A bot that is asked to stop finishes what it has in hand over Socket Mode and
// acknowledges it, however much that is: a command or a form is not delivered
// again.
func TestSocketStops(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	held := &heldLetters{release: make(chan struct{})}
	w.router.cases.Letters = held
	s := NewSocket(w.slack, w.router, w.metrics, w.log)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = s.Run(ctx)
	}()
	w.eventually("the connection", s.Connected)
	const n = 40 // more than slack-go keeps to be sent
	acked := make(chan error, n)
	var waiting sync.WaitGroup
	for i := range n {
		in := w.SendRaw(json.RawMessage(fmt.Sprintf(`{"envelope_id":"%d","type":"events_api","payload":[]}`, i)))
		waiting.Go(func() {
			limited, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			_, err := in.Ack(limited)
			acked <- err
		})
	}
	w.eventually("all in hand", func() bool { return held.waiting.Load() == n })
	stop()
	close(held.release)
	select {
	case <-ended:
	case <-time.After(patience):
		t.Fatal("it does not stop")
	}
	waiting.Wait()
	for range n {
		if err := <-acked; err != nil {
			t.Fatalf("not acknowledged: %v", err)
		}
	}
}
