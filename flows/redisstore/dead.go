package redisstore

import (
	"context"
	"strconv"
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
