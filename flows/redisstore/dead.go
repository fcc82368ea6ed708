package redisstore

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/samrad/samrad/flows"
)

// maxDeadLetters bounds the stream: an operator looks at it long before.
const maxDeadLetters = 10_000

// KeepDeadLetter implements flows.DeadLetterStore.
func (s *Store) KeepDeadLetter(ctx context.Context, d flows.DeadLetter) error {
	_, err := s.run(ctx, "keep dead letter", scriptDeadLetter, []string{deadKey, deadSeenKey},
		sumOf(d.Raw), d.At.UnixMilli(), d.Source, d.Reason, d.Raw, maxDeadLetters)
	return err
}

// CountDeadLetters implements flows.DeadLetterStore.
func (s *Store) CountDeadLetters(ctx context.Context, since time.Time) (int, error) {
	from := "-inf"
	if !since.IsZero() {
		from = strconv.FormatInt(since.UnixMilli(), 10)
	}
	n, err := s.client.ZCount(ctx, deadSeenKey, from, "+inf").Result()
	return int(n), storeError("count dead letters", err)
}

// forgetLetters takes out what is kept raw of a message: it holds its words. The
// letters go on counting.
func (s *Store) forgetLetters(ctx context.Context, p flows.Place) error {
	from := "-"
	for {
		letters, err := s.client.XRangeN(ctx, deadKey, from, "+", batch).Result()
		if err != nil {
			return storeError("read dead letters", err)
		}
		var of []any
		for _, l := range letters {
			raw, _ := l.Values["raw"].(string)
			if strings.Contains(raw, quoted(p.Channel)) && strings.Contains(raw, quoted(p.TS)) {
				of = append(of, l.ID)
			}
			from = "(" + l.ID
		}
		if len(of) > 0 {
			if err := s.write(ctx, "forget dead letters", "XDEL", deadKey, of...); err != nil {
				return err
			}
		}
		if len(letters) < batch {
			return nil
		}
	}
}

// quoted is an id as it stands in JSON.
func quoted[S ~string](id S) string { return `"` + string(id) + `"` }
