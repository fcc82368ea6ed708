package redisstore

import "time"

// instant is a moment by two clocks. The running one knows nothing of the time
// that the machine slept; the wall's may be set back. A time.Time has both as
// well, but compares the running one alone.
type instant struct {
	wall    time.Time     // of the wall's clock alone
	running time.Duration // since the process began
}

var began = time.Now()

func now() instant {
	t := time.Now()
	return instant{wall: t.Round(0), running: t.Sub(began)}
}

func (i instant) add(d time.Duration) instant {
	return instant{wall: i.wall.Add(d), running: i.running + d}
}

// left is how long it is from i to end, by the clock that is ahead.
func (i instant) left(end instant) time.Duration {
	return min(end.running-i.running, end.wall.Sub(i.wall))
}
