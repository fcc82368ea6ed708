package redisstore

import (
	"context"
	"fmt"
	"time"

	"github.com/samrad/samrad/flows"
)

// Undone is what was taken back of a move.
type Undone struct {
	Received bool   // the store was the target of a move that had not ended
	Removed  int    // keys that such a move had brought
	Where    string // the store at the move's other end, as it may be shown
	At       time.Time
}

// UndoMove takes back what a move left at a store: it may be written to again;
// what a move that has not ended brought is removed first.
func (s *Store) UndoMove(ctx context.Context) (Undone, error) {
	m, err := s.readMark(ctx)
	if err != nil {
		return Undone{}, err
	}
	out := Undone{Received: m.state == markReceiving, Where: m.where, At: m.at}
	if !out.Received && m.state != markMoved {
		if err := m.refusal(); err != nil {
			return out, err
		}
		return out, &flows.Error{Code: flows.CodeInvalid, What: "there is no move of the store to take back"}
	}
	if out.Received {
		// With another token first: a move that still runs then cannot end.
		if m, err = s.saveMark(ctx, m, 0, true); err == nil {
			out.Removed, err = s.wipe(ctx)
		}
	}
	if err == nil {
		m.state, m.id, m.where = markNone, "", ""
		_, err = s.saveMark(ctx, m, 0, false)
	}
	if err != nil {
		return out, fmt.Errorf("undo move: %w", busy("the store", err))
	}
	return out, nil
}
