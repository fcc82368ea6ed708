package redisstore

import (
	"errors"
	"sync/atomic"
	"time"
)

// lapse refuses the writes of a process whose presence has ended, by its own
// clock: it was paused, or cut off from the store, and the store may have been
// moved meanwhile. What it wrote would be written beside the data.
type lapse struct {
	deadline atomic.Pointer[time.Time] // nil: the process has not said that it writes
}

func (l *lapse) at(t time.Time) { l.deadline.Store(&t) }

func (l *lapse) never() { l.deadline.Store(nil) }

var errLapsed = errors.New("the store was out of reach for long and may have been moved")

// refuse gives what may not be written its error, and returns the rest. What
// goes to the mark itself may: by that it is seen whether the store was moved.
func (l *lapse) refuse(group []*write) []*write {
	if t := l.deadline.Load(); t == nil || !time.Now().After(*t) {
		return group
	}
	var rest []*write
	for _, w := range group {
		if w.key == markKey {
			rest = append(rest, w)
		} else {
			w.err = errLapsed
		}
	}
	return rest
}
