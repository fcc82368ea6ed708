package slacksim

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Fault makes calls go wrong. Without Status, SlackError, Hang and
// CutAfterStore it does nothing.
type Fault struct {
	Method        string // Web API method, "upload" or "response_url"; empty means all
	Channel       string // empty means all
	Status        int    // answered: 429, 500, 503 …
	SlackError    string // answered as ok:false
	RetryAfter    int    // seconds; of a 429 (default 1), or beside another status
	Hang          bool   // no answer until the client gives up
	CutAfterStore bool   // perform the call, then cut the connection without an answer; with Hang once the client gives up
	Times         int    // how often; 0 means until ClearFaults
}

func (f Fault) refuses() bool {
	return f.Status != 0 || f.SlackError != "" || f.Hang && !f.CutAfterStore
}

// SetFault adds a fault. Of several that fit a call, the first set counts.
func (w *Workspace) SetFault(f Fault) {
	w.mu.Lock()
	defer w.unlock()
	w.faults = append(w.faults, &f)
}

// ClearFaults ends every fault; calls that hang go on hanging.
func (w *Workspace) ClearFaults() {
	w.mu.Lock()
	defer w.unlock()
	w.faults = nil
}

// FaultsLeft counts the faults that were set and are not used up.
func (w *Workspace) FaultsLeft() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.faults)
}

// takeFault finds the fault of a call and uses it up by one.
func (w *Workspace) takeFault(method, channel string) Fault {
	w.mu.Lock()
	defer w.unlock()
	for _, f := range w.faults {
		if (f.Method != "" && f.Method != method) || (f.Channel != "" && f.Channel != channel) {
			continue
		}
		found := *f
		if f.Times == 1 {
			w.faults = slices.DeleteFunc(w.faults, func(o *Fault) bool { return o == f })
		}
		f.Times = max(f.Times-1, 0)
		return found
	}
	return Fault{}
}

func (w *Workspace) answerFault(rw http.ResponseWriter, r *http.Request, method, channel string, f Fault) {
	switch {
	case f.Hang:
		w.cutOff(r, true)
	case f.Status == http.StatusTooManyRequests:
		wait := max(f.RetryAfter, 1)
		w.mu.Lock()
		w.notBefore[limitKey(method, channel)] = w.o.Now().Add(time.Duration(wait) * time.Second)
		w.mu.Unlock()
		writeRateLimited(rw, wait)
	case f.Status != 0:
		if f.RetryAfter > 0 {
			rw.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
		}
		http.Error(rw, http.StatusText(f.Status), f.Status)
	default:
		writeJSON(rw, http.StatusOK, refuse(f.SlackError))
	}
}

// cutOff cuts a connection without an answer; hang waits for the client to
// give up first.
func (w *Workspace) cutOff(r *http.Request, hang bool) {
	if hang {
		select {
		case <-r.Context().Done():
		case <-w.ctx.Done():
		}
	}
	panic(http.ErrAbortHandler) // net/http's way to do it
}

func writeRateLimited(rw http.ResponseWriter, seconds int) {
	rw.Header().Set("Retry-After", strconv.Itoa(seconds))
	writeJSON(rw, http.StatusTooManyRequests, refuse("ratelimited"))
}
