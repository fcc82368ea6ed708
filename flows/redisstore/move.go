package redisstore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/samrad/samrad/flows"
)

// moveAtOnce is how many keys are copied or compared at once: enough that the
// target's fsync is shared by several.
const moveAtOnce = 16

// Move copies everything from one store to another, of any kind. The names are
// the stores' addresses as they may be shown: they are kept and printed.
//
// A store is written to at one end at any time. Both ends are marked before
// anything is copied, the source's mark with a lease that ends when the move
// does, however it ends. The source is marked as moved only after every key
// was read back from both ends and compared; then the target is opened.
type Move struct {
	From, To         *Store
	FromName, ToName string
	Log              *slog.Logger
}

// Moved is what a move moved.
type Moved struct {
	Keys          int
	Contributions int // that stand: not withdrawn, and to a question that was posted
}

// Run moves. Whatever stops it, the source is whole; running it again starts
// over, or opens the target if only that was left.
func (m *Move) Run(ctx context.Context) (Moved, error) {
	moved, err := m.run(ctx)
	switch {
	case err == nil:
		return moved, nil
	case m.To.variable != "" && variableOf(err) == m.To.variable:
		return Moved{}, fmt.Errorf("move to %s: %w", m.ToName, err)
	default:
		return Moved{}, fmt.Errorf("move: %w", err)
	}
}

func (m *Move) run(ctx context.Context) (Moved, error) {
	source, err := m.From.readMark(ctx)
	if err != nil {
		return Moved{}, err
	}
	if source.state == markMoved {
		return m.finish(ctx, source)
	}
	if source, err = m.begin(ctx, source); err != nil {
		return Moved{}, err
	}
	held, hold := m.From.hold(ctx, source)
	moved, target, err := m.transfer(held, source.id)
	lost := context.Cause(held)
	source = hold.end()
	if err == nil {
		source.state = markMoved
		_, err = m.From.saveMark(ctx, source, 0, true)
		err = busy(m.FromName, err)
	}
	if err != nil {
		m.breakOff(ctx, source)
		if errors.Is(lost, errHoldLost) {
			err = lost
		}
		return Moved{}, err
	}
	return moved, m.open(ctx, target)
}

// finish opens a target that has everything: a move was stopped just before.
func (m *Move) finish(ctx context.Context, source mark) (Moved, error) {
	target, err := m.To.readMark(ctx)
	if err != nil {
		return Moved{}, err
	}
	// The same move may have left its mark at another target before.
	if target.state != markReceiving || target.id != source.id || source.where != m.ToName {
		return Moved{}, source.refusal()
	}
	moved, err := m.compare(ctx)
	if err != nil {
		return Moved{}, err
	}
	return moved, m.open(ctx, target)
}

// open lets the target be written to.
func (m *Move) open(ctx context.Context, target mark) error {
	target.state, target.id, target.where = markNone, "", ""
	if _, err := m.To.saveMark(ctx, target, 0, false); err != nil {
		return &flows.Error{Code: flows.CodeStoreDown, What: "all is there, and the new store is not opened", Err: err, Hint: "run samrad move again"}
	}
	return nil
}

// begin marks the source.
func (m *Move) begin(ctx context.Context, source mark) (mark, error) {
	if err := source.refusal(); err != nil {
		return source, err
	}
	keys, err := m.From.keys(ctx)
	switch {
	case err != nil:
		return source, err
	case len(keys) == 0:
		return source, &flows.Error{Code: flows.CodeInvalid, What: fmt.Sprintf("there is nothing of samrad in %s", m.FromName),
			Hint: "set REDIS_URL to the store that is to be moved"}
	}
	if source.state != markBrokenOff && source.state != markMoving {
		source.id = rand.Text()
	}
	source.state, source.where = markMoving, m.ToName
	source, err = m.From.saveMark(ctx, source, presenceLease, true)
	return source, busy(m.FromName, err)
}

// breakOff gives the source back at once; where it fails, the lease ends.
func (m *Move) breakOff(ctx context.Context, source mark) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	defer cancel()
	source.state = markBrokenOff
	_, _ = m.From.saveMark(ctx, source, 0, false)
}

