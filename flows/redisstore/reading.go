package redisstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows"
)

// TakeReading implements flows.ReadBackStore.
func (s *Store) TakeReading(ctx context.Context, m flows.MeetingID, owner string, lease time.Duration) (flows.Reading, bool, error) {
	v, err := s.run(ctx, "take reading", scriptTakeReading, []string{readingKey(m)}, owner, lease.Milliseconds())
	if err != nil {
		return flows.Reading{}, false, err
	}
	list, _ := v.([]any)
	if len(list) != 2 {
		return flows.Reading{}, false, fmt.Errorf("take reading: %d values", len(list))
	}
	if taken, _ := list[0].(int64); taken != 1 {
		return flows.Reading{}, false, nil
	}
	body, _ := list[1].(string)
	r, err := readReading(body)
	return r, true, err
}

func readReading(body string) (flows.Reading, error) {
	var r flows.Reading
	if body == "" {
		return r, nil
	}
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		return r, fmt.Errorf("read reading: %w", err)
	}
	return r, nil
}

// KeepReading implements flows.ReadBackStore.
func (s *Store) KeepReading(ctx context.Context, m flows.MeetingID, owner string, r flows.Reading, lease time.Duration) error {
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("keep reading: %w", err)
	}
	v, err := s.run(ctx, "keep reading", scriptKeepReading, []string{readingKey(m)}, owner, lease.Milliseconds(), body)
	if err != nil {
		return err
	}
	if n, _ := v.(int64); n != 1 {
		return &flows.Error{Code: flows.CodeConflict, What: "keep reading: another process has it"}
	}
	return nil
}

// Reading implements flows.ReadBackStore.
func (s *Store) Reading(ctx context.Context, m flows.MeetingID) (flows.Reading, error) {
	body, err := s.client.HGet(ctx, readingKey(m), "body").Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return flows.Reading{}, storeError("read reading", err)
	}
	return readReading(body)
}
