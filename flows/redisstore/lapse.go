package redisstore

import (
	"errors"
	"sync/atomic"
)

// lapse refuses the writes of a process whose presence has ended, by its own
// clocks: it was paused, or cut off from the store, or has left, and the store
// may have been moved meanwhile. What it wrote would be written beside the data.
type lapse struct {
	end atomic.Pointer[instant] // nil: the process has not said that it writes
}

// at has writes refused from an instant on.
func (l *lapse) at(end instant) { l.end.Store(&end) }

// errLapsed is of writes that would not be part of a move.
var errLapsed = errors.New("this process was out of the store's reach for long, or has left it, and the store may have been moved")

func (l *lapse) over(at instant) bool {
	end := l.end.Load()
	return end != nil && at.left(*end) < 0
}

// refuse gives what may not be written its error, and returns the rest. What
// goes to the mark itself, or says who writes, may: by that it is seen whether
// the store was moved.
func (l *lapse) refuse(group []*write) []*write {
	if !l.over(now()) {
		return group
	}
	var rest []*write
	for _, w := range group {
		if w.key == markKey || w.key == writersKey {
			rest = append(rest, w)
		} else {
			w.err = errLapsed
		}
	}
	return rest
}
