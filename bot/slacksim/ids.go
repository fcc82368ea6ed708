package slacksim

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// nextTS gives a timestamp of now that is later than every one before it.
func (w *Workspace) nextTS() string {
	w.lastTS = max(w.o.Now().UnixMicro(), w.lastTS+1)
	return formatTS(w.lastTS)
}

func formatTS(micros int64) string {
	return fmt.Sprintf("%d.%06d", micros/1e6, micros%1e6)
}

// parseTS reads a timestamp to microseconds. Slack takes fewer decimals in
// oldest and latest.
func parseTS(ts string) (int64, bool) {
	whole, frac, _ := strings.Cut(ts, ".")
	if len(frac) > 6 {
		return 0, false
	}
	s, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || s < 0 {
		return 0, false
	}
	f, err := strconv.ParseInt((frac + "000000")[:6], 10, 64)
	if err != nil || f < 0 {
		return 0, false
	}
	return s*1e6 + f, true
}

// nextID counts ids of a kind: F00000001.
func (w *Workspace) nextID(prefix string) string {
	w.counter++
	return fmt.Sprintf("%s%08d", prefix, w.counter)
}

// secret is what nobody may guess: tickets, envelope ids, response paths.
func secret() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails, see crypto/rand
	return hex.EncodeToString(b[:])
}

func uuid() string {
	s := secret()
	return s[:8] + "-" + s[8:12] + "-4" + s[13:16] + "-a" + s[17:20] + "-" + s[20:]
}
