package redisstore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/samrad/samrad/flows"
)

// markState is where a store stands in a move.
type markState string

const (
	markNone      markState = ""
	markMoving    markState = "moving"     // leased: it is being copied
	markBrokenOff markState = "broken_off" // it was being copied; the id is kept
	markMoved     markState = "moved"      // another store has its data
	markClaimed   markState = "claimed"    // leased: it is seen whether it is empty
	markReceiving markState = "receiving"  // it holds part of another's data
)

// mark says where a store stands in a move, and keeps what must not write to
// it from writing.
type mark struct {
	state markState
	id    string    // the move's, the same at both ends
	where string    // the store at the other end, as it may be shown
	at    time.Time // of its last change
	token string    // of its last change; whoever has another has lost the mark
	held  bool      // its lease lasts
}

var (
	errMarkChanged = errors.New("somebody else changed the mark")
	errWritten     = errors.New("a process writes to the store")
)

func (s *Store) readMark(ctx context.Context) (mark, error) {
	// Not by a commit, which would have a reader wait for a replica.
	v, err := scriptReadMark.Run(ctx, s.client, []string{markKey}).Result()
	if err != nil {
		return mark{}, storeError("read mark", err)
	}
	list, _ := v.([]any)
	if len(list) != 2 {
		return mark{}, fmt.Errorf("read mark: %d values", len(list))
	}
	pairs, _ := list[1].([]any)
	f := make(map[string]string)
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		f[name], _ = pairs[i+1].(string)
	}
	ms, _ := strconv.ParseInt(f["at"], 10, 64)
	lasts, _ := list[0].(int64)
	return mark{state: markState(f["state"]), id: f["id"], where: f["where"], at: time.UnixMilli(ms).UTC(), token: f["token"], held: lasts == 1}, nil
}

// saveMark puts m in the place of the mark with m's token, and returns it with
// its new one. lease is 0 for a mark that stays; alone refuses it while a
// process writes to the store.
func (s *Store) saveMark(ctx context.Context, m mark, lease time.Duration, alone bool) (mark, error) {
	only := "0"
	if alone {
		only = "1"
	}
	token := rand.Text()
	v, err := s.run(ctx, "save mark", scriptSaveMark, []string{markKey, writersKey}, m.token, token, lease.Milliseconds(), only,
		string(m.state), m.id, m.where)
	if err != nil {
		return m, err
	}
	switch v {
	case "saved":
		m.token = token
		return m, nil
	case "written":
		return m, errWritten
	default:
		return m, errMarkChanged
	}
}

// Writable tells why a move forbids that anything writes to the store; nil if
// none does.
func (s *Store) Writable(ctx context.Context) error {
	m, err := s.readMark(ctx)
	if err != nil {
		return err
	}
	return m.refusal()
}

// Readable tells why what stands in the store is not whole: a move into it has
// not ended. nil if it is whole.
func (s *Store) Readable(ctx context.Context) error {
	m, err := s.readMark(ctx)
	if err != nil || m.state == markMoving || m.state == markMoved {
		return err
	}
	return m.refusal()
}

func (m mark) refusal() error {
	refused := func(what, hint string) error {
		return &flows.Error{Code: flows.CodeConflict, What: "store: " + what, Hint: hint}
	}
	switch {
	case m.state == markMoved:
		return refused(fmt.Sprintf("its data was moved to %s at %s", m.where, m.at.Format(time.RFC3339)),
			"set REDIS_URL to that store, or take the move back with samrad move --undo")
	case m.state == markReceiving:
		return refused(fmt.Sprintf("it holds part of a move from %s that has not ended", m.where),
			"run samrad move from there again, or empty this store with samrad move --undo")
	case m.state == markMoving && m.held:
		return refused(fmt.Sprintf("it is being moved to %s", m.where), moveMayBeDead)
	case m.state == markClaimed && m.held:
		return refused(fmt.Sprintf("%s is being moved into it", m.where), moveMayBeDead)
	default:
		return nil
	}
}

// The lease of whoever was killed lasts on for a while.
var (
	moveMayBeDead   = fmt.Sprintf("wait until samrad move has ended; one that was killed counts for %.0f seconds more", presenceLease.Seconds())
	writerMayBeDead = fmt.Sprintf("stop samrad run and samrad import there; one that was killed counts for %.0f seconds more", presenceLease.Seconds())
)