// transfer copies everything and compares it. It returns the target's mark.
func (m *Move) transfer(ctx context.Context, id string) (Moved, mark, error) {
	target, err := m.receive(ctx, id)
	if err != nil {
		return Moved{}, target, err
	}
	keys, err := m.From.keys(ctx)
	if err != nil {
		return Moved{}, target, err
	}
	m.Log.InfoContext(ctx, "copying", "keys", len(keys))
	err = eachKey(ctx, keys, func(ctx context.Context, key string) error { return copyKey(ctx, m.From.client, m.To.client, key) })
	if err != nil {
		return Moved{}, target, err
	}
	m.Log.InfoContext(ctx, "comparing", "keys", len(keys))
	moved, err := m.compare(ctx)
	if err != nil {
		return Moved{}, target, err
	}
	// Nobody has emptied the target, or begun to fill it, meanwhile.
	target, err = m.To.saveMark(ctx, target, 0, true)
	return moved, target, busy(m.ToName, err)
}

// receive marks the target, which has nothing of samrad, or only what this move
// left there: that is removed.
func (m *Move) receive(ctx context.Context, id string) (mark, error) {
	target, err := m.To.readMark(ctx)
	if err != nil {
		return target, err
	}
	again := target.state == markReceiving && target.id == id
	switch {
	case target.state == markMoving && target.id == id:
		return target, &flows.Error{Code: flows.CodeInvalid, What: "SAMRAD_MOVE_TO and REDIS_URL name the same store", Hint: "name another store in SAMRAD_MOVE_TO"}
	case target.state == markMoved:
		return target, m.notEmpty()
	case !again:
		if err := target.refusal(); err != nil {
			return target, fmt.Errorf("%s: %w", m.ToName, err)
		}
		if target, err = m.claim(ctx, target, id); err != nil {
			return target, err
		}
	}
	target.state = markReceiving
	if target, err = m.To.saveMark(ctx, target, 0, true); err != nil {
		return target, busy(m.ToName, err)
	}
	_, err = m.To.wipe(ctx)
	return target, err
}

// claim keeps others from an empty target. It is given back unless it is empty.
func (m *Move) claim(ctx context.Context, target mark, id string) (mark, error) {
	target.state, target.id, target.where = markClaimed, id, m.FromName
	target, err := m.To.saveMark(ctx, target, presenceLease, true)
	if err != nil {
		return target, busy(m.ToName, err)
	}
	keys, err := m.To.keys(ctx)
	if err != nil || len(keys) == 0 {
		return target, err
	}
	given := target
	given.state, given.id, given.where = markNone, "", ""
	_, err = m.To.saveMark(ctx, given, 0, false)
	return target, errors.Join(m.notEmpty(), err)
}

func (m *Move) notEmpty() error {
	return &flows.Error{Code: flows.CodeConflict, What: fmt.Sprintf("%s has data of samrad already", m.ToName), Hint: "name an empty store in SAMRAD_MOVE_TO"}
}

// busy says what it means that a mark could not be saved.
func busy(name string, err error) error {
	switch {
	case errors.Is(err, errWritten):
		return &flows.Error{Code: flows.CodeConflict, What: fmt.Sprintf("a samrad run or samrad import uses %s", name), Hint: writerMayBeDead}
	case errors.Is(err, errMarkChanged):
		return &flows.Error{Code: flows.CodeConflict, What: fmt.Sprintf("another samrad move has begun with %s", name), Hint: moveMayBeDead}
	default:
		return err
	}
}

// compare reads every key back from both ends.
func (m *Move) compare(ctx context.Context) (Moved, error) {
	keys, err := m.From.keys(ctx)
	if err != nil {
		return Moved{}, err
	}
	there, err := m.To.keys(ctx)
	if err != nil {
		return Moved{}, err
	}
	if len(keys) != len(there) {
		return Moved{}, fmt.Errorf("compare: %d keys here, %d there", len(keys), len(there))
	}
	var contributions, differ atomic.Int64
	err = eachKey(ctx, keys, func(ctx context.Context, key string) error {
		same, err := sameKey(ctx, m.From.client, m.To.client, key)
		if err != nil {
			return err
		}
		if !same {
			differ.Add(1)
		}
		if strings.Contains(key, "}:c:") {
			state, err := m.To.client.HGet(ctx, key, "state").Result()
			if err == nil && state == "live" {
				contributions.Add(1)
			}
		}
		return nil
	})
	if n := differ.Load(); err == nil && n > 0 {
		err = fmt.Errorf("compare: %d of %d keys differ", n, len(keys))
	}
	return Moved{Keys: len(keys), Contributions: int(contributions.Load())}, err
}

// eachKey does something with every key, several at once; the first error ends it.
func eachKey(ctx context.Context, keys []string, do func(context.Context, string) error) error {
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(moveAtOnce)
	for _, key := range keys {
		if working.Err() != nil {
			break
		}
		group.Go(func() error { return do(working, key) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}
